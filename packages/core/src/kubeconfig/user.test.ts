import { faultsOf, kubeconfig, read, SECRET, selfSigned } from "./kubeconfig.test-support";

const V1 = "client.authentication.k8s.io/v1";
const V1BETA1 = "client.authentication.k8s.io/v1beta1";
const userFaults = (user: string, options?: Parameters<typeof faultsOf>[1]): string[] =>
  faultsOf(kubeconfig({ user }), options).map((fault) => fault.replace(/^kubeconfig: (user "u": )?/, ""));
const folder = {
  path: "/home/me/.kube",
  readFile: (path: string): Buffer => Buffer.from(`content of ${path}\n`),
};

test.each([
  ["{token: 0123}", ["users[0].user.token: is a number"]],
  ["{token: yes}", ["users[0].user.token: is a boolean"]],
  ["{token: REDACTED}", ['token: was removed by "kubectl config view"']],
  [
    "{client-certificate-data: DATA+OMITTED, client-key-data: DATA+OMITTED}",
    ["client-certificate-data", "client-key-data"].map((field) => `${field}: was removed by "kubectl config view"`),
  ],
  ["{auth-provider: {name: gcp}}", ["auth-provider: has not been supported since Kubernetes 1.26"]],
  [`{exec: {command: aws, args: "eks get-token", apiVersion: ${V1BETA1}}}`, ["users[0].user.exec.args: is a string"]],
  ["{client-key-data: AAA}", ["users[0].user.client-key-data: is not base64"]],
  ["{client-certificate-data: AAAA, client-key-data: AAAA}", ["client-certificate-data: is not a PEM certificate"]],
  ["{token: a, username: b, password: c}", ["has both a token and a password"]],
  ["{token: a, as-groups: [b]}", ['has as-uid or as-groups or as-user-extra without "as"']],
  ['{token: "a\\n"}', ["token: contains a line break or another character that a token cannot have"]],
  ["{}", ["has no credentials"]],
  ["", ["has no credentials"]],
  ['{token: ""}', ["has no credentials"]],
])("the user %s is refused for what it is", (user, faults) => {
  expect(userFaults(user)).toEqual(faults);
});

test("everything of a user but its secrets stays", () => {
  const user = { token: "t", as: "admin", "as-groups": ["ops"], "as-user-extra": { reason: ["drill"] }, unknown: 1 };
  expect(read(kubeconfig({ user: JSON.stringify(user) })).context?.user).toEqual(user);
});

test("a user's files are embedded, and refused if the kubeconfig is only text", () => {
  const { context } = read(kubeconfig({ user: "{tokenFile: token}" }), { folder });
  expect(context?.user).toEqual({ token: "content of /home/me/.kube/token" });
  expect(userFaults("{client-certificate: a.crt, client-key: a.key, tokenFile: token}")).toEqual([
    'client-certificate: points to the file "a.crt"',
    'client-key: points to the file "a.key"',
    'tokenFile: points to the file "token"',
  ]);
});

test("a user's client certificate is warned of before it expires, and refused after that or without its key", () => {
  const { certificate, key } = selfSigned();
  const user = `{client-certificate-data: ${certificate}, client-key-data: ${key}}`;
  const inDays = (days: number): { readonly now: Date } => ({ now: new Date(Date.now() + days * 24 * 60 * 60 * 1000) });
  expect(read(kubeconfig({ user }), inDays(40)).warnings).toEqual([expect.stringContaining("expires on")]);
  expect(userFaults(user, inDays(61))).toEqual([expect.stringContaining("expired on")]);
  expect(userFaults(user.replace(key, selfSigned().key))).toEqual([
    "client-key-data: does not belong to the client certificate",
  ]);
});

test("a user's token is warned of before it expires, and after that", () => {
  const payload = { iat: Date.parse("2025-06-01T00:00:00Z") / 1000, exp: Date.parse("2026-01-20T00:00:00Z") / 1000 };
  const token = `${SECRET}.${Buffer.from(JSON.stringify(payload)).toString("base64url")}.${SECRET}`;
  const warnings = (now: string): readonly string[] =>
    read(kubeconfig({ user: `{token: ${token}}` }), { now: new Date(now) }).warnings;
  expect(warnings("2025-12-01T00:00:00Z")).toEqual([]);
  expect(warnings("2026-01-01T00:00:00Z")).toEqual(['kubeconfig: user "u": the token expires on 2026-01-20.']);
  expect(warnings("2026-02-01T00:00:00Z")).toEqual(['kubeconfig: user "u": the token expired on 2026-01-20.']);
});

describe("a program that signs in", () => {
  const exec = (fields: string): string => `{exec: {${fields}}}`;
  const commandOf = (command: string): unknown =>
    read(kubeconfig({ user: exec(`command: ${command}, apiVersion: ${V1BETA1}`) }), { folder }).context?.user.exec
      ?.command;

  test("is found from beside the kubeconfig where its name is a path", () => {
    expect(commandOf("../bin/x.sh")).toBe("/home/me/bin/x.sh");
    expect(commandOf("/opt/x.sh")).toBe("/opt/x.sh");
    expect(commandOf("aws")).toBe("aws");
    expect(userFaults(exec(`command: ../bin/x.sh, apiVersion: ${V1BETA1}`))).toEqual([
      'exec.command: points to the file "../bin/x.sh"',
    ]);
  });

  test("is kept for Pulumi, with a warning that the control plane never runs it and nothing of what it is given", () => {
    const { context, warnings } = read(
      kubeconfig({ user: exec(`command: aws, args: [${SECRET}], apiVersion: ${V1}, interactiveMode: Never`) }),
    );
    expect(context?.user.exec).toMatchObject({ command: "aws", args: [SECRET] });
    expect(warnings).toEqual([expect.stringMatching(/"aws".*control plane never uses it/)]);
    expect(warnings.join()).not.toContain(SECRET);
  });

  test.each([
    ["apiVersion: client.authentication.k8s.io/v1", "exec: has no command"],
    ["command: aws", "exec.apiVersion: is missing", "exec.interactiveMode: is missing"],
    [
      "command: aws, apiVersion: client.authentication.k8s.io/v1alpha1, interactiveMode: Never",
      "exec.apiVersion: is not a version that Kubernetes supports",
    ],
    [`command: aws, apiVersion: ${V1}`, "exec.interactiveMode: is missing"],
    [
      `command: aws, apiVersion: ${V1}, interactiveMode: Always`,
      "exec.interactiveMode: needs a terminal, which Pulumi does not have, or is unknown",
    ],
  ])("is refused where kubectl refuses it: %s", (fields, ...faults) => {
    expect(userFaults(exec(fields))).toEqual(faults);
  });
});
