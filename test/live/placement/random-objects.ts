import type { Manifest } from "@fedstack/constructs/plan";
import fc, { type Arbitrary } from "fast-check";
import { NAMES, REAL, WORDS } from "./fleets";
import { KINDS, type Kind } from "./random-kinds";
import { placements } from "./random-placements";

const NAMESPACE = "random-objects";
/** One that is named like Karmada's own and is not, and two in which Karmada propagates nothing. */
const OTHER_NAMESPACES = ["karmada-random-objects", "karmada-es-random-objects", "kube-random-objects"] as const;
/** Namespaces of the objects. */
export const NAMESPACES = [NAMESPACE, ...OTHER_NAMESPACES] as const;

const SIMULATED = NAMES.filter((name) => !REAL.includes(name));
const POLICIES = "policy.karmada.io/v1alpha1";

/** An object and its policies. Some policies come only when the others have claimed what they select. */
export interface ObjectCase {
  readonly object: Manifest;
  /** The ConfigMap that its pods read, which no policy selects. */
  readonly settings?: Manifest;
  readonly policies: readonly Manifest[];
  readonly late: readonly Manifest[];
}

/** Cases of every kind, in which several policies and overrides may select the same object. */
export function objectCase(name: string): Arbitrary<ObjectCase> {
  return fc
    .tuple(
      fc.constantFrom(...KINDS),
      fc.nat(8),
      fc.oneof(
        { weight: 9, arbitrary: fc.constant(NAMESPACE) },
        { weight: 2, arbitrary: fc.constantFrom(...OTHER_NAMESPACES) },
      ),
      fc.boolean(),
      fc.boolean(),
    )
    .chain(([kind, replicas, namespace, isOtherVersion, reads]) => {
      const { apiVersion, kind: ofKind, isClusterScoped, otherVersion = apiVersion, hasPods } = kind;
      const settings = hasPods && reads ? settingsOf(name, namespace) : undefined;
      const object = {
        apiVersion: isOtherVersion ? otherVersion : apiVersion,
        kind: ofKind,
        metadata: { name, labels: { case: name }, ...(!isClusterScoped && { namespace }) },
        ...kind.fields(replicas, settings?.metadata.name),
      } as Manifest;
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
            ...(settings && { settings }),
            policies: numbered.filter((_, i) => !isLate(i)),
            late: numbered.filter((_, i) => isLate(i)),
          };
        });
    });
}

function settingsOf(name: string, namespace: string): Manifest {
  const metadata = { name: `${name}-settings`, namespace };
  return { apiVersion: "v1", kind: "ConfigMap", metadata, data: { key: "value" } } as Manifest;
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
      preemption: fc.constantFrom(undefined, "Always", "Never"),
      propagateDeps: fc.boolean(),
    })
    .map(({ isClusterWide, selector: resource, placement, priority, suspension, foreign, preemption, propagateDeps }) =>
      policy(isClusterWide ? "ClusterPropagationPolicy" : "PropagationPolicy", namespace, {
        resourceSelectors: [resource],
        placement: placement.spec,
        suspension,
        propagateDeps,
        ...(priority !== undefined && { priority }),
        // Karmada takes nothing over for a policy that does not name what it selects.
        ...(preemption !== undefined && "name" in resource && { preemption }),
        ...(foreign === 0 && { schedulerName: "other-scheduler" }),
      }),
    );
}

/** What policies select is never sent to real members, nor to some others. They have no namespaces for what comes along. */
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
        fc.nat(9).map((count) => replace(kind.replicas ?? "/spec/replicas", count)),
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
