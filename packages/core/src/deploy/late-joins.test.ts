import { Cluster } from "../clusters/cluster";
import { federate } from "../recorded.test-support";
import { fakeKubeconfig, record } from "../testing";

const KUBECONFIG = fakeKubeconfig("f", "a", "b");
const cluster = (name: string, context: string): Cluster => Cluster.fromKubeconfig(name, KUBECONFIG, { context });

/** A Deployment of four replicas that are divided evenly, among members with these names or among all. */
const web = (clusterNames?: readonly string[]): { toJson: () => unknown[] } => ({
  toJson: () => [
    {
      apiVersion: "apps/v1",
      kind: "Deployment",
      metadata: { name: "web", namespace: "default" },
      spec: { replicas: 4, template: {} },
    },
    {
      apiVersion: "policy.karmada.io/v1alpha1",
      kind: "PropagationPolicy",
      metadata: { name: "web", namespace: "default" },
      spec: {
        resourceSelectors: [{ apiVersion: "apps/v1", kind: "Deployment", name: "web" }],
        placement: {
          ...(clusterNames && { clusterAffinity: { clusterNames } }),
          replicaScheduling: { replicaSchedulingType: "Divided", replicaDivisionPreference: "Weighted" },
        },
      },
    },
  ],
});

const LATE = [
  'join("b"): deploy("web") was planned without this member, and would be planned differently with it; move join("b") before deploy("web")',
  'join("b"): deploy("again") was planned without this member, and would be planned differently with it; move join("b") before deploy("again")',
];

test("a member that would change the plan of earlier calls cannot join after them, and nothing of it is made", async () => {
  const resources = await record(() => {
    const federation = federate(cluster("f", "f"), "example.org");
    federation.join(cluster("a", "a"));
    federation.deploy("web", web());
    const later = {
      toJson: () => JSON.parse(JSON.stringify(web().toJson()).replaceAll("default", "shop")) as unknown[],
    };
    federation.deploy("again", later);
    expect(() => federation.join(cluster("b", "b"))).toThrow(LATE.join("\n"));
    expect(federation.members.map(({ name }) => name)).toEqual(["a"]);
  });
  expect(resources.filter(({ type, name }) => type.startsWith("kubernetes:") && /\bb\b/.test(name))).toEqual([]);
});

test("a member that changes no plan joins before or after deploy, and what is deployed is the same", async () => {
  const deployedWhen = async (joinedBefore: boolean): Promise<unknown> => {
    const resources = await record(() => {
      const federation = federate(cluster("f", "f"), "example.org");
      federation.join(cluster("a", "a"));
      if (joinedBefore) federation.join(cluster("b", "b"));
      federation.deploy("web", web(["a"]));
      if (!joinedBefore) federation.join(cluster("b", "b"));
      expect(federation.members.map(({ name }) => name)).toEqual(["a", "b"]);
    });
    return resources.filter(({ parent }) => parent === "federation-web");
  };
  const deployed = await deployedWhen(true);
  expect(deployed).toHaveLength(2);
  expect(await deployedWhen(false)).toEqual(deployed);
});

test("the order of join changes nothing of what a program makes", async () => {
  const made = (...names: readonly ("a" | "b")[]): Promise<unknown> =>
    record(() => {
      const federation = federate(cluster("f", "f"), "example.org");
      names.forEach((name) => federation.join(cluster(name, name)));
      federation.deploy("web", web());
    });
  expect(await made("b", "a")).toEqual(await made("a", "b"));
});
