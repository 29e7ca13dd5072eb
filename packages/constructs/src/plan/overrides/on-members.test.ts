import { DEPLOYMENTS, divided, object, on, override, planOf, policy, replicasOf } from "../manifests.test-support";

const all = policy("all", [DEPLOYMENTS]);
const web = object("Deployment", "web", { replicas: 2 });

describe("overrides", () => {
  const five = override("five", DEPLOYMENTS, { "/spec/replicas": 5 }, ["c2"]);

  test("of replicas come after the division, and the plan tells what members run", () => {
    const { workloads } = planOf([all, five, web]);
    expect(replicasOf([all, five, web])).toEqual({ c1: 2, c2: 5 });
    expect(workloads[0]).toMatchObject({ replicas: 2, total: 7, basis: "placement" });
    expect(replicasOf([policy("half", [DEPLOYMENTS], divided()), five, web])).toEqual({ c1: 1, c2: 5 });
  });

  test("settle a tie on the members that they name", () => {
    const odd = object("Deployment", "web", { replicas: 3 });
    expect(replicasOf([policy("half", [DEPLOYMENTS], divided()), odd])).toEqual({ c1: [2, 1], c2: [1, 2] });
    expect(replicasOf([policy("half", [DEPLOYMENTS], divided()), five, odd])).toEqual({ c1: [2, 1], c2: 5 });
  });

  test("of replicas start nothing on a member that is scheduled none of some", () => {
    const one = object("Deployment", "web", { replicas: 1 });
    expect(replicasOf([policy("half", [DEPLOYMENTS], divided()), five, one])).toEqual({ c1: [1, 0], c2: [0, 5] });
  });

  test("of replicas concern a member only where the workload is", () => {
    expect(replicasOf([policy("c1", [DEPLOYMENTS], on("c1")), five, web])).toEqual({ c1: 2 });
  });

  test("start a workload of no replicas where they say so, unless its pods ask for resources", () => {
    const none = object("Deployment", "web", { replicas: 0 });
    const resources = { requests: { cpu: "1" } };
    const asking = object("Deployment", "web", {
      replicas: 0,
      template: { spec: { containers: [{ name: "a", resources }] } },
    });
    expect(planOf([all, five, none]).workloads[0]).toMatchObject({ members: ["c2"], total: 5 });
    expect(planOf([all, five, asking]).workloads[0]).toMatchObject({ members: [], total: 0 });
  });

  test("may replace a field that the API server adds", () => {
    const pods = object("Deployment", "web", { replicas: 2, template: { spec: { containers: [{ name: "a" }] } } });
    const patient = override("patient", DEPLOYMENTS, { "/spec/template/spec/terminationGracePeriodSeconds": 90 }, [
      "c2",
    ]);
    expect(replicasOf([all, patient, pods])).toEqual({ c1: 2, c2: 2 });
  });

  test("find a field as the ones before have left it, without the API server's default", () => {
    const pods = object("Deployment", "web", { replicas: 2, template: { spec: { containers: [{ name: "a" }] } } });
    const without = {
      ...override("a", DEPLOYMENTS, {}, ["c2"]),
      spec: {
        resourceSelectors: [DEPLOYMENTS],
        overrideRules: [
          {
            targetCluster: { clusterNames: ["c2"] },
            overriders: { plaintext: [{ path: "/spec/template/spec/dnsPolicy", operator: "remove" }] },
          },
        ],
      },
    };
    const other = override("b", DEPLOYMENTS, { "/spec/template/spec/dnsPolicy": "Default" }, ["c2"]);
    expect(replicasOf([all, other, pods])).toEqual({ c1: 2, c2: 2 });
    expect(replicasOf([all, without, other, pods])).toEqual({ c1: 2 });
  });

  test("that cannot be applied leave the member with nothing, and the plan says why", () => {
    const broken = override("broken", DEPLOYMENTS, { "/spec/paused": true }, ["c2"]);
    expect(planOf([all, broken, web]).workloads[0]).toMatchObject({
      members: ["c1"],
      total: 2,
      leftOut: [
        {
          member: "c2",
          by: "override",
          reason: 'OverridePolicy broken cannot be applied: "/spec/paused" is not in the object',
        },
      ],
    });
    const settings = object("ConfigMap", "settings");
    const selector = { apiVersion: "v1", kind: "ConfigMap" };
    const [planned] = planOf([
      policy("settings", [selector]),
      override("broken", selector, { "/data/x": "y" }, ["c1"]),
      settings,
    ]).objects;
    expect(planned).toMatchObject({ members: ["c2"], leftOut: [{ member: "c1", by: "override" }] });
  });

  test.each<[object, string]>([
    [{ "/spec/replicas": "5" }, 'spec.replicas: "5" is a string'],
    [{ "/spec/replicas": 1.5 }, 'spec.replicas: "1.5" is a number'],
    [{ "/spec/template": { spec: { volumes: 5 } } }, 'spec.template.spec.volumes: "5" is a number'],
    [{ "/metadata/namespace": { a: "b" } }, "metadata.namespace: is an object"],
  ])("that make an object invalid leave the member with nothing: %j", (fields, problem) => {
    const running = object("Deployment", "web", { replicas: 2, template: {} });
    const broken = override("broken", DEPLOYMENTS, fields as { [pointer: string]: unknown }, ["c2"]);
    expect(planOf([all, broken, running]).workloads[0]).toMatchObject({
      members: ["c1"],
      leftOut: [{ member: "c2", by: "override", reason: `its overrides make it invalid: ${problem}` }],
    });
  });

  test("find labels and annotations, which a claim adds", () => {
    const marked = override("marked", DEPLOYMENTS, {}, ["c2"]);
    const plaintext = ["labels", "annotations"].map((field) => ({
      path: `/metadata/${field}/tier`,
      operator: "add",
      value: "front",
    }));
    const spec = { ...(marked["spec"] as object), overrideRules: [{ overriders: { plaintext } }] };
    expect(replicasOf([all, { ...marked, spec }, web])).toEqual({ c1: 2, c2: 2 });
    expect(planOf([all, { ...marked, spec }, web]).findings).toEqual([]);
  });

  test("of a pod template change what is needed on the members that they name", () => {
    const template = { spec: { containers: [{ name: "a", envFrom: [{ configMapRef: { name: "one" } }] }] } };
    const reading = object("Deployment", "web", { replicas: 1, template });
    const pointer = "/spec/template/spec/containers/0/envFrom/0/configMapRef/name";
    const { missing } = planOf([all, override("two", DEPLOYMENTS, { [pointer]: "two" }, ["c2"]), reading]);
    expect(missing.map(({ object: { name }, members: where }) => [name, where])).toEqual([
      ["one", ["c1"]],
      ["two", ["c2"]],
    ]);
  });
});
