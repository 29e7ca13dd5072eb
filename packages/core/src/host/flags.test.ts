import { tell } from "@fedstack/constructs/faults";
import type { FlagContext, FlagTable } from "../karmada/component";
import { commandOf, fileFaults, flagFaults, flagsAt } from "./flags";

const at: FlagContext = {
  namespace: "system",
  clusterDomain: "cluster.local",
  etcd: { name: "etcd", serviceHost: "etcd.system", clientUrls: ["https://a", "https://b"] },
};

test("flags follow from their surroundings, and those without a value are left out", () => {
  const table: FlagTable = {
    fixed: "1",
    "etcd-servers": (from) => from.etcd.clientUrls.join(","),
    absent: () => undefined,
  };
  expect(flagsAt(table, at)).toEqual({ fixed: "1", "etcd-servers": "https://a,https://b" });
});

test("a command names its flags in order", () => {
  expect(commandOf("etcd", { b: "2", a: "1" })).toEqual(["etcd", "--a=1", "--b=2"]);
});

test("flags are refused in every spelling that the component reads as theirs, and have one spelling", () => {
  const extraArgs = {
    authorization_mode: "AlwaysAllow",
    anonymous_auth: "true",
    oidc_issuer_url: "x",
    max_requests: "5",
  };
  expect(flagFaults("webhook.extraArgs", ["authorization-mode"], extraArgs).map(tell)).toEqual([
    'webhook.extraArgs.authorization_mode: "--authorization-mode" is set by the library; leave it out',
    expect.stringMatching(/anonymous_auth: "--anonymous-auth" is refused: /),
    expect.stringMatching(/oidc_issuer_url: "--oidc-issuer-url" is refused: /),
    'webhook.extraArgs.max_requests: "max_requests" is not the name of a flag, without dashes and value; use "max-requests"',
  ]);
});

test.each([
  ["apiServer", "advertise-address", "apiServer.service.advertiseAddress"],
  ["aggregatedApiServer", "etcd-servers", "etcd.external"],
  ["webhook", "v", "webhook.logLevel"],
])("of %s, --%s is what %s is for", (component, flag, option) => {
  expect(flagFaults(`${component}.extraArgs`, [flag], { [flag]: "x" }).map(tell)).toEqual([
    `${component}.extraArgs.${flag}: "--${flag}" is set by the library; use ${option}`,
  ]);
});

test.each(["master", "config-file", "discovery", "discovery-srv", "force-new-cluster"])(
  "--%s, which undoes flags of the library, is refused",
  (flag) => expect(flagFaults("etcd.extraArgs", [], { [flag]: "x" })).toHaveLength(1),
);

test.each(["", " v", "-v", "v=4", "a b", "--"])("%j is not the name of a flag", (name) => {
  expect(flagFaults("webhook.extraArgs", [], { [name]: "4" })[0]?.problem).toMatch(/is not the name of a flag/);
});

test("what every object in JavaScript has is not a refused flag", () => {
  expect(flagFaults("webhook.extraArgs", [], { constructor: "4" })).toEqual([]);
});

test("flags that the library sets, that weaken security, or that have dashes are refused by name", () => {
  const extraArgs = { kubeconfig: "/x", "anonymous-auth": "true", "--v": "4", "max-requests": "5" };
  expect(flagFaults("apiServer.extraArgs", ["kubeconfig"], extraArgs).map(({ path }) => path)).toEqual([
    "apiServer.extraArgs.kubeconfig",
    "apiServer.extraArgs.anonymous-auth",
    "apiServer.extraArgs.--v",
  ]);
});

describe("a flag with a file", () => {
  const volumes = [{ mountPath: "/etc/webhook", source: { secret: { secretName: "webhook" } } }];
  const faultsOf = (file: string): string[] =>
    fileFaults("apiServer", { extraArgs: { "audit-webhook-config-file": file }, pods: { volumes } }).map(tell);

  test.each(["/etc/webhook/config.yaml", "/etc/webhook/inner/config.yaml", "/etc//webhook/./config.yaml"])(
    "is accepted if a volume has it: %s",
    (file) => expect(faultsOf(file)).toEqual([]),
  );

  test.each(["/etc/webhooks/config.yaml", "/etc/webhook/../passwd", "etc/webhook/config.yaml", "/etc/webhook", ""])(
    "is refused if no volume has it: %j",
    (file) =>
      expect(faultsOf(file)).toEqual([
        `apiServer.extraArgs.audit-webhook-config-file: "${file}" is not a file that the pod has; ` +
          "mount a folder that contains it by apiServer.pods.volumes",
      ]),
  );
});
