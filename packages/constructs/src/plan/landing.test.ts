import { tell } from "../faults";
import type { Manifest } from "../kinds/manifest";
import { DEPLOYMENTS, divided, object, on, planOf, policy, replicasOf } from "./manifests.test-support";

const all = policy("all", [DEPLOYMENTS]);
const web = object("Deployment", "web", { replicas: 2 });

describe("namespaces", () => {
  const namespace = (name: string, labels: object = {}): Manifest => ({
    apiVersion: "v1",
    kind: "Namespace",
    metadata: { name, labels },
  });
  const selector = { apiVersion: "v1", kind: "Namespace" };
  const ofC1 = policy("spaces", [selector], on("c1"), true);

  test("are on every member whatever policies say, unless their label opts out", () => {
    const membersOf = (labels: object) => planOf([ofC1, namespace("shop", labels)]).objects[0]!.members;
    expect(membersOf({})).toEqual(["c1", "c2"]);
    expect(membersOf({ "namespace.karmada.io/skip-auto-propagation": "True" })).toEqual(["c1"]);
  });

  test("that Karmada keeps to itself or skips are not made on members, but for those that every cluster has", () => {
    const names = ["karmada-system", "karmada-es-c1", "kube-tools", "kube-system", "default"];
    const { objects } = planOf(names.map((name) => namespace(name)));
    expect(objects.map(({ name, members: where }) => [name, where.length])).toEqual([
      ["karmada-system", 0],
      ["karmada-es-c1", 0],
      ["kube-tools", 0],
      ["kube-system", 2],
      ["default", 2],
    ]);
  });

  test.each(["karmada-system", "karmada-cluster", "karmada-es-c1", "kube-system"])(
    "%s: nothing in it is propagated, which is a refusal",
    (name) => {
      const there = object("Deployment", "web", { replicas: 2 }, { namespace: name });
      const everywhere = policy("all", [DEPLOYMENTS], {}, true);
      const plan = planOf([everywhere, there]);
      expect(plan.workloads[0]).toMatchObject({ members: [], total: 0 });
      expect(plan.findings).toMatchObject([
        {
          severity: "error",
          path: `Deployment ${name}/web`,
          problem: expect.stringMatching(/^Karmada propagates nothing in/) as string,
        },
      ]);
    },
  );

  test("which namespaces are skipped can be said, as for Karmada's controller manager", () => {
    const there = object("Deployment", "web", { replicas: 2 }, { namespace: "kube-system" });
    const everywhere = policy("all", [DEPLOYMENTS], {}, true);
    const plan = planOf([everywhere, there, policy("own", [DEPLOYMENTS])], { skippedNamespaces: ["shop"] });
    expect(plan.findings).toEqual([]);
    expect(plan.workloads[0]!.total).toBe(4);
    expect(planOf([all, web], { skippedNamespaces: ["sho"] }).findings).toEqual([]);
    expect(planOf([all, web], { skippedNamespaces: ["sho."] }).findings).toHaveLength(1);
  });

  test("which APIs are skipped can be said, too, and what depends on them brings it along anyway", () => {
    const options = { skippedApis: ["v1/ConfigMap,Secret"] };
    const settings = object("ConfigMap", "settings");
    const selected = planOf([policy("all", [{ apiVersion: "v1", kind: "ConfigMap" }]), settings], options);
    expect(selected.objects[0]!.members).toEqual([]);
    expect(selected.findings.map(tell)).toEqual([
      "ConfigMap shop/settings: Karmada propagates no ConfigMap of v1: --skipped-propagating-apis says so; " +
        "remove it from that flag",
    ]);
    const template = { spec: { containers: [{ envFrom: [{ configMapRef: { name: "settings" } }] }] } };
    const reading = object("Deployment", "web", { replicas: 2, template });
    const bringing = policy("all", [DEPLOYMENTS], { propagateDeps: true });
    const brought = planOf([bringing, reading, settings], options);
    expect([brought.objects[0]!.members, brought.findings]).toEqual([["c1", "c2"], []]);
  });

  test("what no policy selects there is only a warning", () => {
    expect(planOf([object("ConfigMap", "x", {}, { namespace: "kube-system" })]).findings).toMatchObject([
      { severity: "warning", problem: "stays in the federated API: no policy selects it" },
    ]);
  });
});

describe("what acts on the API server that holds it", () => {
  const webhook: Manifest = {
    apiVersion: "admissionregistration.k8s.io/v1",
    kind: "ValidatingWebhookConfiguration",
    metadata: { name: "hook" },
  };
  const selector = { apiVersion: webhook.apiVersion, kind: webhook.kind };

  test("is planned where a policy selects it, with a warning", () => {
    const { objects, findings } = planOf([policy("hooks", [selector], on("c1"), true), webhook]);
    expect(objects).toMatchObject([{ name: "hook", members: ["c1"] }]);
    expect(findings.map(tell)).toEqual([
      "ValidatingWebhookConfiguration hook: also acts on the federated API server itself",
    ]);
  });

  test("is only for that server if no policy selects it", () => {
    expect(planOf([webhook])).toMatchObject({ objects: [], findings: [] });
  });

  test("objects of Karmada's own API and Leases are never propagated", () => {
    const own: Manifest = { apiVersion: "work.karmada.io/v1alpha1", kind: "Work", metadata: { name: "x" } };
    const lease: Manifest = { apiVersion: "coordination.k8s.io/v1", kind: "Lease", metadata: { name: "x" } };
    const selectors = [own, lease].map(({ apiVersion, kind }) => ({ apiVersion, kind }));
    expect(planOf([policy("p", selectors, {}, true), own, lease]).objects).toMatchObject([
      {
        kind: "Work",
        members: [],
        problem: "stays in the federated API: Karmada propagates no Work of work.karmada.io/v1alpha1",
      },
      {
        kind: "Lease",
        members: [],
        problem: "stays in the federated API: Karmada propagates no Lease of coordination.k8s.io/v1",
      },
    ]);
    expect(planOf([own, lease])).toMatchObject({ objects: [], findings: [] });
  });
});

describe("suspension", () => {
  const suspended = (suspension: object) =>
    policy("p", [DEPLOYMENTS, { apiVersion: "v1", kind: "Service" }], { suspension });
  const service = object("Service", "web");

  test("of dispatching lets nothing new reach any member", () => {
    const { workloads, objects } = planOf([suspended({ dispatching: true }), web, service]);
    const leftOut = ["c1", "c2"].map((member) => ({
      member,
      by: "suspension",
      reason: "its policy suspends dispatching to it",
    }));
    expect(workloads[0]).toMatchObject({ members: [], total: 0, leftOut });
    expect(objects[0]).toMatchObject({ members: [], leftOut });
  });

  test("of dispatching to some members leaves out those", () => {
    const plan = planOf([suspended({ dispatchingOnClusters: { clusterNames: ["c2"] } }), web, service]);
    expect(plan.workloads[0]).toMatchObject({ members: ["c1"], total: 2, leftOut: [{ member: "c2" }] });
    expect(plan.objects[0]!.members).toEqual(["c1"]);
  });

  test("leaves what runs already as it is", () => {
    const stateOf = () => ({ current: { c1: 7 } });
    expect(replicasOf([suspended({ dispatching: true }), web], { stateOf })).toEqual({ c1: 7 });
  });
});

test("what another scheduler decides is not told as if it were known", () => {
  const services = { apiVersion: "v1", kind: "Service" };
  const foreign = policy("p", [DEPLOYMENTS, services], { schedulerName: "other" });
  const { workloads, objects, findings } = planOf([foreign, web, object("Service", "web")]);
  const why = 'the scheduler "other" decides where it lands';
  expect(workloads[0]).toMatchObject({ basis: "unknown", members: ["c1", "c2"], assignments: [], undecided: why });
  expect(objects[0]).toMatchObject({ members: ["c1", "c2"], undecided: why });
  expect(objects[0]!.problem).toBeUndefined();
  expect(findings.map(tell)).toEqual([
    `spec.schedulerName of PropagationPolicy shop/p: the plan does not know where its objects land: ${why}`,
  ]);
  expect(planOf([policy("p", [DEPLOYMENTS], { schedulerName: "default-scheduler" }), web]).workloads[0]!.total).toBe(4);
});

test("fields of policies that the plan does not follow are named once each, with the policies that have them", () => {
  const workloadAffinity = { affinity: { groupByLabelKey: "app" } };
  const { findings } = planOf([
    policy("a", [DEPLOYMENTS], { placement: { workloadAffinity, spreadConstraint: [] }, priorty: 1, priority: 1 }),
    policy("b", [{ apiVersion: "v1", kind: "Service" }], {
      placement: { workloadAffinity },
      activationPreference: "Lazy",
    }),
    policy("unused", [{ apiVersion: "v1", kind: "Secret" }], { placement: { workloadAffinity } }),
    web,
    object("Service", "web"),
  ]);
  expect(findings.map(tell)).toEqual([
    "spec.placement.workloadAffinity of PropagationPolicy shop/a, PropagationPolicy shop/b: the plan does not take it into account: it takes Karmada's alpha feature WorkloadAffinity",
    "spec.priorty of PropagationPolicy shop/a: the plan does not take it into account: Karmada 1.18 has no such field",
    "spec.placement.spreadConstraint of PropagationPolicy shop/a: the plan does not take it into account: Karmada 1.18 has no such field",
    "spec.activationPreference of PropagationPolicy shop/b: the plan does not take it into account: with it, a change of the policy reaches an object only when that changes, too",
  ]);
});

test("objects that change what others do without the plan knowing how are named", () => {
  const of = (apiVersion: string, kind: string): Manifest => ({ apiVersion, kind, metadata: { name: "x" } });
  const { findings } = planOf([
    of("config.karmada.io/v1alpha1", "ResourceInterpreterCustomization"),
    of("networking.karmada.io/v1alpha1", "MultiClusterService"),
  ]);
  expect(findings.map(tell)).toEqual([
    "ResourceInterpreterCustomization x: the plan does not take it into account: its script may count and divide replicas in another way",
    "MultiClusterService x: the plan does not take it into account: it takes Karmada's alpha feature MultiClusterService",
  ]);
});

describe("what is hardly wanted", () => {
  test("an object apart from the workload of its policy is reported, because each is scheduled by itself", () => {
    const groups = {
      placement: {
        clusterAffinities: [
          { affinityName: "primary", clusterNames: ["c1"] },
          { affinityName: "backup", clusterNames: ["c2"] },
        ],
        replicaScheduling: { replicaSchedulingType: "Divided", replicaDivisionPreference: "Aggregated" },
      },
    };
    const selectors = [DEPLOYMENTS, { apiVersion: "v1", kind: "Service" }];
    const manifests = [policy("shop", selectors, groups), web, object("Service", "web")];
    const stateOf = () => ({ capacity: { c1: 0, c2: 9 } });
    const told =
      "Service shop/web: is not on c2, where Deployment shop/web of the same policy may run: Karmada schedules each separately; place it on all of these members";
    expect(planOf(manifests, { stateOf }).findings.map(tell)).toEqual([told]);
    expect(planOf(manifests).findings.map(tell)).toEqual([told]);
    expect(planOf([policy("shop", selectors, on("c1")), web, object("Service", "web")]).findings).toEqual([]);
  });

  test("an autoscaler of the members for replicas that Karmada sets is reported", () => {
    const hpa: Manifest = {
      ...object("HorizontalPodAutoscaler", "web", { scaleTargetRef: { ...DEPLOYMENTS, name: "web" }, minReplicas: 2 }),
      apiVersion: "autoscaling/v2",
    };
    const selectors = [DEPLOYMENTS, { apiVersion: "autoscaling/v2", kind: "HorizontalPodAutoscaler" }];
    expect(planOf([policy("p", selectors, divided()), web, hpa]).findings.map(tell)).toEqual([
      "HorizontalPodAutoscaler shop/web: sets the replicas of Deployment shop/web, as Karmada does, and its limits count for each member; use a FederatedHPA, or label the workload resourcetemplate.karmada.io/retain-replicas=true",
    ]);
    const labels = { "resourcetemplate.karmada.io/retain-replicas": "true" };
    const kept = object("Deployment", "web", { replicas: 2 }, { labels });
    expect(planOf([policy("p", selectors, divided()), kept, hpa]).findings).toEqual([]);
  });
});

test("what another scheduler decides is not open on members to which its policy dispatches nothing", () => {
  const foreign = { schedulerName: "other", suspension: { dispatchingOnClusters: { clusterNames: ["c1"] } } };
  const services = { apiVersion: "v1", kind: "Service" };
  const { workloads, objects } = planOf([
    policy("p", [DEPLOYMENTS, services], foreign),
    web,
    object("Service", "web", {}),
  ]);
  const [workload, service] = [workloads[0]!, objects[0]!];
  expect([workload.members, service.members]).toEqual([["c2"], ["c2"]]);
  expect([workload, service].map(({ leftOut }) => leftOut.map(({ member, by }) => [member, by]))).toEqual([
    [["c1", "suspension"]],
    [["c1", "suspension"]],
  ]);
});

test.each([
  [{ containers: [{ name: "a", env: { A: "b" } }] }, "spec.template.spec.containers[0].env: is an object; use a list"],
  [{ containers: [null] }, "spec.template.spec.containers[0]: is null; remove it"],
  [{ volumes: { data: {} } }, "spec.template.spec.volumes: is an object; use a list"],
])("pods with %j are a fault", (spec, fault) => {
  const broken = object("Deployment", "web", { replicas: 2, template: { spec } });
  expect(() => planOf([all, broken])).toThrow(fault);
});
