import * as pulumi from "@pulumi/pulumi";
import { Cluster } from "../clusters/cluster";
import { cluster, inputsOf, known, one } from "../recorded.test-support";
import { fakeKubeconfig, plain, record, type RecordedResource } from "../testing";
import type { ExistingFederation, ExistingFederationArgs } from "./existing-federation";
import { Federation } from "./federation";

const MEMBERS = [
  { name: "us-1", region: "us" },
  { name: "eu-1", region: "eu", labels: { tier: "prod" } },
];
const DEPLOYMENT = { apiVersion: "apps/v1", kind: "Deployment" };
const chart = (spec: object) => ({
  toJson: () => [
    { ...DEPLOYMENT, metadata: { name: "web", namespace: "shop" }, spec: { replicas: 4, template: {} } },
    {
      apiVersion: "policy.karmada.io/v1alpha1",
      kind: "PropagationPolicy",
      metadata: { name: "web", namespace: "shop" },
      spec: { resourceSelectors: [{ ...DEPLOYMENT, name: "web" }], ...spec },
    },
  ],
});
const EVENLY = {
  placement: { replicaScheduling: { replicaSchedulingType: "Divided", replicaDivisionPreference: "Weighted" } },
};

const karmada = (name = "karmada"): Cluster => Cluster.fromKubeconfig(name, fakeKubeconfig("karmada"));

async function recordExisting(
  use: (federation: ExistingFederation) => unknown = () => undefined,
  args?: ExistingFederationArgs,
  name = "shop",
): Promise<RecordedResource[]> {
  return record(async () => use(await Federation.existing(name, karmada(), args)), { members: MEMBERS });
}

async function refusal(program: Promise<unknown>): Promise<string> {
  return program.then(
    () => "nothing",
    (error: Error) => error.message,
  );
}

test("what a program deploys is planned over the members that the Karmada has", async () => {
  let planned: unknown;
  let names: unknown;
  await recordExisting((federation) => {
    names = federation.members.map(({ name }) => name);
    planned = federation.deploy("web", chart(EVENLY)).plan.workloads;
  });
  expect(names).toEqual(["eu-1", "us-1"]);
  expect(planned).toMatchObject([
    {
      name: "web",
      assignments: [
        { member: "eu-1", replicas: 2 },
        { member: "us-1", replicas: 2 },
      ],
    },
  ]);
});

test("only what the program deploys is registered, as the handle's provider applies it", async () => {
  const resources = await recordExisting((federation) => federation.deploy("web", chart(EVENLY)));
  expect(resources.map(({ type, name, provider }) => [type, name, provider].filter(Boolean).join(" "))).toEqual([
    "fedstack:index:Cluster karmada",
    "fedstack:index:Deployed shop-web",
    "fedstack:index:ExistingFederation shop",
    "kubernetes:apps/v1:Deployment shop/Deployment/shop/web karmada-adopting",
    "kubernetes:core/v1:Namespace shop/Namespace/shop karmada-adopting",
    "kubernetes:policy.karmada.io/v1alpha1:PropagationPolicy shop/PropagationPolicy/shop/web karmada-adopting",
    "pulumi:index:Stash karmada-identity",
    "pulumi:providers:kubernetes karmada-adopting",
    "pulumi:pulumi:Stack project-stack",
  ]);
  expect(inputsOf(resources, ":Deployment", "shop/Deployment/shop/web")).toMatchObject({
    metadata: {
      annotations: {
        "pulumi.com/patchFieldManager": "fedstack-shop",
        "pulumi.com/waitFor": expect.stringContaining("@.availableReplicas].replicas}=4") as string,
      },
    },
  });
});

test("a placement that no member of the Karmada fits is refused", async () => {
  const nowhere = { placement: { clusterAffinity: { labelSelector: { matchLabels: { tier: "edge" } } } } };
  expect(await refusal(recordExisting((federation) => federation.deploy("web", chart(nowhere))))).toMatch(
    /^deploy\("web"\): Deployment shop\/web: /,
  );
});

test("an object in a namespace of the control plane is refused", async () => {
  const settings = { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "x", namespace: "karmada-system" } };
  const deploy = (federation: ExistingFederation): unknown => federation.deploy("x", { toJson: () => [settings] });
  expect(await refusal(recordExisting(deploy))).toContain("is in a namespace of the federation itself");
});

test("what is wrong with the call is refused at once, before anything is registered", async () => {
  const disruptionBudget = { maxUnavailable: -1 };
  const args = { disruptionBudget, dns: {}, timeoutSeconds: 0, etcd: {} } as ExistingFederationArgs;
  const told = await refusal(recordExisting(undefined, args, "Shop"));
  expect(told.split("\n").map((line) => line.split(": ")[0])).toEqual([
    "name",
    "disruptionBudget.maxUnavailable",
    "timeoutSeconds",
    "etcd",
    "dns",
  ]);
  expect(told).toContain(
    "dns: is not an argument here, because DNS needs a cluster to run on; call runDns(host, dnsZone)",
  );
  expect(await refusal(recordExisting(undefined, { skippedNamespaces: ["kube-.*", "("] }))).toBe(
    'skippedNamespaces[1]: "(" is not a regular expression; use one such as "kube-.*"',
  );
  const find = Federation.existing as (...args: unknown[]) => Promise<unknown>;
  expect(await refusal(record(() => find()))).toBe(
    "name: is missing; use one that no other program has on this Karmada\n" +
      'karmada: "undefined" is not a Cluster; use Cluster.fromKubeconfig, Cluster.fromFile or Cluster.fromProvider',
  );
});

describe("a cluster that joins", () => {
  let resources: RecordedResource[];
  let names: unknown;
  let refusals: string[];
  beforeAll(async () => {
    refusals = [];
    resources = await recordExisting((federation) => {
      const attempt = (call: () => unknown): void => {
        try {
          call();
        } catch (error) {
          refusals.push((error as Error).message);
        }
      };
      const b = cluster("b-cluster", "b");
      attempt(() => federation.join(cluster("eu-1", "f")));
      federation.join(cluster("a-cluster", "a"));
      names = federation.members.map(({ name }) => name);
      federation.deploy("web", chart(EVENLY));
      attempt(() => federation.join(b));
      attempt(() => federation.drop("a-cluster"));
    });
  });

  test("is a member beside those that others have joined", () => {
    expect(names).toEqual(["a-cluster", "eu-1", "us-1"]);
    const { metadata, spec } = inputsOf(resources, ":Cluster", "shop-a-cluster") as Record<string, object>;
    expect(metadata).toMatchObject({ name: "a-cluster", labels: { "app.kubernetes.io/part-of": "shop" } });
    expect(spec).toMatchObject({ secretRef: { namespace: "karmada-cluster", name: "a-cluster" } });
    expect(one(resources, ":Cluster", "shop-a-cluster").provider).toBe("karmada-adopting");
  });

  test("has its credentials in a namespace of which only the name is applied, and which stays", () => {
    const namespace = one(resources, ":Namespace", "shop-api-karmada-cluster");
    expect(namespace.retainOnDelete).toBe(true);
    expect(plain<{ readonly metadata: object }>(namespace.inputs).metadata).toEqual({
      name: "karmada-cluster",
    });
  });

  test("is refused by the name of another member, or if it comes too late", () => {
    expect(refusals).toEqual([
      'join("eu-1"): "eu-1" is already a member of federation "shop"; join each cluster once, under its own name',
      expect.stringMatching(/^join\("b-cluster"\): deploy\("web"\) was planned without this member/),
      'drop("a-cluster"): the program also joins it; remove its join and its Cluster',
    ]);
  });
});

test.each(["karmada", "another"])("Karmada's own API server does not join, by the name %s", async (name) => {
  const join = async (): Promise<unknown> => {
    const handle = karmada();
    const federation = await Federation.existing("shop", handle);
    return federation.join(name === "karmada" ? handle : karmada(name));
  };
  expect(await refusal(record(join))).toBe(
    `join("${name}"): is the API server of the Karmada, which runs no pods; join the cluster itself`,
  );
});

test("the diagram has the members, and the status has no certificates", async () => {
  let diagram = "";
  let status: unknown;
  await recordExisting(async (federation) => {
    federation.deploy("web", chart(EVENLY));
    diagram = federation.diagram();
    status = await known(federation.status());
  });
  expect(diagram).toContain("eu-1");
  expect(status).toBe("shop on karmada");
});

test("a kubeconfig that is known only after up is refused", async () => {
  const find = (): unknown => {
    const unknown = pulumi.output(pulumi.unknown as unknown as string);
    const handle = Cluster.fromKubeconfig("karmada", unknown);
    jest.spyOn(pulumi.runtime, "getEngine").mockReturnValueOnce({} as never);
    return Federation.existing("shop", handle);
  };
  expect(await refusal(record(find, { preview: true }))).toMatch(
    /^cluster "karmada": its kubeconfig is known only after up, .*; use a kubeconfig from a file/,
  );
});
