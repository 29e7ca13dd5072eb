import { planManifests } from ".";
import type { Manifest } from "../kinds/manifest";
import type { Member } from "./model/member";
import type { PlanOptions } from "./plan-manifests";
import { DEPLOYMENTS, divided, object, on, override, policy } from "./manifests.test-support";

const members: readonly Member[] = [{ name: "c1" }, { name: "c2" }];
const all = policy("all", [DEPLOYMENTS]);
const web = object("Deployment", "web", { replicas: 2 });

const planOf = (manifests: readonly Manifest[], options?: PlanOptions) => planManifests(manifests, members, options);

/** Replicas by member of the first workload. */
const replicas = (manifests: readonly Manifest[], options?: PlanOptions) =>
  Object.fromEntries(
    planOf(manifests, options).workloads[0]!.assignments.map(({ member, replicas: n, alternative }) => [
      member,
      alternative === undefined ? n : [n, alternative],
    ]),
  );

describe("overrides", () => {
  const five = override("five", DEPLOYMENTS, { "/spec/replicas": 5 }, ["c2"]);

  test("of replicas come after the division, and the plan tells what members run", () => {
    const { workloads } = planOf([all, five, web]);
    expect(replicas([all, five, web])).toEqual({ c1: 2, c2: 5 });
    expect(workloads[0]).toMatchObject({ replicas: 2, total: 7, basis: "placement" });
    expect(replicas([policy("half", [DEPLOYMENTS], divided()), five, web])).toEqual({ c1: 1, c2: 5 });
  });

  test("settle a tie on the members that they name", () => {
    const odd = object("Deployment", "web", { replicas: 3 });
    expect(replicas([policy("half", [DEPLOYMENTS], divided()), odd])).toEqual({ c1: [2, 1], c2: [1, 2] });
    expect(replicas([policy("half", [DEPLOYMENTS], divided()), five, odd])).toEqual({ c1: [2, 1], c2: 5 });
  });

  test("of replicas concern a member only where the workload is", () => {
    expect(replicas([policy("c1", [DEPLOYMENTS], on("c1")), five, web])).toEqual({ c1: 2 });
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
      expect(plan.refusals).toEqual([expect.stringContaining(`Deployment ${name}/web: Karmada propagates nothing in`)]);
    },
  );

  test("which namespaces are skipped can be said, as for Karmada's controller manager", () => {
    const there = object("Deployment", "web", { replicas: 2 }, { namespace: "kube-system" });
    const everywhere = policy("all", [DEPLOYMENTS], {}, true);
    const plan = planOf([everywhere, there, policy("own", [DEPLOYMENTS])], { skippedNamespaces: ["shop"] });
    expect(plan.refusals).toEqual([]);
    expect(plan.workloads[0]!.total).toBe(4);
    expect(planOf([all, web], { skippedNamespaces: ["sho"] }).refusals).toEqual([]);
    expect(planOf([all, web], { skippedNamespaces: ["sho."] }).refusals).toHaveLength(1);
  });

  test("what no policy selects there is no refusal", () => {
    expect(planOf([object("ConfigMap", "x", {}, { namespace: "kube-system" })]).refusals).toEqual([]);
  });
});

describe("custom kinds", () => {
  const custom = (apiVersion: string, kind: string, spec: object): Manifest => ({
    apiVersion,
    kind,
    metadata: { name: "x", namespace: "shop" },
    spec,
  });
  const planned = (resource: Manifest, rest: object = divided({ c1: 3, c2: 2 })) =>
    planOf([policy("p", [{ apiVersion: resource.apiVersion, kind: resource.kind }], rest), resource]);
  const shares = (resource: Manifest) =>
    planned(resource).workloads[0]?.assignments.map(({ replicas: n }) => n) ?? planned(resource).objects[0]!.members;
  const rayService = (...workers: number[]) => ({
    rayClusterConfig: {
      headGroupSpec: { template: {} },
      workerGroupSpecs: workers.map((n) => ({ replicas: n })),
    },
  });

  test.each([
    ["apps.kruise.io/v1alpha1", "CloneSet", { replicas: 5 }],
    ["apps.kruise.io/v1alpha1", "UnitedDeployment", { replicas: 5 }],
    ["apps.kruise.io/v1beta1", "StatefulSet", { replicas: 5 }],
    ["apps.kruise.io/v1alpha1", "BroadcastJob", { parallelism: 5 }],
    ["argoproj.io/v1alpha1", "Workflow", { parallelism: 5 }],
    ["ray.io/v1", "RayService", rayService(3, 1)],
  ])("of %s %s are divided by the interpreters that Karmada ships", (apiVersion, kind, spec) => {
    expect(shares(custom(apiVersion, kind, spec))).toEqual([3, 2]);
  });

  test.each([
    ["kubeflow.org/v1", "Notebook", {}, [1]],
    ["flink.apache.org/v1beta1", "FlinkDeployment", { job: { parallelism: 4 } }, [2, 2]],
    [
      "flink.apache.org/v1beta1",
      "FlinkDeployment",
      { job: { parallelism: 5 }, flinkConfiguration: { "taskmanager.numberOfTaskSlots": "2" } },
      [4, 4],
    ],
  ])("of %s %s are counted and not divided: who gets a share runs all", (apiVersion, kind, spec, expected) => {
    const resource = custom(apiVersion, kind, spec);
    const { workloads, warnings } = planned(resource);
    expect(workloads[0]!.assignments.filter(({ replicas: n }) => n > 0).map(({ replicas: n }) => n)).toEqual(expected);
    const told = expect.stringContaining("Karmada does not divide this kind") as string;
    expect(warnings).toEqual(expected.length > 1 ? [told] : []);
  });

  test.each([
    ["batch.volcano.sh/v1alpha1", "Job"],
    ["kubeflow.org/v1", "PyTorchJob"],
    ["kubeflow.org/v1", "TFJob"],
    ["kubeflow.org/v2beta1", "MPIJob"],
    ["ray.io/v1", "RayCluster"],
    ["ray.io/v1", "RayJob"],
    ["sparkoperator.k8s.io/v1beta2", "SparkApplication"],
  ])("of %s %s are counted by component with an alpha feature only, and the plan says so", (apiVersion, kind) => {
    const { workloads, objects, warnings } = planned(custom(apiVersion, kind, {}));
    expect(workloads).toEqual([]);
    expect(objects[0]!.members).toEqual(["c1", "c2"]);
    expect(warnings).toEqual([expect.stringContaining("MultiplePodTemplatesScheduling")]);
  });

  test("with replicas that Karmada does not know run all of them everywhere, and the plan says so", () => {
    const { objects, warnings } = planned(custom("example.com/v1", "Shop", { replicas: 3 }));
    expect(objects[0]!.members).toEqual(["c1", "c2"]);
    expect(warnings).toEqual([
      "Shop shop/x: Karmada 1.18 does not know the replicas of this kind; each of c1, c2 gets all of them.",
    ]);
    expect(planned(custom("example.com/v1", "Shop", { replicas: 3 }), {}).warnings).toEqual([]);
  });

  test("whose replicas Karmada cannot read are not propagated", () => {
    expect(planned(custom("apps.kruise.io/v1alpha1", "CloneSet", {})).workloads[0]).toMatchObject({
      members: [],
      problem: "Karmada reads its replicas from spec.replicas, which it does not have",
    });
  });

  test("and overrides of their replicas are planned, too", () => {
    const resource = custom("apps.kruise.io/v1alpha1", "CloneSet", { replicas: 5 });
    const selector = { apiVersion: resource.apiVersion, kind: resource.kind };
    const seven = override("seven", selector, { "/spec/replicas": 7 }, ["c2"]);
    expect(replicas([policy("p", [selector], divided({ c1: 3, c2: 2 })), seven, resource])).toEqual({ c1: 3, c2: 7 });
  });

  test("of RayServices give the head one replica and the workers the rest, in proportion", () => {
    const selector = { apiVersion: "ray.io/v1", kind: "RayService" };
    const more = override("more", selector, { "/spec/rayClusterConfig/workerGroupSpecs/0/replicas": 9 }, ["c1"]);
    const resource = custom("ray.io/v1", "RayService", rayService(3, 1));
    // c1 gets 3: a head, and 2 workers as 2 and 0; the override makes that 9 and 0.
    expect(replicas([policy("p", [selector], divided({ c1: 3, c2: 2 })), more, resource])).toEqual({ c1: 10, c2: 2 });
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
    const { objects, warnings } = planOf([policy("hooks", [selector], on("c1"), true), webhook]);
    expect(objects).toMatchObject([{ name: "hook", members: ["c1"] }]);
    expect(warnings).toEqual(["ValidatingWebhookConfiguration hook also acts on the federated API server itself."]);
  });

  test("is only for that server if no policy selects it", () => {
    expect(planOf([webhook])).toMatchObject({ objects: [], warnings: [] });
  });

  test("objects of Karmada's own API and Leases are never propagated", () => {
    const own: Manifest = { apiVersion: "work.karmada.io/v1alpha1", kind: "Work", metadata: { name: "x" } };
    const lease: Manifest = { apiVersion: "coordination.k8s.io/v1", kind: "Lease", metadata: { name: "x" } };
    const selectors = [own, lease].map(({ apiVersion, kind }) => ({ apiVersion, kind }));
    expect(planOf([policy("p", selectors, {}, true), own, lease]).objects).toEqual([]);
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
    expect(replicas([suspended({ dispatching: true }), web], { stateOf })).toEqual({ c1: 7 });
  });
});

test("what another scheduler decides is not told as if it were known", () => {
  const services = { apiVersion: "v1", kind: "Service" };
  const foreign = policy("p", [DEPLOYMENTS, services], { schedulerName: "other" });
  const { workloads, objects } = planOf([foreign, web, object("Service", "web")]);
  const why = 'the scheduler "other" decides where it lands';
  expect(workloads[0]).toMatchObject({ basis: "unknown", members: ["c1", "c2"], assignments: [], undecided: why });
  expect(objects[0]).toMatchObject({ members: [], problem: why });
  expect(planOf([policy("p", [DEPLOYMENTS], { schedulerName: "default-scheduler" }), web]).workloads[0]!.total).toBe(4);
});

test("fields of policies that the plan does not follow are named once each, with the policies that have them", () => {
  const workloadAffinity = { affinity: { groupByLabelKey: "app" } };
  const { warnings } = planOf([
    policy("a", [DEPLOYMENTS], { placement: { workloadAffinity, spreadConstraint: [] }, priorty: 1, priority: 1 }),
    policy("b", [{ apiVersion: "v1", kind: "Service" }], {
      placement: { workloadAffinity },
      activationPreference: "Lazy",
    }),
    policy("unused", [{ apiVersion: "v1", kind: "Secret" }], { placement: { workloadAffinity } }),
    web,
    object("Service", "web"),
  ]);
  expect(warnings).toEqual([
    "The plan does not follow spec.placement.workloadAffinity of PropagationPolicy shop/a, PropagationPolicy shop/b: it takes Karmada's alpha feature WorkloadAffinity.",
    "The plan does not follow spec.priorty of PropagationPolicy shop/a: Karmada 1.18 has no such field.",
    "The plan does not follow spec.placement.spreadConstraint of PropagationPolicy shop/a: Karmada 1.18 has no such field.",
    "The plan does not follow spec.activationPreference of PropagationPolicy shop/b: with it, a change of the policy reaches an object only when that changes, too.",
  ]);
});

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
    const { workloads, warnings } = planOf([low, high, claimed("low")]);
    expect(workloads[0]).toMatchObject({ policy: { name: "low" }, members: ["c1"] });
    expect(warnings).toEqual([
      "Deployment shop/web stays with PropagationPolicy shop/low, which propagates it already; PropagationPolicy shop/high does not take it over.",
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

  test("is matched anew where that policy selects it no longer, or its claim is not complete", () => {
    const narrow = policy("low", [{ ...DEPLOYMENTS, name: "api" }], on("c1"));
    expect(planOf([narrow, high, claimed("low")]).workloads[0]!.policy?.name).toBe("high");
    expect(planOf([low, high, claimed("low", {})]).workloads[0]!.policy?.name).toBe("high");
  });

  test("by a policy that is not given is reported as uncertain", () => {
    const { workloads, warnings } = planOf([high, claimed("gone")]);
    expect(workloads[0]!.policy?.name).toBe("high");
    expect(warnings).toEqual([
      "Deployment shop/web was propagated by PropagationPolicy shop/gone, which is not among these objects. If it is still there, it decides.",
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

describe("dependencies", () => {
  const ingress: Manifest = {
    ...object("Ingress", "web", { tls: [{ secretName: "cert" }, { hosts: ["x"] }] }),
    apiVersion: "networking.k8s.io/v1",
  };
  const following = policy("p", [{ apiVersion: ingress.apiVersion, kind: "Ingress" }], { propagateDeps: true });
  const secret = object("Secret", "cert");

  test("of an Ingress are the Secrets of its certificates", () => {
    expect(planOf([following, ingress, secret]).objects[1]).toMatchObject({ name: "cert", members: ["c1", "c2"] });
    const only = policy("p", [{ apiVersion: ingress.apiVersion, kind: "Ingress" }]);
    expect(planOf([only, ingress, secret]).missing).toMatchObject([{ object: { name: "cert" }, planned: true }]);
    expect(planOf([only, ingress]).missing).toEqual([]);
  });

  test.each<[string, string, object, readonly string[]]>([
    [
      "helm.toolkit.fluxcd.io/v2beta1",
      "HelmRelease",
      {
        valuesFrom: [
          { kind: "Secret", name: "a" },
          { kind: "ConfigMap", name: "b" },
          { kind: "Other", name: "c" },
        ],
      },
      ["Secret a", "ConfigMap b"],
    ],
    ["source.toolkit.fluxcd.io/v1", "GitRepository", { secretRef: { name: "a" } }, ["Secret a"]],
    [
      "kubeflow.org/v1",
      "TFJob",
      { tfReplicaSpecs: { Chief: { template: { spec: { serviceAccountName: "a" } } } } },
      ["ServiceAccount a"],
    ],
    [
      "apps.kruise.io/v1alpha1",
      "AdvancedCronJob",
      { template: { jobTemplate: { spec: { template: { spec: { imagePullSecrets: [{ name: "a" }] } } } } } },
      ["Secret a"],
    ],
    [
      "argoproj.io/v1alpha1",
      "Workflow",
      { volumes: [{ persistentVolumeClaim: { claimName: "a" } }, { configMap: { name: "b" } }] },
      ["PersistentVolumeClaim a", "ConfigMap b"],
    ],
    [
      "ray.io/v1",
      "RayService",
      {
        rayClusterConfig: {
          headGroupSpec: { template: {} },
          workerGroupSpecs: [{ replicas: 1, template: { spec: { volumes: [{ secret: { secretName: "a" } }] } } }],
        },
      },
      ["Secret a"],
    ],
    ["multicluster.x-k8s.io/v1alpha1", "ServiceImport", {}, ["Service derived-x"]],
  ])("of %s %s are those that Karmada's interpreter finds", (apiVersion, kind, spec, expected) => {
    const user: Manifest = { apiVersion, kind, metadata: { name: "x", namespace: "shop" }, spec };
    const needed = expected.map((one) => object(...(one.split(" ") as [string, string])));
    const { objects } = planOf([
      policy("p", [{ apiVersion, kind }], { propagateDeps: true }),
      user,
      ...needed,
      object("Secret", "stranger"),
    ]);
    const brought = objects.filter(({ kind: k, members: where }) => k !== kind && where.length === 2);
    expect(brought.map(({ kind: k, name }) => `${k} ${name}`)).toEqual(expected);
  });

  test("of a ServiceImport come along whether the policy says so or not", () => {
    const type = { apiVersion: "multicluster.x-k8s.io/v1alpha1", kind: "ServiceImport" };
    const user: Manifest = { ...type, metadata: { name: "x", namespace: "shop" } };
    const { objects } = planOf([policy("p", [type]), user, object("Service", "derived-x")]);
    expect(objects[1]!.members).toEqual(["c1", "c2"]);
  });

  test("that a workload may do without come along, too, and are not missed", () => {
    const template = { spec: { containers: [{ envFrom: [{ configMapRef: { name: "maybe", optional: true } }] }] } };
    const reading = object("Deployment", "web", { replicas: 1, template });
    const settings = object("ConfigMap", "maybe");
    expect(planOf([all, reading, settings]).missing).toEqual([]);
    const bringing = policy("all", [DEPLOYMENTS], { propagateDeps: true });
    expect(planOf([bringing, reading, settings]).objects[0]!.members).toEqual(["c1", "c2"]);
  });
});

test("objects that change what others do without the plan knowing how are named", () => {
  const of = (apiVersion: string, kind: string): Manifest => ({ apiVersion, kind, metadata: { name: "x" } });
  const { warnings } = planOf([
    of("config.karmada.io/v1alpha1", "ResourceInterpreterCustomization"),
    of("networking.karmada.io/v1alpha1", "MultiClusterService"),
  ]);
  expect(warnings).toEqual([
    "The plan does not follow ResourceInterpreterCustomization x: its script may count and divide replicas in another way.",
    "The plan does not follow MultiClusterService x: it takes Karmada's alpha feature MultiClusterService.",
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
      "Service shop/web is not on c2, where Deployment shop/web of the same policy may run: Karmada schedules each by itself. Place it on all members of the groups.";
    expect(planOf(manifests, { stateOf }).warnings).toEqual([told]);
    expect(planOf(manifests).warnings).toEqual([told]);
    expect(planOf([policy("shop", selectors, on("c1")), web, object("Service", "web")]).warnings).toEqual([]);
  });

  test("an autoscaler of the members for replicas that Karmada sets is reported", () => {
    const hpa: Manifest = {
      ...object("HorizontalPodAutoscaler", "web", { scaleTargetRef: { ...DEPLOYMENTS, name: "web" }, minReplicas: 2 }),
      apiVersion: "autoscaling/v2",
    };
    const selectors = [DEPLOYMENTS, { apiVersion: "autoscaling/v2", kind: "HorizontalPodAutoscaler" }];
    expect(planOf([policy("p", selectors, divided()), web, hpa]).warnings).toEqual([
      "HorizontalPodAutoscaler shop/web and Karmada both set the replicas of Deployment shop/web, and its limits count for each member. Use a FederatedHPA, or label the workload resourcetemplate.karmada.io/retain-replicas=true.",
    ]);
    const labels = { "resourcetemplate.karmada.io/retain-replicas": "true" };
    const kept = object("Deployment", "web", { replicas: 2 }, { labels });
    expect(planOf([policy("p", selectors, divided()), kept, hpa]).warnings).toEqual([]);
  });
});
