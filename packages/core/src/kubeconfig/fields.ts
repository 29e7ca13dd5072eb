import type { Shape } from "../validation/shape";

/** Fields of a kubeconfig's entries, as kubectl reads them. It ignores all others. */
export const CLUSTER: Shape = {
  fields: {
    server: "text",
    "tls-server-name": "text",
    "insecure-skip-tls-verify": "flag",
    "certificate-authority": "text",
    "certificate-authority-data": "base64",
    "proxy-url": "text",
    "disable-compression": "flag",
  },
};

export const USER: Shape = {
  fields: {
    "client-certificate": "text",
    "client-certificate-data": "base64",
    "client-key": "text",
    "client-key-data": "base64",
    token: "text",
    tokenFile: "text",
    as: "text",
    "as-uid": "text",
    "as-groups": { list: "text" },
    "as-user-extra": { map: { list: "text" } },
    username: "text",
    password: "text",
    "auth-provider": { fields: { name: "text", config: { map: "text" } } },
    exec: {
      fields: {
        command: "text",
        args: { list: "text" },
        env: { list: { fields: { name: "text", value: "text" } } },
        apiVersion: "text",
        installHint: "text",
        provideClusterInfo: "flag",
        interactiveMode: "text",
      },
    },
  },
};

export const CONTEXT: Shape = { fields: { cluster: "text", user: "text", namespace: "text" } };
