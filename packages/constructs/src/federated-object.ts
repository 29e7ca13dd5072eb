import { ApiObject, Chart, Lazy } from "cdk8s";
import type { ApiObjectMetadata } from "cdk8s";
import { Construct } from "constructs";
import { POLICY_API_VERSION } from "./api/karmada";
import type { PropagationSpec } from "./api/karmada";
import type { Placement } from "./placement";

/** What every federated object takes. */
export interface FederatedObjectProps {
  /**
   * Metadata of the object.
   *
   * @default - name: the construct's id; namespace: the chart's, else "default"
   */
  readonly metadata?: ApiObjectMetadata;
  /** Where it runs. */
  readonly placement?: Placement;
}

/** A Kubernetes object and the policy that propagates it to members. */
export abstract class FederatedObject extends Construct {
  /** Name of the object. */
  public readonly name: string;
  /** Namespace of the object. */
  public readonly namespace: string;
  /** The object as the federation's API holds it. */
  public readonly apiObject: ApiObject;

  protected constructor(
    scope: Construct,
    id: string,
    kind: { readonly apiVersion: string; readonly kind: string },
    props: FederatedObjectProps,
    body: (name: string) => object,
  ) {
    super(scope, id);
    this.name = props.metadata?.name ?? id;
    this.namespace = props.metadata?.namespace ?? Chart.of(this).namespace ?? "default";
    const { name, namespace } = this;
    this.apiObject = new ApiObject(this, "Resource", {
      ...kind,
      metadata: { ...props.metadata, name, namespace },
      ...body(name),
    });
    const policy = new ApiObject(this, "Policy", {
      apiVersion: POLICY_API_VERSION,
      kind: "PropagationPolicy",
      metadata: { name: `${name}-${kind.kind.toLowerCase()}`, namespace },
      spec: Lazy.any({
        produce: (): PropagationSpec => ({
          resourceSelectors: [{ ...kind, namespace, name }],
          ...(props.placement && { placement: props.placement.spec }),
        }),
      }),
    });
    this.apiObject.addDependency(policy);
    this.node.addValidation({ validate: () => [...(props.placement?.faults ?? [])] });
  }
}
