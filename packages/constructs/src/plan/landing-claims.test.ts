import { tell } from "../faults";
import { DEPLOYMENTS, object, on, planOf, policy } from "./manifests.test-support";

describe("a workload that a policy propagates already", () => {
  const low = policy("low", [DEPLOYMENTS], on("c1"));
  const high = policy("high", [DEPLOYMENTS], { ...on("c2"), priority: 4, preemption: "Never" });
  const claimed = (name: string, labels: object = { "propagationpolicy.karmada.io/permanent-id": "1" }) =>
    object(
      "Deployment",
      "web",
      { replicas: 2 },
      {
        annotations: {
          "propagationpolicy.karmada.io/namespace": "shop",
          "propagationpolicy.karmada.io/name": name,
        },
        labels,
      },
    );

  test("stays with it, whatever the priority of another one", () => {
    const { workloads, findings } = planOf([low, high, claimed("low")]);
    expect(workloads[0]).toMatchObject({ policy: { name: "low" }, members: ["c1"] });
    expect(findings.map(tell)).toEqual([
      "Deployment shop/web: stays with PropagationPolicy shop/low, which propagates it already: PropagationPolicy shop/high does not take it over",
    ]);
  });

  test("also where that is a ClusterPropagationPolicy, and one of its namespace comes", () => {
    const ofCluster = policy("wide", [DEPLOYMENTS], on("c1"), true);
    const held = object(
      "Deployment",
      "web",
      { replicas: 2 },
      {
        annotations: { "clusterpropagationpolicy.karmada.io/name": "wide" },
        labels: { "clusterpropagationpolicy.karmada.io/permanent-id": "1" },
      },
    );
    expect(planOf([ofCluster, high, held]).workloads[0]).toMatchObject({ policy: { name: "wide" }, members: ["c1"] });
  });

  test("stays with it unless an alpha feature is on, where another one preempts", () => {
    const preempting = policy("high", [{ ...DEPLOYMENTS, name: "web" }], {
      ...on("c2"),
      priority: 4,
      preemption: "Always",
    });
    const { workloads, findings } = planOf([low, preempting, claimed("low")]);
    expect(workloads[0]).toMatchObject({ policy: { name: "low" }, members: ["c1"] });
    expect(findings.map(tell)).toEqual([
      "Deployment shop/web: stays with PropagationPolicy shop/low, which propagates it already: PropagationPolicy shop/high takes it over only if Karmada's alpha feature PropagationPolicyPreemption is on",
    ]);
    expect(planOf([preempting, claimed("gone")]).findings.map(tell)).toEqual([
      "Deployment shop/web: was propagated by PropagationPolicy shop/gone, which is not among these objects. If it is still there, it decides, unless Karmada's alpha feature PropagationPolicyPreemption is on",
    ]);
  });

  test("is matched anew where that policy selects it no longer, or its claim is not complete", () => {
    const narrow = policy("low", [{ ...DEPLOYMENTS, name: "api" }], on("c1"));
    expect(planOf([narrow, high, claimed("low")]).workloads[0]!.policy?.name).toBe("high");
    expect(planOf([low, high, claimed("low", {})]).workloads[0]!.policy?.name).toBe("high");
  });

  test("by a policy that is not given is reported as uncertain", () => {
    const { workloads, findings } = planOf([high, claimed("gone")]);
    expect(workloads[0]!.policy?.name).toBe("high");
    expect(findings.map(tell)).toEqual([
      "Deployment shop/web: was propagated by PropagationPolicy shop/gone, which is not among these objects. If it is still there, it decides",
    ]);
  });

  test("a Service that a MultiClusterService has claimed is not for policies", () => {
    const services = policy("services", [{ apiVersion: "v1", kind: "Service" }]);
    const labels = { "resourcetemplate.karmada.io/claimed-by": "MultiClusterService" };
    expect(planOf([services, object("Service", "web", {}, { labels })]).objects[0]).toMatchObject({
      members: [],
      problem: "MultiClusterService propagates it, not a policy",
    });
  });
});
