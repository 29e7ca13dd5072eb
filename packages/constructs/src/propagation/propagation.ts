import { also, fault, instanceOf, quoted, read } from "../faults";
import type { Fault, Fields } from "../faults";
import { checkAtSynth } from "../validation/at-synth";
import { ApiObject, Chart, JsonPatch } from "cdk8s";
import type { ApiObjectMetadata } from "cdk8s";
import { Construct } from "constructs";
import type { IConstruct } from "constructs";
import { apiObjectsOf, manifestOf } from "../api-objects/api-objects";
import type { PropagationSpec } from "../api/karmada";
import { ruleChart, unmetFaults } from "../chart/chart-rules";
import { annotations, dnsSubdomain, labels, oneOf, optional } from "../validation/checks";
import { METADATA } from "../validation/metadata";
import { defaultsFor, skippedBy } from "../chart/defaults";
import { ObjectOverrides } from "../override/object-overrides";
import type { GivenOverride } from "../override/object-overrides";
import { Override } from "../override/override";
import { Placement } from "../placement/placement";
import { policyObject, selectorOf } from "../api-objects/policy-object";
import { knownScopeOf, namespaceFor, namespaceOf, outsideNamespaces } from "../api-objects/scope";
import { SKIP_NAMESPACE } from "../karmada";
import { nameOf } from "../members/members";
import { isOfKind } from "../kinds/identity";
import { memberFaults } from "../plan/model/member-faults";
import { keptInNamespace, neverPropagated } from "../plan/objects/stays";
import { CONSTRUCT, warn } from "../validation/findings";

/** Props of {@link Propagation}. */
export interface PropagationProps {
  /**
   * Objects to propagate: from cdk8s, cdk8s-plus or `cdk8s import`, or everything in a chart, an `Include` or a `Helm`,
   * without objects of Karmada's own API. Propagate the definition of a custom resource with it, or earlier.
   *
   * @default - the objects that are placed `with` the group
   */
  readonly objects?: readonly IConstruct[] | undefined;
  /**
   * Where it runs.
   *
   * @default - the chart's
   */
  readonly placement?: Placement | undefined;
  /**
   * What is different on some members, for every object that has the fields.
   *
   * @default - the chart's
   */
  readonly overrides?: readonly Override[] | undefined;
  /**
   * Scope of the custom resources among the objects whose kind is not well known and has no definition in the app.
   *
   * @default "Namespaced", with a warning
   */
  readonly scope?: "Cluster" | "Namespaced" | undefined;
  /**
   * Metadata of the policy.
   *
   * @default - name: the construct's id; namespace: that of the objects
   */
  readonly metadata?: ApiObjectMetadata | undefined;
}

export const OVERRIDE = instanceOf(Override, "an Override");
const FIELDS: Fields<PropagationProps> = {
  objects: [CONSTRUCT],
  placement: instanceOf(Placement),
  overrides: [OVERRIDE],
  scope: "anything",
  metadata: METADATA,
};

/**
 * One policy that propagates a group of objects to members. Objects of one namespace get a PropagationPolicy, others a
 * ClusterPropagationPolicy. Overrides get one policy per object. Policies are applied first.
 *
 * To set fields that have no option here, use `policy.addJsonPatch()`.
 *
 * @example
 * new Propagation(chart, "rights", { objects: [serviceAccount, role], placement: Placement.duplicated() });
 *
 * const shop = new Propagation(chart, "shop", { placement: Placement.evenly() });
 * const settings = new FederatedConfigMap(chart, "settings", { data: { LOG_LEVEL: "info" }, with: shop });
 * new FederatedDeployment(chart, "cart", { image: "registry.example.com/cart:2", envFrom: [settings], with: shop });
 *
 * @see https://karmada.io/docs/userguide/scheduling/propagation-policy
 */
export class Propagation extends Construct {
  /** Where it runs; undefined if no placement is set, which is an error at synth. */
  public readonly placement: Placement | undefined;
  /** The PropagationPolicy or ClusterPropagationPolicy. */
  public readonly policy: ApiObject;
  /** Namespace of the policy and its objects; undefined if it covers all namespaces. */
  public readonly namespace: string | undefined;
  private readonly scope: PropagationProps["scope"];
  private readonly selected: SelectedObject[] = [];
  private readonly overridden: ObjectOverrides[] = [];

  public constructor(scope: Construct, id: string, props: PropagationProps = {}) {
    super(scope, id);
    const { given, faults } = read<PropagationProps>(props, FIELDS);
    const { metadata, overrides } = given;
    const objects = (given.objects ?? []).flatMap(objectsIn);
    this.scope = given.scope;
    const [namespace, ...others] = new Set(objects.map((object) => namespaceOf(object, this.scope)));
    const clusterWide = others.length > 0 || (objects.length > 0 && namespace === undefined);
    this.placement = given.placement ?? defaultsFor(this).placement;
    this.namespace = clusterWide ? undefined : (namespace ?? namespaceFor(this, metadata));
    this.policy = policyObject(this, "Resource", {
      kind: "PropagationPolicy",
      name: metadata?.name ?? id,
      namespace: this.namespace,
      metadata,
      spec: () => this.spec(),
    });
    for (const object of objects) this.propagate(object, overrides, objects.length > 1);
    this.placement?.warnings.forEach((warning) => warn(this, warning));
    checkAtSynth(this, () => also(faults, this.faults(given)));
    ruleChart(Chart.of(this));
  }

  /** Copy of the list of objects that the policy selects. */
  public get objects(): readonly ApiObject[] {
    return this.selected.map(({ object }) => object);
  }

  /**
   * Copy of the list of its objects' OverridePolicies or ClusterOverridePolicies. To set fields that have no option,
   * patch them.
   */
  public get overridePolicies(): readonly ApiObject[] {
    return this.overridden.map(({ policy }) => policy);
  }

  /** Adds objects to the group. They must be in its namespace. */
  public add(...objects: readonly IConstruct[]): void {
    const { given, faults } = read<Pick<PropagationProps, "objects">>({ objects }, { objects: FIELDS.objects }, "add");
    for (const object of (given.objects ?? []).flatMap(objectsIn)) this.propagate(object);
    if (faults.length > 0) checkAtSynth(this, () => faults);
  }

  /**
   * @internal Propagates an object with its overrides. An override that is `shared` with others applies only to fields
   * that the object has.
   */
  public propagate(object: ApiObject, overrides: readonly Override[] = [], shared = false): void {
    const namespace = namespaceOf(object, this.scope);
    this.selected.push({ object, namespace });
    // A chart inside of this one is written first.
    if (!isInnerChart(Chart.of(object), Chart.of(this))) object.addDependency(this.policy);
    // Karmada makes a namespace on every member whatever policies say, unless this label opts out.
    if (isOfKind(object, "Namespace")) object.metadata.addLabel(SKIP_NAMESPACE, "true");
    if (namespace === undefined) outsideNamespaces(object);
    this.warnAbout(object);
    if (namespace !== undefined && object.metadata.namespace === undefined) {
      object.addJsonPatch(JsonPatch.add("/metadata/namespace", namespace));
    }
    const given = [
      ...givenTo(object, "overrides of the chart", defaultsFor(object).overrides, true),
      ...givenTo(object, "overrides", overrides, shared),
    ];
    if (given.length === 0) return;
    const clusterWide = this.namespace === undefined;
    const overridden = new ObjectOverrides(this, object, given, { namespace, clusterWide });
    this.policy.addDependency(overridden.policy);
    this.overridden.push(overridden);
  }

  private warnAbout(object: ApiObject): void {
    if (this.scope !== undefined || knownScopeOf(object) !== undefined) return;
    const namespace = quoted(namespaceOf(object));
    const unclear = `may be cluster-scoped or in namespace ${namespace}, where it is now`;
    warn(
      this,
      fault(
        "objects",
        `${object.kind} ${quoted(object.name)} of ${object.apiVersion} ${unclear}`,
        "set scope, or add its CustomResourceDefinition to the app",
      ),
    );
  }

  private spec(): PropagationSpec {
    const dependentOverrides = this.overridden.map(({ policy }) => policy.name).sort();
    return {
      resourceSelectors: this.selected.map(({ object, namespace }) => selectorOf(object, namespace)),
      ...(this.placement && { placement: this.placement.spec, ...this.placement.policySpec }),
      ...(dependentOverrides.length > 0 && { dependentOverrides }),
    };
  }

  private faults({ metadata = {}, overrides = [], scope }: PropagationProps): Fault[] {
    const { placement } = this;
    return [
      ...optional((path, value) => oneOf(path, value, ["Cluster", "Namespaced"]), "scope", scope),
      ...(placement?.faults ?? [
        fault("placement", "is missing", "set one here or for the chart, such as Placement.evenly()"),
      ]),
      ...this.strangers(),
      ...(this.selected.length === 0
        ? [
            fault(
              "objects",
              "[] propagates nothing",
              "add at least one, or use `with` on the objects that belong to it",
            ),
          ]
        : []),
      ...dnsSubdomain("metadata.name", this.policy.name),
      ...labels("metadata.labels", metadata.labels),
      ...annotations("metadata.annotations", metadata.annotations),
      ...this.selected.flatMap((selected) => this.foreign(selected)),
      ...this.selected.flatMap((selected) => this.kept(selected)),
      ...overrides.flatMap((override, i) => unconcerned(`overrides[${i}]`, override, this.objects)),
      ...this.overridden.flatMap(({ faults }) => faults),
    ];
  }

  private strangers(): Fault[] {
    const mentioned = (this.placement?.mentionedMembers ?? []).map((name) => ["placement", name] as const);
    return strangerFaults(this, [...mentioned, ...this.overridden.flatMap(({ mentionedMembers }) => mentionedMembers)]);
  }

  private kept({ object, namespace }: SelectedObject): Fault[] {
    const why = keptInNamespace(namespace, skippedBy(this).skippedNamespaces);
    return why ? [fault("objects", `${object.kind} ${quoted(object.name)}: ${why}`, "use another namespace")] : [];
  }

  private foreign({ object, namespace }: SelectedObject): Fault[] {
    if (this.namespace === undefined || namespace === this.namespace) return [];
    const where = namespace === undefined ? "no namespace" : `namespace ${quoted(namespace)}`;
    return [
      fault(
        "objects",
        `${object.kind} ${quoted(object.name)} is in ${where}, but the policy is in ${quoted(this.namespace)}`,
        "pass it to the constructor, or create another Propagation",
      ),
    ];
  }
}

/** What Karmada propagates of a construct, such as a chart without its policies. An object that is given itself counts. */
function objectsIn(construct: IConstruct): readonly ApiObject[] {
  const objects = apiObjectsOf(construct);
  return ApiObject.isApiObject(construct) ? objects : objects.filter((object) => !neverPropagated(object));
}

interface SelectedObject {
  readonly object: ApiObject;
  readonly namespace: string | undefined;
}

/** Whether a chart is inside of another one. */
function isInnerChart(inner: Chart, outer: Chart): boolean {
  return inner !== outer && inner.node.scopes.includes(outer);
}

/** Faults of member names that the chart does not know, if the chart has a list of members. */
export function strangerFaults(
  construct: IConstruct,
  mentioned: readonly (readonly [path: string, name: string])[],
): Fault[] {
  const { members } = defaultsFor(construct);
  if (!members) return [];
  const known = new Set(members.map((member) => nameOf(member)));
  const strangers = mentioned.filter(([, name]) => !known.has(name));
  if (strangers.length === 0 || memberFaults(members).length > 0) return [];
  const remedy = known.size > 0 ? `use one of ${[...known].map(quoted).join(", ")}` : "list the members of the chart";
  return strangers.map(([path, name]) => fault(path, `${quoted(name)} is not a member of this federation`, remedy));
}

/** The overrides of an object, each with its position in the list. */
function givenTo(
  object: ApiObject,
  list: string,
  overrides: readonly Override[] = [],
  shared: boolean,
): GivenOverride[] {
  const [name, ...rest] = list.split(" ");
  return overrides.flatMap((override, i) => {
    const concerning = shared ? override.narrowedTo(manifestOf(object)) : override.concerns(object) && override;
    return concerning ? [{ path: [`${name}[${i}]`, ...rest].join(" "), override: concerning }] : [];
  });
}

/**
 * Faults of an override that cannot be read, that applies to none of its objects, or that changes fields that none of
 * them has.
 */
export function unconcerned(path: string, override: Override, objects: readonly ApiObject[]): Fault[] {
  const unreadable = override.optionFaults(path);
  if (unreadable.length > 0) return unreadable;
  if (!objects.some((object) => override.concerns(object))) {
    return [fault(path, "changes nothing on the propagated objects", "change fields that they have")];
  }
  return objects.length > 1 ? unmetFaults(path, override, objects.map(manifestOf)) : [];
}
