import type { Manifest } from "@fedstack/constructs/plan";
import fc, { type Arbitrary } from "fast-check";
import { NAMES, REAL, WORDS } from "./fleets";
import { placements } from "./random-placements";

/** Namespaces of the objects: an ordinary one, and one in which Karmada propagates nothing. */
export const NAMESPACES = ["random-objects", "kube-random-objects"] as const;
/** A kind of somebody else whose replicas Karmada counts. */
export const CUSTOM = { apiVersion: "apps.kruise.io/v1alpha1", kind: "CloneSet", plural: "clonesets" } as const;

const SIMULATED = NAMES.filter((name) => !REAL.includes(name));
const POLICIES = "policy.karmada.io/v1alpha1";

/** An object and its policies. Some policies come only when the others have claimed what they select. */
export interface ObjectCase {
  readonly object: Manifest;
  readonly policies: readonly Manifest[];
  readonly late: readonly Manifest[];
}

interface Kind {
  readonly apiVersion: string;
  readonly kind: string;
  readonly isClusterScoped?: boolean;
  /** Another version that the API server serves. */
  readonly otherVersion?: string;
  readonly fields: (replicas: number) => object;
}

const pods = (replicas: number): object => ({
  spec: {
    replicas,
    selector: { matchLabels: { app: "random" } },
    template: {
      metadata: { labels: { app: "random" } },
      spec: { containers: [{ name: "main", image: "nginx:1.29" }] },
    },
  },
});
const job = (parallelism: number): object => ({
  spec: {
    parallelism,
    template: { spec: { restartPolicy: "Never", containers: [{ name: "main", image: "nginx:1.29" }] } },
  },
});
const scaler = (replicas: number): object => ({
  spec: { scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "other" }, maxReplicas: replicas + 1 },
});
const KINDS: readonly Kind[] = [
  { apiVersion: "apps/v1", kind: "Deployment", fields: pods },
  { apiVersion: "apps/v1", kind: "StatefulSet", fields: (count) => merged(pods(count), { serviceName: "random" }) },
  { apiVersion: "batch/v1", kind: "Job", fields: job },
  { apiVersion: CUSTOM.apiVersion, kind: CUSTOM.kind, fields: pods },
  { apiVersion: "v1", kind: "ConfigMap", fields: () => ({ data: { key: "value" } }) },
  { apiVersion: "autoscaling/v2", kind: "HorizontalPodAutoscaler", otherVersion: "autoscaling/v1", fields: scaler },
  {
    apiVersion: "rbac.authorization.k8s.io/v1",
    kind: "ClusterRole",
    isClusterScoped: true,
    fields: () => ({ rules: [] }),
  },
];

/** Cases of every kind, in which several policies and overrides may select the same object. */
export function objectCase(name: string): Arbitrary<ObjectCase> {
  return fc
    .tuple(
      fc.constantFrom(...KINDS),
      fc.nat(8),
      fc.oneof(
        { weight: 7, arbitrary: fc.constant(NAMESPACES[0]) },
        { weight: 1, arbitrary: fc.constant(NAMESPACES[1]) },
      ),
    )
    .chain(([kind, replicas, namespace]) => {
      const { apiVersion, kind: ofKind, isClusterScoped, fields } = kind;
      const metadata = { name, labels: { case: name }, ...(!isClusterScoped && { namespace }) };
      const object = { apiVersion, kind: ofKind, metadata, ...fields(replicas) } as Manifest;
      return fc
        .tuple(
          fc.oneof(
            { weight: 1, arbitrary: fc.constant([]) },
            { weight: 16, arbitrary: fc.array(propagation(kind, name, namespace), { minLength: 1, maxLength: 3 }) },
          ),
          fc.array(override(kind, name, namespace), { minLength: 0, maxLength: 2 }),
          fc.nat(2),
        )
        .map(([propagations, overrides, dice]) => {
          const numbered = [...propagations, ...overrides].map((policy, i) => renamed(policy, `${name}-${i}`));
          const isLate = (i: number): boolean => dice === 0 && i > 0 && i === propagations.length - 1;
          return {
            object,
            policies: numbered.filter((_, i) => !isLate(i)),
            late: numbered.filter((_, i) => isLate(i)),
          };
        });
    });
}

function propagation(kind: Kind, name: string, namespace: string): Arbitrary<Manifest> {
  return fc
    .record({
      isClusterWide: fc.boolean(),
      selector: selector(kind, name),
      placement: placements,
      priority: fc.constantFrom(undefined, 0, 1, 2),
      suspension: fc.oneof(
        { weight: 1, arbitrary: fc.constant({ dispatching: true }) },
        { weight: 1, arbitrary: fc.subarray(SIMULATED).map(onReal) },
        { weight: 6, arbitrary: fc.constant(onReal([])) },
      ),
      foreign: fc.nat(15),
    })
    .map(({ isClusterWide, selector: resource, placement, priority, suspension, foreign }) =>
      policy(isClusterWide ? "ClusterPropagationPolicy" : "PropagationPolicy", namespace, {
        resourceSelectors: [resource],
        placement: placement.spec,
        suspension,
        ...(priority !== undefined && { priority }),
        ...(foreign === 0 && { schedulerName: "other-scheduler" }),
      }),
    );
}

/** Nothing is ever sent to real members, nor to some others. */
function onReal(others: readonly string[]): object {
  return { dispatchingOnClusters: { clusterNames: [...REAL, ...others] } };
}

function override(kind: Kind, name: string, namespace: string): Arbitrary<Manifest> {
  const replace = (path: string, value: unknown): object => ({ plaintext: [{ path, operator: "replace", value }] });
  return fc
    .record({
      isClusterWide: fc.boolean(),
      selector: selector(kind, name),
      targetCluster: fc.oneof(
        fc.constant({}),
        fc.subarray(SIMULATED, { minLength: 1 }).map((clusterNames) => ({ clusterNames })),
        fc.constantFrom(...WORDS.tiers).map((tier) => ({ labelSelector: { matchLabels: { tier } } })),
      ),
      overriders: fc.oneof(
        fc.nat(9).map((count) => replace("/spec/replicas", count)),
        fc.constant({ labelsOverrider: [{ operator: "add", value: { tried: "yes" } }] }),
        fc.constant({ imageOverrider: [{ component: "Tag", operator: "replace", value: "1.30" }] }),
        fc.constant(replace("/spec/no/such/field", "value")),
      ),
    })
    .map(({ isClusterWide, selector: resource, targetCluster, overriders }) =>
      policy(isClusterWide ? "ClusterOverridePolicy" : "OverridePolicy", namespace, {
        resourceSelectors: [resource],
        overrideRules: [{ targetCluster, overriders }],
      }),
    );
}

function selector({ apiVersion, kind, otherVersion = apiVersion }: Kind, name: string): Arbitrary<object> {
  const labelSelector = { matchLabels: { case: name } };
  return fc.oneof(
    { weight: 8, arbitrary: fc.constant({ apiVersion, kind, name }) },
    { weight: 4, arbitrary: fc.constant({ apiVersion, kind, labelSelector }) },
    { weight: 1, arbitrary: fc.constant({ apiVersion: otherVersion, kind, name }) },
    { weight: 1, arbitrary: fc.constant({ apiVersion, kind, name: `${name}-other` }) },
  );
}

function policy(kind: string, namespace: string, spec: object): Manifest {
  const isClusterWide = kind.startsWith("Cluster");
  return { apiVersion: POLICIES, kind, metadata: { name: "", ...(!isClusterWide && { namespace }) }, spec } as Manifest;
}

function renamed(manifest: Manifest, name: string): Manifest {
  return { ...manifest, metadata: { ...manifest.metadata, name } };
}

function merged(object: object, fields: object): object {
  return { spec: { ...(object as { readonly spec: object }).spec, ...fields } };
}
