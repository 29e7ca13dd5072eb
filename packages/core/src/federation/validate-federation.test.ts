import * as pulumi from "@pulumi/pulumi";
import { tell } from "@fedstack/constructs/faults";
import { RELEASE } from "../karmada";
import type { FederationArgs } from "./federation-args";
import { checkFederation } from "./validate-federation";
import { faultsOf, pathsOf } from "./federation-faults.test-support";

const PASSWORD = "do-not-show";

test("a secret that stands a level too high is not shown", () => {
  const misplaced = [
    { apiServer: { tokens: [PASSWORD] } },
    { apiServer: { tokens: PASSWORD } },
    { backup: { schedule: "@daily", to: PASSWORD } },
    { dns: { provider: { name: "aws", credentials: PASSWORD } } },
    { dns: { provider: { name: "aws", credentials: { env: PASSWORD } } } },
    { dns: { records: { kind: "external", endpoints: ["https://etcd:2379"], tls: PASSWORD } } },
    { certificates: { issuer: PASSWORD } },
  ];
  for (const args of misplaced) {
    const faults = faultsOf(args as unknown as FederationArgs);
    expect(faults).toHaveLength(1);
    expect(faults[0]).not.toContain(PASSWORD);
  }
});

test("members that leave are called by names that a member can have", () => {
  expect(faultsOf({ leaving: { "f-b-cluster": "orphan", F_B: "delete" } as FederationArgs["leaving"] })).toEqual([
    'leaving.F_B: "F_B" is not a valid cluster name',
  ]);
});

test("what is undefined is like what is left out, and keeps no flag from the library", () => {
  const extraArgs = { "etcd-servers": undefined as unknown as string };
  expect(checkFederation(RELEASE, "kairen.com", { apiServer: { extraArgs } }).args.apiServer?.extraArgs).toEqual({});
  const { args } = checkFederation(RELEASE, "kairen.com", {
    timeoutSeconds: undefined,
    dns: { ttlSeconds: undefined },
  });
  expect(Object.keys(args)).toEqual(["dns"]);
});

test("tolerations and keys of annotations are taken as Kubernetes takes them", () => {
  const tolerations = [
    { key: "", operator: "Exists", effect: "" },
    { key: "example.com/level", operator: "Gt", value: "-5", effect: "NoExecute", tolerationSeconds: -1 },
  ];
  expect(faultsOf({ pods: { tolerations, annotations: { "Example.com/team": "a" } } })).toEqual([]);
  expect(pathsOf({ pods: { annotations: { "a b": "c" } } })).toEqual(['pods.annotations["a b"]']);
});

test("flags are compared with what evictFromLostMembers sets, where it is set", () => {
  const controllerManager = { extraArgs: { "enable-no-execute-taint-eviction": "false" } };
  expect(pathsOf({ controllerManager })).toEqual([]);
  expect(pathsOf({ controllerManager, evictFromLostMembers: true })).toEqual([
    "controllerManager.extraArgs.enable-no-execute-taint-eviction",
  ]);
});

test("a federation with its defaults, and one that sets everything well, is accepted", () => {
  expect(faultsOf({})).toEqual([]);
  const issuer = {
    issuerUrl: "https://id.example.com/realms/a",
    audiences: ["kube"],
    claimRules: [{ expression: "true" }],
  };
  expect(
    faultsOf({
      name: "prod",
      namespaces: { system: "prod-control", dns: "prod-names" },
      clusterDomain: "corp.example",
      images: {
        registry: "registry.example.com:5000/mirror_1/",
        overrides: { etcd: "etcd:3" },
        pullSecrets: ["login"],
      },
      certificates: { validityHours: 48, earlyRenewalHours: 24, authorityValidityHours: 100 },
      apiServer: {
        service: { nodePort: 30443, advertiseAddress: "2001:db8::1", advertisePort: 443 },
        certificateNames: ["*.example.com", "10.0.0.3"],
        oidc: [issuer],
      },
      dns: { records: { kind: "etcd" }, service: { nodePort: 30053 }, upstreams: ["9.9.9.9:53", "[2620:fe::fe]"] },
    }),
  ).toEqual([]);
});

test("requests and limits have the fields of Kubernetes", () => {
  const resourcesOf = (resources: unknown): string[] => faultsOf({ scheduler: { resources } } as FederationArgs);
  expect(resourcesOf({ requests: { cpu: "100m" }, limits: pulumi.output({ memory: "1Gi" }) })).toEqual([]);
  expect(resourcesOf("500m")).toEqual(['scheduler.resources: "500m" is a string']);
  expect(resourcesOf({ request: { cpu: "1" } })).toEqual(["scheduler.resources.request: is not a known field"]);
  expect(resourcesOf({ requests: { cpu: 1 } })).toEqual(['scheduler.resources.requests.cpu: "1" is a number']);
});

test("wrong shapes and bad values are reported at once, and none because of another", () => {
  const args = {
    name: "Prod",
    timeoutSeconds: "60",
    certificates: { authority: "2", rotation: "sign", validityHours: 0 },
    apiServer: { service: { type: "Loadbalancer", loadBalancerClass: "nlb" }, tokens: [{ token: "a b" }] },
    scheduler: { replicas: 0, logLevel: true, pods: { labels: { team: 1, "a b": "x" } } },
    dns: { upstreams: [9, "dns.example.org"] },
  };
  expect(faultsOf(args as unknown as FederationArgs)).toEqual([
    'name: "Prod" is not a valid name of a federation',
    'dns.upstreams[0]: "9" is a number',
    'dns.upstreams[1]: "dns.example.org" is not an IP address',
    'certificates.validityHours: "0" is out of range',
    'certificates.authority: "2" is a string',
    'timeoutSeconds: "60" is a string',
    'apiServer.service.type: "Loadbalancer" is not supported',
    "apiServer.tokens[0].token: is not a token",
    "apiServer.tokens[0].user: is missing",
    'scheduler.replicas: "0" is out of range',
    'scheduler.logLevel: "true" is a boolean',
    'scheduler.pods.labels["a b"]: "a b" is not a label key',
    'scheduler.pods.labels.team: "1" is a number',
  ]);
});

describe("what would crash the API server is refused", () => {
  const audiences = ["kube"];
  const issuerUrl = "https://id.example.com";
  test.each<[string, NonNullable<FederationArgs["apiServer"]>, string[]]>([
    ["an issuer over http", { oidc: [{ issuerUrl: "http://id", audiences }] }, ["apiServer.oidc[0].issuerUrl"]],
    ["no audiences", { oidc: [{ issuerUrl, audiences: [] }] }, ["apiServer.oidc[0].audiences"]],
    ["an empty audience", { oidc: [{ issuerUrl, audiences: [""] }] }, ["apiServer.oidc[0].audiences"]],
    [
      "one issuer twice",
      {
        oidc: [
          { issuerUrl, audiences },
          { issuerUrl, audiences: ["b"] },
        ],
      },
      ["apiServer.oidc[1].issuerUrl"],
    ],
    [
      "a damaged authority",
      { oidc: [{ issuerUrl, audiences, certificateAuthority: "x" }] },
      ["apiServer.oidc[0].certificateAuthority"],
    ],
    ["OIDC by flags", { extraArgs: { "oidc-issuer-url": issuerUrl } }, ["apiServer.extraArgs.oidc-issuer-url"]],
    [
      "files that no pod has",
      { extraArgs: { "audit-policy-file": "/etc/audit" } },
      ["apiServer.extraArgs.audit-policy-file"],
    ],
  ])("%s", (_, apiServer, paths) => {
    expect(pathsOf({ apiServer })).toEqual(paths);
  });
});

test.each([
  "203.0.113.10:6443",
  "*.example.com",
  "10.0.0.300",
  "https://a",
  "[::1]",
  "fe80::1%eth0",
  "",
  "a..b",
  "user:pw@a",
])("the advertised address %j is not a host", (advertiseAddress) => {
  expect(pathsOf({ apiServer: { service: { advertiseAddress } } })).toEqual(["apiServer.service.advertiseAddress"]);
  const wildcard = advertiseAddress.startsWith("*.");
  expect(pathsOf({ apiServer: { certificateNames: [advertiseAddress] } })).toEqual(
    wildcard ? [] : ["apiServer.certificateNames[0]"],
  );
});

test.each([0, 65536, 1.5])("port %d is advertised nowhere", (advertisePort) => {
  expect(pathsOf({ apiServer: { service: { advertisePort } } })).toEqual(["apiServer.service.advertisePort"]);
});

test.each([
  "https://registry.example.com",
  "",
  "Registry.example.com",
  "mirror//a",
  "mirror/Upper",
  "a b",
  "u:p@mirror",
])("the registry %j is refused", (registry) => {
  expect(pathsOf({ images: { registry } })).toEqual(["images.registry"]);
});

test.each([
  "127.0.0.53",
  "9.9.9.9:99999",
  "9.9.9.9:0",
  "fe80::1%eth0",
  "fe80::1",
  "0.0.0.0",
  "[9.9.9.9]:53",
  "dns.example",
  "",
])("the upstream %j is refused by name", (upstream) => {
  expect(pathsOf({ dns: { upstreams: [upstream] } })).toEqual(["dns.upstreams[0]"]);
});

test.each(["cluster.local", "x.cluster.local.", "local"])(
  "the zone %j overlaps with the host's cluster DNS",
  (zone) => {
    expect(pathsOf({}, zone)).toEqual(["dnsZone"]);
  },
);

test.each(["", "Cluster.Local", "cluster.local.", "a b", "10.0.0.1"])(
  "the cluster domain %j is refused by name",
  (clusterDomain) => {
    expect(pathsOf({ clusterDomain, dns: { records: { kind: "etcd" } } })).toEqual(["clusterDomain"]);
  },
);

test.each(["", "Platform", "of others"])("the priority class %j is refused by name", (priorityClassName) => {
  expect(pathsOf({ priorityClassName })).toEqual(["priorityClassName"]);
});

describe("the text of an Output is refused by its field", () => {
  const text = `${pulumi.output("x")}`;
  const issuer = { issuerUrl: "https://id.example.com", audiences: ["kube"] };
  test.each<[string, FederationArgs]>([
    ["scheduler.extraArgs.v", { scheduler: { extraArgs: { v: text } } }],
    ["etcd.extraArgs.name", { etcd: { extraArgs: { name: text } } }],
    ["apiServer.oidc[0].audiences[1]", { apiServer: { oidc: [{ ...issuer, audiences: ["kube", text] }] } }],
    ["apiServer.oidc[0].requiredClaims.hd", { apiServer: { oidc: [{ ...issuer, requiredClaims: { hd: text } }] } }],
    ["apiServer.service.annotations.a", { apiServer: { service: { annotations: { a: text } } } }],
    ["dns.service.loadBalancerClass", { dns: { service: { loadBalancerClass: text } } }],
    ["scheduler.pods.env[0].value", { scheduler: { pods: { env: [{ name: "A", value: `http://${text}/` }] } } }],
    ['pods.annotations["example.com/a"]', { pods: { annotations: { "example.com/a": text } } }],
    ["etcd.storage.className", { etcd: { storage: { className: text } } }],
  ])("%s", (path, args) => {
    expect(checkFederation(RELEASE, "kairen.com", args).faults.map(tell)).toEqual([
      `${path}: has the text of an Output in it; use pulumi.interpolate where the argument takes an Output, or else a ` +
        "value that is known from the start",
    ]);
  });

  test("and an Output is not", () => {
    const value = pulumi.interpolate`http://${pulumi.output("x")}/`;
    expect(faultsOf({ pods: { annotations: { a: value } }, dns: { service: { annotations: { a: value } } } })).toEqual(
      [],
    );
  });
});

describe("no message shows a password", () => {
  const url = `http://root:${PASSWORD}@etcd:2379`;
  test.each<[string, FederationArgs]>([
    ["the records' endpoints", { dns: { records: { kind: "external", endpoints: [url] } } }],
    ["an issuer", { apiServer: { oidc: [{ issuerUrl: url, audiences: ["a"] }] } }],
    ["an advertised address", { apiServer: { service: { advertiseAddress: url } } }],
    ["certificate names", { apiServer: { certificateNames: [url] } }],
    ["a registry", { images: { registry: url } }],
    ["an image", { images: { overrides: { etcd: url } } }],
    ["an upstream", { dns: { upstreams: [`root:${PASSWORD}@9.9.9.9`] } }],
  ])("of %s", (_, args) => {
    const faults = faultsOf(args);
    expect(faults).not.toEqual([]);
    expect(faults.join()).not.toContain(PASSWORD);
  });
});
