import { ApiObject, Chart, JsonPatch, Lazy } from "cdk8s";
import type { ApiObjectMetadata } from "cdk8s";
import { Construct } from "constructs";
import type { IConstruct } from "constructs";
import { apiObjectsOf } from "./api-objects";
import { POLICY_API_VERSION } from "./api/karmada";
import type { OverrideSpec, PropagationSpec, ResourceSelector } from "./api/karmada";
import { ruleChart } from "./chart-rules";
import { annotations, dnsSubdomain, labels, quoted } from "./checks";
import type { Fault } from "./checks";
import { defaultsFor } from "./defaults";
import { groupKind, isClusterScoped } from "./kinds";
import type { Manifest, Override } from "./override";
import type { Placement } from "./placement";
import { warn } from "./warnings";

/** Props of {@link Propagation}. */
export interface PropagationProps {
  /**
   * What is propagated: objects of cdk8s or cdk8s-plus, of `cdk8s import`, or all that a chart, `Include` or `Helm` holds. The
   * definition of a custom resource comes with it, or before.
   */
  readonly objects: readonly IConstruct[];
  /**
   * Where it runs.
   *
   * @default - that of the chart
   */
  readonly placement?: Placement;
  /**
   * What is different on some members, for those of the objects that have what it concerns.
   *
   * @default - those of the chart
   */
  readonly overrides?: readonly Override[];
  /**
   * Metadata of the policy.
   *
   * @default - name: the construct's id; namespace: that of the objects
   */
  readonly metadata?: ApiObjectMetadata;
}

/**
 * Policy that propagates objects to members: one for a group of objects that belong together. Objects of one namespace get a
 * PropagationPolicy, others a ClusterPropagationPolicy; overrides get a policy for each object. Policies come first.
 *
 * For fields that have no option here there is `policy.addJsonPatch()`.
 *
 * @example
 * new Propagation(chart, "shop", { objects: [cart, checkout], placement: Placement.evenly() });
 *
 * @see https://karmada.io/docs/userguide/scheduling/propagation-policy
 */
export class Propagation extends Construct {
  /** Where it runs, or undefined where nothing says so, which is an error at synth. */
  public readonly placement: Placement | undefined;
  /** The PropagationPolicy or ClusterPropagationPolicy. */
  public readonly policy: ApiObject;
  private readonly clusterWide: boolean;
  private readonly namespace: string | undefined;
  private readonly selected: ApiObject[] = [];
  private readonly overridden: OverriddenObject[] = [];

  public constructor(scope: Construct, id: string, props: PropagationProps) {
    super(scope, id);
    const objects = props.objects.flatMap(apiObjectsOf);
    const namespaces = new Set(objects.map(namespaceOf));
    this.placement = props.placement ?? defaultsFor(this).placement;
    this.clusterWide = namespaces.size > 1 || namespaces.has(undefined);
    this.namespace = this.clusterWide ? undefined : ([...namespaces][0] ?? namespaceFor(this, props.metadata));
    this.policy = this.policyObject("Resource", "PropagationPolicy", props.metadata?.name ?? id, props.metadata, () =>
      this.spec(),
    );
    for (const object of objects) this.propagate(object, props.overrides);
    this.placement?.warnings.forEach((warning) => warn(this, warning));
    this.node.addValidation({ validate: () => this.faults(props) });
    ruleChart(Chart.of(this));
  }

  /** Objects that the policy selects, as a copy. */
  public get objects(): readonly ApiObject[] {
    return [...this.selected];
  }

  /** Adds objects to the group. */
  public add(...objects: readonly IConstruct[]): void {
    for (const object of objects.flatMap(apiObjectsOf)) this.propagate(object, []);
  }

  /** @internal */
  public propagate(object: ApiObject, overrides: readonly Override[] = []): void {
    this.selected.push(object);
    object.addDependency(this.policy);
    if (!isClusterScoped(object) && object.metadata.namespace === undefined) {
      object.addJsonPatch(JsonPatch.add("/metadata/namespace", "default"));
    }
    this.override(object, [
      ...(defaultsFor(object).overrides ?? []).map((override, i) => ({
        path: `overrides[${i}] of the chart`,
        override,
      })),
      ...overrides.map((override, i) => ({ path: `overrides[${i}]`, override })),
    ]);
  }

  private override(object: ApiObject, given: readonly GivenOverride[]): void {
    const overrides = given.filter(({ override }) => override.concerns(object));
    if (overrides.length === 0) return;
    const policy = this.policyObject(
      `Override-${object.kind}-${object.name}`,
      "OverridePolicy",
      policyName(object),
      {},
      () => {
        const manifest = object.toJson() as Manifest;
        const overrideRules = overrides.map(({ override }) => override.rule(manifest));
        return { resourceSelectors: [selectorOf(object)], overrideRules } satisfies OverrideSpec;
      },
    );
    this.policy.addDependency(policy);
    this.overridden.push({ object, overrides });
  }

  private policyObject(
    id: string,
    kind: string,
    name: string,
    metadata: ApiObjectMetadata | undefined,
    produce: () => object,
  ): ApiObject {
    const object = new ApiObject(this, id, {
      apiVersion: POLICY_API_VERSION,
      kind: this.clusterWide ? `Cluster${kind}` : kind,
      metadata: { ...metadata, name, namespace: this.namespace },
      spec: Lazy.any({ produce }),
    });
    if (this.clusterWide && object.metadata.namespace) object.addJsonPatch(JsonPatch.remove("/metadata/namespace"));
    return object;
  }

  private spec(): PropagationSpec {
    const dependentOverrides = this.overridden.map(({ object }) => policyName(object)).sort();
    return {
      resourceSelectors: this.selected.map(selectorOf),
      ...(this.placement && { placement: this.placement.spec, ...this.placement.policySpec }),
      ...(dependentOverrides.length > 0 && { dependentOverrides }),
    };
  }

  private faults({ metadata = {}, overrides = [] }: PropagationProps): Fault[] {
    const placed = this.placement?.faults ?? [
      "placement: is missing, here and for the chart. Write where it runs, such as Placement.evenly().",
    ];
    const faults = [
      ...placed,
      ...this.strangers(),
      ...(this.selected.length === 0 ? ["objects: [] propagates nothing. Write at least one object."] : []),
      ...dnsSubdomain("metadata.name", this.policy.name),
      ...labels("metadata.labels", metadata.labels),
      ...annotations("metadata.annotations", metadata.annotations),
      ...this.selected.flatMap((object) => this.objectFaults(object)),
      ...overrides
        .filter((override) => !this.selected.some((object) => override.concerns(object)))
        .map(
          (_, i) => `overrides[${i}]: concerns nothing that is propagated here. Write changes of fields that it has.`,
        ),
      ...this.overridden.flatMap(overrideFaults),
    ];
    return [...new Set(faults)];
  }

  private strangers(): Fault[] {
    const known = defaultsFor(this).members?.map(({ name }) => name);
    const overrides = this.overridden.flatMap(({ overrides: given }) => given);
    const mentioned = [
      ...(this.placement?.mentionedMembers ?? []).map((name) => ["placement", name] as const),
      ...overrides.flatMap(({ path, override }) => override.mentionedMembers.map((name) => [path, name] as const)),
    ];
    return mentioned
      .filter(([, name]) => known && !known.includes(name))
      .map(([path, name]) => `${path}: ${quoted(name)} is no member. Write one of ${known!.map(quoted).join(", ")}.`);
  }

  private objectFaults(object: ApiObject): Fault[] {
    if (this.clusterWide || namespaceOf(object) === this.namespace) return [];
    const where = namespaceOf(object);
    return [
      `objects: ${groupKind(object)} ${quoted(object.name)} lies in ${where ? `namespace ${quoted(where)}` : "no namespace"}, ` +
        `the policy in ${quoted(this.namespace)}. Pass it to the constructor, or make another Propagation.`,
    ];
  }
}

interface GivenOverride {
  readonly path: string;
  readonly override: Override;
}

interface OverriddenObject {
  readonly object: ApiObject;
  readonly overrides: readonly GivenOverride[];
}

function overrideFaults({ object, overrides }: OverriddenObject): Fault[] {
  const manifest = object.toJson() as Manifest;
  return overrides.flatMap(({ path, override }, i) => [
    ...override.faults(path, manifest),
    ...overrides
      .slice(0, i)
      .flatMap((earlier) =>
        override
          .clashes(earlier.override, manifest)
          .map(
            (list) =>
              `${path}: ${quoted(list)} is made by ${earlier.path}, too. Write both in one, or for members apart.`,
          ),
      ),
  ]);
}

/** Name of the policy of one object: as Karmada calls what it derives from the object. */
export function policyName({ kind, name }: { readonly kind: string; readonly name: string }): string {
  return `${name.replace(/:/g, ".")}-${kind}`.toLowerCase();
}

/** Namespace for an object, as explicit as it will be rendered. */
export function namespaceFor(scope: Construct, metadata?: ApiObjectMetadata): string {
  return metadata?.namespace ?? Chart.of(scope).namespace ?? "default";
}

function namespaceOf(object: ApiObject): string | undefined {
  return isClusterScoped(object) ? undefined : (object.metadata.namespace ?? "default");
}

function selectorOf(object: ApiObject): ResourceSelector {
  const { apiVersion, kind, metadata } = object.toJson();
  const namespace = namespaceOf(object);
  return { apiVersion, kind, ...(namespace !== undefined && { namespace }), name: metadata.name };
}
