import * as pulumi from "@pulumi/pulumi";
import { MemberClients } from "../control-plane/member-clients";
import { federate, inputsOf } from "../recorded.test-support";
import { fakeKubeconfig, plain, record, type RecordedResource } from "../testing";
import { Cluster } from "../clusters/cluster";
import type { JoinOptions } from "./join-options";

const KUBECONFIG = fakeKubeconfig("f", "a", "b", "c");
const EDGE = { key: "example.com/edge", effect: "NoSchedule" } as const;

/** A Deployment of one replica on every member that it tolerates. */
const web = (name: string, clusterTolerations: readonly object[] = []): object[] => {
  const metadata = { name, namespace: "default" };
  const resourceSelectors = [{ apiVersion: "apps/v1", kind: "Deployment", name }];
  return [
    {
      apiVersion: "policy.karmada.io/v1alpha1",
      kind: "PropagationPolicy",
      metadata,
      spec: { resourceSelectors, placement: { clusterTolerations } },
    },
    { apiVersion: "apps/v1", kind: "Deployment", metadata, spec: { replicas: 1, template: {} } },
  ];
};

interface ClusterObject {
  readonly spec: object;
  readonly metadata: { readonly annotations: object };
}

let resources: RecordedResource[];
let landings: unknown[];
beforeAll(async () => {
  jest.spyOn(console, "log").mockImplementation(() => undefined);
  resources = await record(() => {
    const federation = federate(Cluster.fromKubeconfig("f", KUBECONFIG, { context: "f" }), "example.org");
    federation.join(Cluster.fromKubeconfig("a", KUBECONFIG, { context: "a" }));
    federation.join(Cluster.fromKubeconfig("b", KUBECONFIG, { context: "b", taints: [EDGE] }));
    const c = Cluster.fromKubeconfig("c", KUBECONFIG, { context: "c" });
    federation.join(c, { access: { namespaces: ["default"] } });
    const objects = [...web("anywhere"), ...web("at-the-edge", [{ ...EDGE, operator: "Exists" }])];
    const { plan } = federation.deploy("web", { toJson: () => objects });
    landings = plan.workloads.map(({ name, members }) => [name, members]);
  });
});

test("a placement without a toleration avoids a tainted member, and one with it does not", () => {
  expect(landings).toEqual([
    ["anywhere", ["a", "c"]],
    ["at-the-edge", ["a", "b", "c"]],
  ]);
});

test("taints are no part of the Cluster that Pulumi applies, since Karmada writes into the same list", () => {
  const { spec, metadata } = inputsOf<ClusterObject>(resources, "v1alpha1:Cluster", "federation-b");
  expect(spec).toMatchObject({ syncMode: "Push" });
  expect(spec).not.toHaveProperty("taints");
  expect(Object.keys(metadata.annotations)).not.toContain("fedstack.dev/taints");
});

test("Karmada reaches a member the way that its kubeconfig says", async () => {
  const kubeconfig = fakeKubeconfig("a");
  const proxied = kubeconfig.replace('"cluster":{', '"cluster":{"proxy-url":"http://proxy.example.com:3128",');
  const unverified = kubeconfig.replace(/"certificate-authority-data":"[^"]*"/, '"insecure-skip-tls-verify":true');
  const found = await record(() => {
    const federation = federate(Cluster.fromKubeconfig("f", KUBECONFIG, { context: "f" }), "example.org");
    federation.join(Cluster.fromKubeconfig("proxied", proxied));
    const options = { insecureSkipTLSVerification: true };
    federation.join(Cluster.fromKubeconfig("unverified", unverified.replaceAll("a.example", "b.example"), options));
  });
  expect(inputsOf<ClusterObject>(found, "v1alpha1:Cluster", "federation-proxied").spec).toMatchObject({
    apiEndpoint: "https://a.example.com:6443",
    proxyURL: "http://proxy.example.com:3128",
  });
  expect(inputsOf<ClusterObject>(found, "v1alpha1:Cluster", "federation-unverified").spec).toMatchObject({
    apiEndpoint: "https://b.example.com:6443",
    insecureSkipTLSVerification: true,
  });
});

test("nothing is written into a member before it is claimed", () => {
  const [namespace] = resources.filter(({ type, parent }) => type.endsWith(":Namespace") && parent === "federation-a");
  expect(namespace!.dependsOn).toContain("federation-a-claim");
});

test("the kubeconfigs that the program has are only with the library's own providers", () => {
  const holders = resources.filter(({ inputs }) => JSON.stringify(plain(inputs)).includes("token of "));
  expect(holders.length).toBeGreaterThan(3);
  expect([...new Set(holders.map(({ type }) => type))]).toEqual(["pulumi:providers:kubernetes"]);
});

test("rights in a member are given only when the policy that limits them is in force", () => {
  const bindings = resources.filter(({ type, parent }) => /RoleBinding$/.test(type) && parent === "federation-c");
  expect(bindings).toHaveLength(2);
  for (const { dependsOn } of bindings) expect(dependsOn).toContain("federation-c-access");
});

test("with the metrics adapter, the control plane may read metrics in a member that it connects to", async () => {
  const restricted = await record(() => {
    const addOns = { metricsAdapter: true };
    const federation = federate(Cluster.fromKubeconfig("f", KUBECONFIG, { context: "f" }), "example.org", { addOns });
    federation.join(Cluster.fromKubeconfig("a", KUBECONFIG, { context: "a" }), { access: "workloads" });
    federation.join(Cluster.fromKubeconfig("b", KUBECONFIG, { context: "b" }), { access: "workloads", mode: "pull" });
  });
  const readsMetrics = (name: string): boolean =>
    JSON.stringify(inputsOf(restricted, ":ClusterRole", name)["rules"]).includes("metrics.k8s.io");
  expect([readsMetrics("federation-a-access"), readsMetrics("federation-b-access")]).toEqual([true, false]);
});

describe("a member's token", () => {
  const [EARLIER, LATER] = ["2026-11-28T05:00:00Z", "2026-11-28T06:00:00Z"];
  const restart = jest.spyOn(MemberClients.prototype, "take").mockResolvedValue();
  afterEach(() => restart.mockClear());

  async function joined(options: JoinOptions, issued: string): Promise<unknown> {
    let expires: unknown;
    const times: Readonly<Record<string, string>> = { "federation-a-token": issued, "federation-a": EARLIER };
    await record(
      () => {
        const federation = federate(Cluster.fromKubeconfig("f", KUBECONFIG, { context: "f" }), "example.org");
        const member = federation.join(Cluster.fromKubeconfig("a", KUBECONFIG, { context: "a" }), options);
        expires = member.tokenExpires;
      },
      { outputs: ({ name }) => (name in times ? { metadata: { creationTimestamp: times[name] } } : undefined) },
    );
    return expires;
  }

  test("that was issued after the member had joined has taken the place of one, which others still watch with", async () => {
    await joined({}, LATER!);
    expect(restart.mock.calls).toEqual([[LATER]]);
  });

  test("that the member joined with restarts nothing", async () => {
    await joined({}, EARLIER!);
    expect(restart).not.toHaveBeenCalled();
  });

  test("says when it expires, if it does", async () => {
    expect(await joined({}, EARLIER!)).toBeUndefined();
    expect(await joined({ mode: "pull" }, EARLIER!)).toBeUndefined();
    expect(pulumi.Output.isInstance(await joined({ tokenExpirationSeconds: 600 }, EARLIER!))).toBe(true);
  });
});
