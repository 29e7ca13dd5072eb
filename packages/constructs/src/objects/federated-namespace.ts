import { also, fault, instanceOf, quoted, read } from "../faults";
import type { Fault, Fields } from "../faults";
import { checkAtSynth } from "../validation/at-synth";
import { ApiObject } from "cdk8s";
import type { ApiObjectMetadata } from "cdk8s";
import { Construct } from "constructs";
import { skippedBy } from "../chart/defaults";
import { annotations, dnsLabel, labels } from "../validation/checks";
import { METADATA } from "../validation/metadata";
import { Placement } from "../placement/placement";
import { keptInNamespace } from "../plan/objects/stays";
import { policyName } from "../api-objects/policy-object";
import { outsideNamespaces } from "../api-objects/scope";
import { Propagation } from "../propagation/propagation";

/** Props of {@link FederatedNamespace}. */
export interface FederatedNamespaceProps {
  /**
   * Metadata of the namespace.
   *
   * @default - name: the construct's id
   */
  readonly metadata?: Omit<ApiObjectMetadata, "namespace"> | undefined;
  /**
   * The members that have it. A workload in it must not be placed elsewhere.
   *
   * @default - every member: Karmada itself creates it there
   */
  readonly placement?: Placement | undefined;
}

const FIELDS: Fields<FederatedNamespaceProps> = { metadata: METADATA, placement: instanceOf(Placement) };

/**
 * Namespace in the federated API, and on every member unless it has a placement. It is applied before the objects in it
 * that the chart has.
 *
 * @example
 * new FederatedNamespace(chart, "shop");
 *
 * @see https://karmada.io/docs/userguide/bestpractices/namespace-management
 */
export class FederatedNamespace extends Construct {
  /** Name of the namespace. */
  public readonly name: string;
  /** The object in the federated API. */
  public readonly apiObject: ApiObject;
  /** The policy that propagates it, if it has a placement. */
  public readonly propagation?: Propagation;

  public constructor(scope: Construct, id: string, props: FederatedNamespaceProps = {}) {
    super(scope, id);
    const { given, faults } = read<FederatedNamespaceProps>(props, FIELDS);
    const { metadata, placement } = given;
    this.name = metadata?.name ?? id;
    this.apiObject = new ApiObject(this, "Resource", {
      apiVersion: "v1",
      kind: "Namespace",
      metadata: { ...metadata, name: this.name },
    });
    outsideNamespaces(this.apiObject);
    if (placement) {
      this.propagation = new Propagation(this, "Policy", {
        objects: [this.apiObject],
        placement,
        metadata: { name: policyName(this.apiObject) },
      });
    }
    checkAtSynth(this, () => also(faults, this.faults(metadata)));
  }

  private faults(metadata: ApiObjectMetadata = {}): Fault[] {
    const { skippedNamespaces } = skippedBy(this);
    return [
      ...dnsLabel("metadata.name", this.name),
      ...(this.name === "default" || keptInNamespace(this.name, skippedNamespaces) !== undefined
        ? [fault("metadata.name", `${quoted(this.name)} is never propagated`, "use another name")]
        : []),
      ...labels("metadata.labels", metadata.labels),
      ...annotations("metadata.annotations", metadata.annotations),
    ];
  }
}
