import { ApiObject } from "cdk8s";
import fc from "fast-check";
import { FederatedConfigMap, FederatedChart, KarmadaObject, Placement } from ".";
import type { KarmadaObjectProps } from ".";
import { attempt, broken, faultsIn } from "./hostile.test-support";
import { comparePlans, planDiagram, planManifests, planTable } from "./plan";

const CRONTAB = { apiVersion: "example.com/v1", kind: "CronTab" };
const CLONE_SET = { apiVersion: "apps.kruise.io/v1alpha1", kind: "CloneSet" };
const affinity = {
  labelSelector: { matchLabels: { a: "b" }, matchExpressions: [{ key: "a", operator: "In", values: ["b"] }] },
  fieldSelector: { matchExpressions: [{ key: "region", operator: "In", values: ["x"] }] },
  clusterNames: ["m1"],
  exclude: ["m2"],
};
const placement = {
  clusterAffinity: affinity,
  clusterTolerations: [{ key: "a", operator: "Equal", value: "b", effect: "NoSchedule" }],
  spreadConstraints: [{ spreadByField: "cluster", minGroups: 1, maxGroups: 2 }],
  replicaScheduling: {
    replicaSchedulingType: "Divided",
    replicaDivisionPreference: "Weighted",
    weightPreference: { staticWeightList: [{ targetCluster: affinity, weight: 2 }] },
  },
};
const groups = { clusterAffinities: [{ affinityName: "a", ...affinity, overflowAffinities: [{ affinityName: "b" }] }] };
const selectors = [
  { apiVersion: "apps/v1", kind: "Deployment", namespace: "default", labelSelector: affinity.labelSelector },
  CRONTAB,
];
const overriders = {
  plaintext: [{ path: "/spec/replicas", operator: "replace", value: 2 }],
  imageOverrider: [{ predicate: { path: "/x" }, component: "Tag", operator: "replace", value: "2" }],
  commandOverrider: [{ containerName: "web", operator: "add", value: ["-v"] }],
  labelsOverrider: [{ operator: "add", value: { a: "b" } }],
  fieldOverrider: [{ fieldPath: "/data/a", yaml: [{ subPath: "/b", operator: "add", value: 1 }] }],
};
const container = {
  name: "web",
  image: "nginx",
  env: [{ name: "A", valueFrom: { secretKeyRef: { name: "x" } } }],
  envFrom: [{ configMapRef: { name: "settings" } }],
  resources: { requests: { cpu: "1" } },
};
const pods = {
  spec: {
    containers: [container],
    imagePullSecrets: [{ name: "x" }],
    volumes: [{ name: "v", projected: { sources: [{ secret: { name: "x" } }] } }],
  },
};
const POLICIES = "policy.karmada.io/v1alpha1";
const rule = JSON.stringify({ name: "r", labels: { a: "b" }, members: { a: ["b"] } });

/** Objects of every kind in which a plan reads fields. */
const manifests: readonly (readonly [what: string, manifest: Record<string, unknown>])[] = Object.entries({
  propagation: { apiVersion: POLICIES, kind: "PropagationPolicy", spec: { resourceSelectors: selectors, placement, priority: 1 } },
  groups: { apiVersion: POLICIES, kind: "ClusterPropagationPolicy", spec: { resourceSelectors: selectors, placement: groups, suspension: { dispatchingOnClusters: { clusterNames: ["m1"] } } } },
  override: { apiVersion: POLICIES, kind: "OverridePolicy", spec: { resourceSelectors: selectors, overrideRules: [{ targetCluster: affinity, overriders }] } },
  olderOverride: { apiVersion: POLICIES, kind: "ClusterOverridePolicy", spec: { targetCluster: affinity, overriders } },
  deployment: { apiVersion: "apps/v1", kind: "Deployment", spec: { replicas: 2, template: pods } },
  statefulSet: { apiVersion: "apps/v1", kind: "StatefulSet", spec: { replicas: 2, serviceName: "x", template: pods, volumeClaimTemplates: [{ metadata: { name: "c" } }] } },
  job: { apiVersion: "batch/v1", kind: "Job", spec: { parallelism: 2, completions: 2, template: pods } },
  cronJob: { apiVersion: "batch/v1", kind: "CronJob", spec: { jobTemplate: { spec: { template: pods } } } },
  pod: { apiVersion: "v1", kind: "Pod", ...pods },
  definition: { apiVersion: "apiextensions.k8s.io/v1", kind: "CustomResourceDefinition", spec: { group: "example.com", scope: "Cluster", names: { kind: "CronTab" }, versions: [{ name: "v1", served: true }] } },
  custom: { ...CLONE_SET, spec: { replicas: 2, template: pods } },
  flink: { apiVersion: "flink.apache.org/v1beta1", kind: "FlinkDeployment", spec: { jobManager: { replicas: 1 }, taskManager: { replicas: 1 }, job: { parallelism: 2 }, flinkConfiguration: { "taskmanager.numberOfTaskSlots": "1" } } },
  autoscaler: { apiVersion: "autoscaling/v2", kind: "HorizontalPodAutoscaler", spec: { scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "web" } } },
  ingress: { apiVersion: "networking.k8s.io/v1", kind: "Ingress", spec: { tls: [{ secretName: "x" }] } },
  namespace: { apiVersion: "v1", kind: "Namespace" },
}).map(([what, manifest]) => [
  what,
  { metadata: { name: "web", namespace: "default", labels: { a: "b" }, annotations: { "helm.sh/hook": "test", "fedstack.dev/scheduling-policy": rule } }, ...manifest },
]); // prettier-ignore

const rest = manifests.map(([, manifest]) => manifest);
const members = [{ name: "m1", labels: { a: "b" }, region: "x" }, { name: "m2" }];

test.each(manifests)("a plan never crashes, whatever is wrong in a manifest: %s", (_, manifest) => {
  attempt(() => planManifests([manifest], members));
  fc.assert(
    fc.property(broken(manifest), (given) => {
      attempt(() => {
        const plan = planManifests([given, ...rest], members);
        planTable(plan);
        planDiagram(plan, members, { before: { plan, members } });
        comparePlans(plan, plan);
      });
    }),
    { numRuns: 100 },
  );
});

test.each(manifests)("synthesis never crashes, whatever is wrong in an object of cdk8s: %s", (_, manifest) => {
  fc.assert(
    fc.property(broken(manifest), (given) => {
      const { apiVersion, kind, metadata, ...fields } = (given ?? {}) as typeof manifest;
      faultsIn((outer) => {
        const chart = new FederatedChart(outer, "inner", { members, placement: Placement.duplicated() });
        new FederatedConfigMap(chart, "settings", { data: { a: "b" } });
        new ApiObject(chart, "object", {
          ...fields,
          apiVersion: typeof apiVersion === "string" && apiVersion.split("/").length < 3 ? apiVersion : "v1",
          kind: typeof kind === "string" ? kind : "X",
          metadata: typeof metadata === "object" && metadata ? metadata : {},
        });
      });
    }),
    { numRuns: 50 },
  );
});

const kinds = ["PropagationPolicy", "ClusterOverridePolicy", "WorkloadRebalancer", "MultiClusterService"] as const;

test.each(kinds)("synthesis never crashes, whatever is wrong in the spec of a %s", (kind) => {
  const spec = {
    PropagationPolicy: { resourceSelectors: selectors, placement },
    ClusterOverridePolicy: { resourceSelectors: selectors, overrideRules: [{ targetCluster: affinity, overriders }] },
    WorkloadRebalancer: { workloads: [CLONE_SET] },
    MultiClusterService: {
      types: ["CrossCluster"],
      ports: [{ name: "a", port: 80 }],
      providerClusters: [{ name: "m1" }],
    },
  }[kind];
  fc.assert(
    fc.property(broken(spec), (given) => {
      faultsIn((chart) => new KarmadaObject(chart, "x", { kind, spec: given as KarmadaObjectProps["spec"] }));
    }),
    { numRuns: 100 },
  );
});
