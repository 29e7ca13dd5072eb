import { also, fault, quoted, readList } from "../faults";
import type { Fault, Fields, Read } from "../faults";
import { checkAtSynth } from "../validation/at-synth";
import { ApiObject } from "cdk8s";
import type { ApiObjectMetadata } from "cdk8s";
import { Construct } from "constructs";
import { annotations, dnsLabel, dnsSubdomain, labels } from "../validation/checks";
import { METADATA } from "../validation/metadata";
import type { Override } from "../override/override";
import type { Placement } from "../placement/placement";
import { policyName } from "../api-objects/policy-object";
import { namespaceFor } from "../api-objects/scope";
import { OVERRIDE, Propagation, unconcerned } from "../propagation/propagation";

/** Options of every federated object. */
export type FederatedObjectProps = {
  /**
   * Metadata of the object.
   *
   * @default - name: the construct's id; namespace: that of `with`, or of the chart, or "default"
   */
  readonly metadata?: ApiObjectMetadata | undefined;
  /**
   * What is different on some members.
   *
   * @default - the chart's overrides
   */
  readonly overrides?: readonly Override[] | undefined;
} & (
  | {
      /**
       * Object, or group of objects under one policy, that it is placed with. The policy of that object or group places
       * a workload. Other kinds go to every member where the policy may place a workload. Cannot be combined with
       * `placement`.
       */
      readonly with: FederatedObject | Propagation;
      readonly placement?: undefined;
    }
  | {
      /**
       * Where it runs. Not together with `with`.
       *
       * @default - the chart's
       */
      readonly placement?: Placement | undefined;
      readonly with?: undefined;
    }
);

/** Either a few fields for the common case, or the spec of the kind. Compilers report mistakes in terms of the spec. */
export type ShorthandOrSpec<Shorthand, Spec> =
  | ({ readonly [field in keyof Shorthand]?: undefined } & {
      /** Spec as Kubernetes defines it, instead of the other fields. */
      readonly spec: Spec;
    })
  | (Shorthand & { readonly spec?: undefined });

/** Fields of every federated object. The policy checks the placement and the overrides. */
export const OBJECT_FIELDS: Fields<FederatedObjectProps> = {
  metadata: METADATA,
  placement: "anything",
  overrides: "anything",
  with: {
    what: "a federated object or a Propagation",
    is: (value: unknown) => value instanceof FederatedObject || value instanceof Propagation,
  },
};

/** @internal Properties of a kind. */
export interface KindOfObject {
  readonly apiVersion: string;
  readonly kind: string;
  /** Whether the kind runs pods. */
  readonly workload?: boolean | undefined;
  /** Checks the name of an object. */
  readonly name?: ((path: string, name: string) => Fault[]) | undefined;
}

/**
 * Kubernetes object together with the policy that propagates it to members. Its name is the construct's id, so a
 * different id is a different object.
 *
 * To set fields that have no prop, use `apiObject.addJsonPatch()`.
 */
export abstract class FederatedObject extends Construct {
  /** Name of the object. */
  public readonly name: string;
  /** Namespace of the object. */
  public readonly namespace: string;
  /** The object in the federated API. */
  public readonly apiObject: ApiObject;
  /** The policy that propagates it. */
  public readonly propagation: Propagation;

  /** @internal */
  protected constructor(
    scope: Construct,
    id: string,
    kind: KindOfObject,
    { given: props, faults }: Read<FederatedObjectProps>,
    body: object,
  ) {
    super(scope, id);
    const { apiVersion, kind: kindName } = kind;
    this.name = props.metadata?.name ?? id;
    this.namespace = props.metadata?.namespace ?? props.with?.namespace ?? namespaceFor(this);
    this.apiObject = new ApiObject(this, "Resource", {
      apiVersion,
      kind: kindName,
      metadata: { ...props.metadata, name: this.name, namespace: this.namespace },
      ...body,
    });
    this.propagation = this.join(kind, props) ?? this.ownPropagation(props.placement, props.overrides);
    const checked = (): Fault[] => [
      ...nameFaults(kind, this.name),
      ...dnsLabel("metadata.namespace", this.namespace),
      ...labels("metadata.labels", props.metadata?.labels),
      ...annotations("metadata.annotations", props.metadata?.annotations),
      ...(props.placement && (props as FederatedObjectProps).with
        ? [fault("placement", "cannot be combined with `with`", "remove one of them")]
        : []),
      ...(!kind.workload && props.with?.placement && props.with.placement.forCompanions === undefined
        ? [
            fault(
              "with",
              `the groups of ${quoted(props.with.node.path)} cannot be joined into one selection`,
              "use placement instead",
            ),
          ]
        : []),
      ...(props.with ? overridesIn(props).faults : []),
      ...(props.with ? overridesIn(props).given : []).flatMap((override, i) =>
        unconcerned(`overrides[${i}]`, override, [this.apiObject]),
      ),
      ...this.specFaults(),
    ];
    checkAtSynth(this, () => also(faults, checked()));
  }

  /** Where it runs. */
  public get placement(): Placement | undefined {
    return this.propagation.placement;
  }

  /** @internal Faults of the options that are specific to the kind. */
  protected specFaults(): Fault[] {
    return [];
  }

  private join({ workload }: KindOfObject, props: FederatedObjectProps): Propagation | undefined {
    const { with: other } = props;
    if (other === undefined) return undefined;
    const { given: overrides } = overridesIn(props);
    const propagation = other instanceof FederatedObject ? other.propagation : other;
    const { placement } = propagation;
    const reach = workload ? placement : (placement?.forCompanions ?? placement);
    if (reach !== placement) return this.ownPropagation(reach, overrides);
    propagation.propagate(this.apiObject, overrides);
    return propagation;
  }

  private ownPropagation(placement: Placement | undefined, overrides: readonly Override[] | undefined): Propagation {
    const metadata = { name: policyName(this.apiObject), namespace: this.namespace };
    return new Propagation(this, "Policy", { objects: [this.apiObject], placement, overrides, metadata });
  }
}

/** Props of an object that defaults to the namespace and the placement of another one. */
export function goingWith(
  other: FederatedObject | undefined,
  { given: props, faults }: Read<FederatedObjectProps>,
): Read<FederatedObjectProps> {
  if (other === undefined) return { given: props, faults };
  const metadata = { ...props.metadata, namespace: props.metadata?.namespace ?? other.namespace };
  if (props.placement || props.with) return { given: { ...props, metadata }, faults };
  return { given: { metadata, overrides: props.overrides, with: other }, faults };
}

function overridesIn({ overrides }: FederatedObjectProps): Read<readonly Override[]> {
  return readList<Override>(overrides, OVERRIDE, "overrides");
}

function nameFaults({ kind, name: check }: KindOfObject, name: string): Fault[] {
  return check ? check("metadata.name", name) : dnsSubdomain("metadata.name", name, 253 - kind.length - 1);
}
