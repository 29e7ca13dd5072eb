import type { FlagContext, FlagTable } from "../karmada/component";
import { commandOf, flagFaults, flagsAt } from "./flags";

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

test("flags are refused in every spelling that the component reads as theirs", () => {
  const extra = { authorization_mode: "AlwaysAllow", anonymous_auth: "true", oidc_issuer_url: "x", max_requests: "5" };
  expect(flagFaults("extraArgs", ["authorization-mode"], extra).map(({ path }) => path)).toEqual([
    'extraArgs["authorization_mode"]',
    'extraArgs["anonymous_auth"]',
    'extraArgs["oidc_issuer_url"]',
  ]);
});

test.each(["", " v", "-v", "v=4", "a b", "--"])("%j is not the name of a flag", (name) => {
  expect(flagFaults("extraArgs", [], { [name]: "4" })[0]?.problem).toMatch(/is not the name of a flag/);
});

test("what every object in JavaScript has is not a refused flag", () => {
  expect(flagFaults("extraArgs", [], { constructor: "4" })).toEqual([]);
});

test("flags that the library sets, that weaken security, or that have dashes are refused by name", () => {
  const extra = { kubeconfig: "/x", "anonymous-auth": "true", "--v": "4", "max-requests": "5" };
  expect(flagFaults("apiServer.extraArgs", ["kubeconfig"], extra).map(({ path }) => path)).toEqual([
    'apiServer.extraArgs["kubeconfig"]',
    'apiServer.extraArgs["anonymous-auth"]',
    'apiServer.extraArgs["--v"]',
  ]);
});
