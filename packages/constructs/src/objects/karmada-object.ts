import { ApiObject, Chart } from "cdk8s";
import type { ApiObjectMetadata } from "cdk8s";
import { Construct } from "constructs";
import { namespaceFor, outsideNamespaces } from "../api-objects/scope";
import { ruleChart } from "../chart/chart-rules";
import { also, fault, read, shapeFaults } from "../faults";
import type { Fault, Fields } from "../faults";
import { RELEASE } from "../karmada";
import type { KarmadaKindName, OwnKind } from "../karmada";
import type { Manifest } from "../kinds/manifest";
import { policyFaults } from "../kinds/policy-faults";
import { checkAtSynth } from "../validation/at-synth";
import { annotations, dnsLabelWithLetter, dnsSubdomain, labels, oneOf } from "../validation/checks";
import { METADATA } from "../validation/metadata";
import { produced } from "../validation/produced";

/** Props of {@link KarmadaObject}. */
export interface KarmadaObjectProps {
  /** Kind of the object. Its API version and scope follow from it. */
  readonly kind: KarmadaKindName;
  /**
   * Its `spec`, as Karmada documents it. Fields that Karmada does not know and missing ones are errors; deprecated ones
   * count as not known.
   */
  readonly spec: { readonly [field: string]: unknown };
  /**
   * Metadata of the object.
   *
   * @default - name: the construct's id; namespace: the chart's, if the kind has one
   */
  readonly metadata?: ApiObjectMetadata | undefined;
}

const OWN_KINDS = RELEASE.ownKinds;
const FIELDS: Fields<KarmadaObjectProps> = { kind: "anything", spec: "map", metadata: METADATA };

/**
 * An object of Karmada's own API, for what has no construct of its own. It stays in the federated API. Plans follow the
 * policies and overrides among such objects, and name what they do not follow.
 *
 * - PropagationPolicy, ClusterPropagationPolicy, OverridePolicy, ClusterOverridePolicy: select by label or by kind. For
 *   the `spec` of a placement, use `placement.spec` and `placement.policySpec`.
 * - ClusterTaintPolicy: taints members by their conditions. `NoExecute` takes a flag of the webhook.
 * - FederatedHPA, CronFederatedHPA: scale a custom kind. Need Karmada's metrics adapter.
 * - MultiClusterService: one type. `CrossCluster` needs the alpha feature `MultiClusterService`.
 * - MultiClusterIngress: needs a controller such as Karmada's multicluster-cloud-provider.
 * - Remedy: reacts to the conditions of members.
 * - ResourceInterpreterCustomization: teaches Karmada a custom kind.
 * - WorkloadRebalancer: schedules workloads anew, once. From a fallback group, it begins with that group.
 *
 * A ServiceExport or ServiceImport is propagated: give it to a Propagation.
 *
 * @example
 * new KarmadaObject(chart, "web", {
 *   kind: "ClusterPropagationPolicy",
 *   spec: {
 *     resourceSelectors: [{ apiVersion: "apps/v1", kind: "Deployment", labelSelector: { matchLabels: { tier: "web" } } }],
 *     placement: Placement.evenly().spec,
 *   },
 * });
 *
 * @see https://karmada.io/docs/reference/karmada-api
 */
export class KarmadaObject extends Construct {
  /** The object in the federated API. */
  public readonly apiObject: ApiObject;

  public constructor(scope: Construct, id: string, props: KarmadaObjectProps) {
    super(scope, id);
    const { given, faults } = read<KarmadaObjectProps>(props, FIELDS);
    const { kind, metadata = {}, spec = {} } = given;
    const known = Object.hasOwn(OWN_KINDS, String(kind)) ? OWN_KINDS[kind] : undefined;
    const isWide = known?.scope === "Cluster";
    this.apiObject = new ApiObject(this, "Resource", {
      apiVersion: known?.apiVersion ?? RELEASE.versions.apis.policies,
      kind,
      metadata: { ...metadata, name: metadata.name ?? id, ...(!isWide && { namespace: namespaceFor(this, metadata) }) },
      spec,
    });
    if (isWide) outsideNamespaces(this.apiObject);
    checkAtSynth(this, () =>
      also(faults, [
        ...oneOf("kind", kind, Object.keys(OWN_KINDS)),
        ...dnsSubdomain("metadata.name", this.apiObject.name),
        ...labels("metadata.labels", metadata.labels),
        ...annotations("metadata.annotations", metadata.annotations),
        ...(isWide && metadata.namespace !== undefined
          ? [fault("metadata.namespace", `a ${kind} is in no namespace`, "leave it out")]
          : []),
        ...(kind === "MultiClusterService" ? dnsLabelWithLetter("metadata.name", this.apiObject.name) : []),
        ...(known
          ? specFaults(
              {
                kind,
                apiVersion: known.apiVersion,
                metadata: this.apiObject.metadata.toJson() as Manifest["metadata"],
                spec: produced(spec),
              },
              known,
            )
          : []),
      ]),
    );
    ruleChart(Chart.of(this));
  }
}

/** Wrong and unknown fields or, if there are none, what Karmada would refuse in a policy. */
function specFaults(object: Manifest, { spec: fields }: OwnKind): readonly Fault[] {
  const wrong = shapeFaults("spec", object["spec"], fields);
  return wrong.length > 0 ? wrong : policyFaults(object);
}
