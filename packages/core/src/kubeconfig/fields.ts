import { BOOLEAN, type Kind, type Shape, STRING } from "@fedstack/constructs/faults";

/** Base64 as Go reads it: padded, of the standard alphabet, broken into lines at will. */
const PATTERN = /^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
const BASE64: Kind = {
  what: "base64",
  is: (value) => typeof value === "string" && PATTERN.test(value.replace(/[\r\n]/g, "")),
  problem: "is not base64",
  remedy: () => "copy the whole value again",
};

/** Fields of a kubeconfig's entries, as kubectl reads them. It ignores all others. */
export const CLUSTER: Shape = {
  server: STRING,
  "tls-server-name": STRING,
  "insecure-skip-tls-verify": BOOLEAN,
  "certificate-authority": STRING,
  "certificate-authority-data": BASE64,
  "proxy-url": STRING,
  "disable-compression": BOOLEAN,
};

export const USER: Shape = {
  "client-certificate": STRING,
  "client-certificate-data": BASE64,
  "client-key": STRING,
  "client-key-data": BASE64,
  token: STRING,
  tokenFile: STRING,
  as: STRING,
  "as-uid": STRING,
  "as-groups": [STRING],
  "as-user-extra": { "*": [STRING] },
  username: STRING,
  password: STRING,
  "auth-provider": { name: STRING, config: { "*": STRING } },
  exec: {
    command: STRING,
    args: [STRING],
    env: [{ name: STRING, value: STRING }],
    apiVersion: STRING,
    installHint: STRING,
    provideClusterInfo: BOOLEAN,
    interactiveMode: STRING,
  },
};

export const CONTEXT: Shape = { cluster: STRING, user: STRING, namespace: STRING };
