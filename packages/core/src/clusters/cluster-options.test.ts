import { tell } from "@fedstack/constructs/faults";
import { selfSigned } from "../kubeconfig/kubeconfig.test-support";
import { type ClusterFromProviderOptions, clusterNameFaults, clusterOptionsFaults } from "./cluster-options";

const EDGE = { key: "example.com/edge", effect: "NoSchedule" };
const faultsOf = (options: object, withProvider = false): string[] =>
  clusterOptionsFaults("a", options as ClusterFromProviderOptions, withProvider).map(tell);

test("a name is text, and one that a member can have", () => {
  expect(clusterNameFaults("eu-1")).toEqual([]);
  expect(clusterNameFaults("EU_1")).toHaveLength(1);
  expect(clusterNameFaults(1).map(tell)).toEqual(['name: "1" is not text; use a name, such as "eu-1"']);
});

test("options that a cluster can have are accepted", () => {
  const certificateAuthority = Buffer.from(selfSigned().certificate, "base64").toString();
  const options = {
    context: "eu",
    region: "eu",
    zones: ["eu-1", "eu-2"],
    cloudProvider: "aws",
    labels: { tier: "", "example.com/tier": "one" },
    taints: [EDGE, { ...EDGE, effect: "NoExecute", value: "only" }],
    apiEndpoint: "https://192.0.2.1:6443",
    certificateAuthority,
    insecureSkipTLSVerification: false,
    proxyURL: "socks5://proxy.example.com",
    id: "ffffffff-0000-4000-8000-000000000000",
  };
  expect([faultsOf({}), faultsOf(options), faultsOf({ ...options, kubeconfig: "text" }, true)]).toEqual([[], [], []]);
});

test("only a cluster with a provider of its own is given the kubeconfig that the provider uses", () => {
  expect(faultsOf({ kubeconfig: "text" })).toEqual([expect.stringMatching(/^a: kubeconfig: is not a known field; /)]);
});

test("every value that a member cannot have is refused, all at once", () => {
  expect(
    faultsOf({
      region: "tw\nwest",
      zones: ["ok", '"quoted"', ""],
      cloudProvider: "",
      labels: { tier: "{}" },
      apiEndpoint: "http://plain",
      proxyURL: "ftp://proxy",
      certificateAuthority: "none",
      id: "f",
    }).map((fault) => fault.split("; ")[0]),
  ).toEqual([
    'a: region: "tw\\nwest" is not a label value',
    'a: zones[1]: "\\"quoted\\"" is not a label value',
    "a: zones[2]: is empty",
    "a: cloudProvider: is empty",
    'a: labels.tier: "{}" is not a label value',
    'a: apiEndpoint: "http://plain" is not an https:// address',
    "a: certificateAuthority: is not a PEM certificate",
    'a: proxyURL: "ftp://proxy" is not the URL of a proxy',
    'a: id: "f" is not a UID',
  ]);
});

test.each(["../up", "", "/tier", "example.com/", "a b", "Example.com/tier", "x".repeat(64)])(
  "%j is not the key of a label",
  (key) => {
    expect(faultsOf({ labels: { [key]: "x" } })).toEqual([expect.stringContaining("is not a label key")]);
  },
);

test("every taint that Karmada would refuse, or sets itself, is refused at once", () => {
  const taints = [
    EDGE,
    { key: "not a key", value: "{}", effect: "PreferNoSchedule" },
    { key: "cluster.karmada.io/not-ready", effect: "NoExecute" },
    { key: "fedstack.dev/leaving", effect: "NoExecute" },
    { ...EDGE, value: "again" },
    { ...EDGE, effect: "NoExecute" },
    { effect: "NoSchedule" },
  ];
  const reserved = 'use a prefix of your own, such as "example.com/"';
  expect(faultsOf({ taints })).toEqual([
    'a: taints[1].key: "not a key" is not a label key; use one such as "tier" or "example.com/tier"',
    'a: taints[1].value: "{}" is not a label value; use at most 63 letters, digits and inner "-", "_" and "."',
    'a: taints[1].effect: "PreferNoSchedule" is not supported; use "NoSchedule" or "NoExecute"',
    `a: taints[2].key: "cluster.karmada.io/not-ready" is reserved for taints of the control plane; ${reserved}`,
    `a: taints[3].key: "fedstack.dev/leaving" is reserved for taints of the control plane; ${reserved}`,
    'a: taints[6].key: is missing; use a label key, such as "example.com/edge"',
    'a: taints[4]: "example.com/edge:NoSchedule" is already in the list; use each key once per effect',
  ]);
});

test("wrong shapes and bad values are reported at once", () => {
  expect(faultsOf({ region: 1, zones: ["ok", "a b", 2], labels: { tier: true, "a b": "x" }, id: "f" })).toEqual([
    'a: region: "1" is a number; put it in quotes',
    expect.stringMatching(/^a: zones\[1\]: "a b" is not a label value; /),
    'a: zones[2]: "2" is a number; put it in quotes',
    expect.stringMatching(/^a: labels\["a b"\]: "a b" is not a label key; /),
    'a: labels.tier: "true" is a boolean; put it in quotes',
    expect.stringMatching(/^a: id: "f" is not a UID; /),
  ]);
});
