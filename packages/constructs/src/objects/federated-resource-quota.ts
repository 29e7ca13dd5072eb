import { also, at, fault, quoted, read } from "../faults";
import type { Fault, Fields } from "../faults";
import { checkAtSynth } from "../validation/at-synth";
import { ApiObject } from "cdk8s";
import type { ApiObjectMetadata } from "cdk8s";
import { Construct } from "constructs";
import { RELEASE } from "../karmada";
import type { Quantities } from "../api/kubernetes";
import { annotations, dnsLabel, labelKey, labels, memberName, quantity } from "../validation/checks";
import { METADATA } from "../validation/metadata";
import { nameOf } from "../members/members";
import type { MemberRef } from "../members/members";
import { namespaceFor } from "../api-objects/scope";
import { billionths } from "../kinds/quantity";

/** Props of {@link FederatedResourceQuota}. */
export interface FederatedResourceQuotaProps {
  /**
   * Metadata of the quota. Its name has at most 63 characters.
   *
   * @default - name: the construct's id; namespace: the chart's, or "default"
   */
  readonly metadata?: ApiObjectMetadata | undefined;
  /** What the namespace may use on all members together, such as `{ cpu: "20", memory: "64Gi" }`. Becomes `overall`. */
  readonly overall: Quantities;
  /**
   * What the namespace may use on single members: the same resources, and not more in total than `overall`. Becomes
   * `staticAssignments`.
   *
   * @default - members have no quotas of their own
   */
  readonly perMember?: readonly (readonly [member: MemberRef, limits: Quantities])[] | undefined;
}

const ANY: Fields<Quantities> = { "*": "anything" };
const FIELDS: Fields<FederatedResourceQuotaProps> = { metadata: METADATA, overall: "map", perMember: [["anything"]] };

const COUNTS = [
  "configmaps",
  "persistentvolumeclaims",
  "pods",
  "replicationcontrollers",
  "resourcequotas",
  "secrets",
  "services",
  "services.loadbalancers",
  "services.nodeports",
];
const AMOUNTS = ["cpu", "memory", "ephemeral-storage"];
const KNOWN = [
  ...AMOUNTS,
  ...AMOUNTS.flatMap((amount) => [`requests.${amount}`, `limits.${amount}`]),
  "requests.storage",
  ...COUNTS,
];

/**
 * Quota of a namespace for all members together, and for single members. Karmada creates the members' quotas and adds
 * up what is used. It refuses objects that exceed the overall quota only with its alpha feature
 * `FederatedQuotaEnforcement`.
 *
 * @example
 * new FederatedResourceQuota(chart, "shop", { overall: { cpu: "20" }, perMember: [["f-a-cluster", { cpu: "12" }]] });
 *
 * @see https://karmada.io/docs/userguide/bestpractices/federated-resource-quota
 */
export class FederatedResourceQuota extends Construct {
  /** The object in the federated API. */
  public readonly apiObject: ApiObject;

  public constructor(scope: Construct, id: string, props: FederatedResourceQuotaProps) {
    super(scope, id);
    const { given, faults } = read<FederatedResourceQuotaProps>(props, FIELDS);
    const { metadata = {}, overall = {} } = given;
    const limits = (given.perMember ?? []).map(([, hard], i) => read<Quantities>(hard, ANY, `perMember[${i}]`));
    const perMember = (given.perMember ?? []).map(([member], i) => [member, limits[i]!.given] as const);
    const assignments = perMember.map(([member, hard]) => ({ clusterName: nameOf(member), hard }));
    this.apiObject = new ApiObject(this, "Resource", {
      apiVersion: RELEASE.versions.apis.policies,
      kind: "FederatedResourceQuota",
      metadata: { ...metadata, name: metadata.name ?? id, namespace: namespaceFor(this, metadata) },
      spec: { overall, staticAssignments: assignments.length > 0 ? assignments : undefined },
    });
    const checked = (): Fault[] => [
      ...dnsLabel("metadata.name", this.apiObject.name),
      ...labels("metadata.labels", metadata.labels),
      ...annotations("metadata.annotations", metadata.annotations),
      ...limitFaults("overall", overall),
      ...perMember.flatMap(([member, hard], i) => [
        ...memberName(`perMember[${i}]`, nameOf(member)),
        ...limitFaults(`perMember[${i}]`, hard),
      ]),
      ...sumFaults(
        overall,
        perMember.map(([, hard]) => hard),
      ),
      ...limits.flatMap((one) => one.faults),
      ...(given.overall ? [] : [fault("overall", "is missing", 'set it, such as { cpu: "20" }')]),
    ];
    checkAtSynth(this, () => also(faults, checked()));
  }
}

function limitFaults(path: string, limits: Quantities): Fault[] {
  return Object.entries(limits).flatMap(([resource, amount]) => [
    ...(KNOWN.includes(resource) || resource.startsWith("hugepages-") || resource.includes("/")
      ? labelKey(path, resource)
      : [
          fault(
            path,
            `Kubernetes has no quota for ${quoted(resource)}`,
            'use one such as "cpu", "requests.memory" or "pods"',
          ),
        ]),
    ...quantity(at(path, resource), amount),
    ...(COUNTS.includes(resource) && (billionths(amount ?? "") ?? 0n) % 1_000_000_000n !== 0n
      ? [fault(at(path, resource), `${quoted(amount)} is not a whole number`, "use one")]
      : []),
  ]);
}

function sumFaults(overall: Quantities, parts: readonly Quantities[]): Fault[] {
  const resources = [...new Set(parts.flatMap((part) => Object.keys(part)))];
  return resources.flatMap((resource) => {
    const whole = overall[resource];
    if (whole === undefined)
      return [fault("perMember", `${quoted(resource)} is missing from overall`, "add it there, too")];
    const sum = parts.reduce((total, part) => total + (billionths(part[resource] ?? "0") ?? 0n), 0n);
    return sum > (billionths(whole) ?? sum)
      ? [fault(at("overall", resource), `${quoted(whole)} is less than what the members get`, "use at least their sum")]
      : [];
  });
}
