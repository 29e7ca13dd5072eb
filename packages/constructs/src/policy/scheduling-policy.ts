import { also, fault, instanceOf, read } from "../faults";
import type { Fault, Fields } from "../faults";
import { checkAtSynth } from "../validation/at-synth";
import { ApiObject, Chart } from "cdk8s";
import type { ApiObjectMetadata } from "cdk8s";
import { Construct } from "constructs";
import { apiObjectsIn, manifestOf, pathOf } from "../api-objects/api-objects";
import { ruleChart } from "../chart/chart-rules";
import { annotations, dnsLabel, dnsSubdomain, labels } from "../validation/checks";
import { METADATA } from "../validation/metadata";
import { memberLabels } from "../members/members";
import type { MemberLabels } from "../members/members";
import { Placement } from "../placement/placement";
import { POD_KINDS } from "../kinds/pod-specs";
import { policiesAmong } from "../plan/policies/policies";
import { refusalsOf } from "../plan/policies/refusals";
import { governs, isConfined, required, selectThem } from "../plan/policies/scheduling-rule";
import { RULE_ANNOTATION } from "../kinds/rule-annotation";
import type { SchedulingRule } from "../kinds/rule-annotation";
import { policyName, policyObject } from "../api-objects/policy-object";
import { outsideNamespaces } from "../api-objects/scope";
import { strangerFaults } from "../propagation/propagation";
import { warn } from "../validation/findings";
import { admissionsOf } from "./admission-policies";
import { definitionsIn } from "../kinds/definitions";
import { refOf } from "../kinds/scope";

/** Workloads that a {@link SchedulingPolicy} applies to. */
export interface WorkloadSelector {
  /** Labels of the workloads, at least one. A workload must have all of them. */
  readonly labels: { readonly [key: string]: string };
  /**
   * Namespaces of the workloads, at least one.
   *
   * @default - every namespace
   */
  readonly namespaces?: readonly string[] | undefined;
}

/** Props of {@link SchedulingPolicy}. */
export interface SchedulingPolicyProps {
  /**
   * Metadata of the objects that the policy becomes. The name has at most 63 characters.
   *
   * @default - name: the construct's id
   */
  readonly metadata?: Omit<ApiObjectMetadata, "namespace"> | undefined;
  /** The workloads that it applies to. */
  readonly workloads: WorkloadSelector;
  /** Labels that a member must have to run them, each with one value or any of several. */
  readonly members: MemberLabels;
  /**
   * Placement of the workloads that no policy of their namespace selects. It must select members by the labels above.
   * Its `priority` ranks it among policies that cover all namespaces. Becomes a ClusterPropagationPolicy.
   *
   * @default - workloads that no policy selects run nowhere
   */
  readonly placement?: Placement | undefined;
}

const WORKLOADS: Fields<WorkloadSelector> = { labels: "map", namespaces: ["anything"] };
const FIELDS: Fields<SchedulingPolicyProps> = {
  metadata: METADATA,
  workloads: WORKLOADS,
  members: "map",
  placement: instanceOf(Placement),
};
const API_VERSION = "admissionregistration.k8s.io/v1";

/**
 * Limits workloads with certain labels to members with certain labels. Without a `placement` they _may_ run there; with
 * one they _must_.
 *
 * Every PropagationPolicy that selects such a workload, even if another one takes precedence, must select members by
 * these labels: with `Members.labeled` and allowed values, `and` anything else, in every group of members. Names are
 * not enough. If no PropagationPolicy selects the workload, the same applies to the ClusterPropagationPolicy that
 * Karmada uses.
 *
 * A violation is an error at synth in any chart of the app, a problem in the plan, and refused by the federation's API
 * server, all with the same message. The API server checks what is created or changed from about a second after this is
 * applied, but not what already exists. It checks Kubernetes' own kinds that run pods. It checks a
 * ClusterPropagationPolicy when Karmada uses it for a workload, and the refusal is in that workload's events.
 *
 * @example
 * new SchedulingPolicy(chart, "pci", {
 *   workloads: { labels: { pci: "true" }, namespaces: ["shop"] },
 *   members: { certified: "pci" },
 *   placement: Placement.evenly(Members.labeled({ certified: "pci" })),
 * });
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/
 */
export class SchedulingPolicy extends Construct {
  /** Name of the policy, which refusals show. */
  public readonly name: string;
  /** The ClusterPropagationPolicy, if there is a placement. */
  public readonly defaultPolicy: ApiObject | undefined;
  private readonly rule: SchedulingRule;

  public constructor(scope: Construct, id: string, props: SchedulingPolicyProps) {
    super(scope, id);
    const { given, faults: shapeFaults } = read<SchedulingPolicyProps>(props, FIELDS);
    const workloads = { ...given.workloads, labels: given.workloads?.labels ?? {} };
    const known = { ...given, workloads, members: given.members ?? {} };
    this.name = known.metadata?.name ?? id;
    this.rule = {
      name: this.name,
      labels: known.workloads.labels,
      ...(known.workloads.namespaces && { namespaces: sorted(known.workloads.namespaces) }),
      members: Object.fromEntries(
        sorted(Object.keys(known.members)).map((key) => [key, sorted([known.members[key]!].flat())]),
      ),
    };
    this.enforce(known.metadata);
    this.defaultPolicy = this.placeByDefault(known);
    known.placement?.warnings.forEach((warning) => warn(this, warning));
    checkAtSynth(this, () => {
      const faults = also(shapeFaults, this.faults(known));
      return faults.length > 0 ? faults : this.refusals();
    });
    ruleChart(Chart.of(this));
  }

  private enforce(metadata: ApiObjectMetadata = {}): void {
    for (const { paramKind, policy, binding } of admissionsOf(this.rule)) {
      const name = policyName({ kind: paramKind.kind, name: this.name });
      const carried = { ...metadata.annotations, [RULE_ANNOTATION]: JSON.stringify(this.rule) };
      const carries = paramKind.kind === "PropagationPolicy";
      outsideNamespaces(
        new ApiObject(this, `${paramKind.kind}Rule`, {
          apiVersion: API_VERSION,
          kind: "ValidatingAdmissionPolicy",
          metadata: { ...metadata, name, ...(carries && { annotations: carried }) },
          spec: { paramKind, ...policy },
        }),
      );
      outsideNamespaces(
        new ApiObject(this, `${paramKind.kind}Binding`, {
          apiVersion: API_VERSION,
          kind: "ValidatingAdmissionPolicyBinding",
          metadata: { ...metadata, name },
          spec: { policyName: name, ...binding },
        }),
      );
    }
  }

  private placeByDefault({ metadata, placement }: SchedulingPolicyProps): ApiObject | undefined {
    const { name, rule } = this;
    const labelSelector = { matchLabels: rule.labels };
    const spaces = rule.namespaces?.map((namespace) => ({ namespace })) ?? [{}];
    return (
      placement &&
      policyObject(this, "Resource", {
        kind: "PropagationPolicy",
        name,
        namespace: undefined,
        metadata,
        spec: () => ({
          resourceSelectors: spaces.flatMap((space) =>
            POD_KINDS.map(({ apiVersion, kind }) => ({ apiVersion, kind, ...space, labelSelector })),
          ),
          placement: placement.spec,
          ...placement.policySpec,
        }),
      })
    );
  }

  private faults({ metadata = {}, workloads, members, placement }: SchedulingPolicyProps): Fault[] {
    const unreadable = memberLabels("members", members);
    return [
      ...dnsSubdomain("metadata.name", this.name, 63),
      ...labels("metadata.labels", metadata.labels),
      ...annotations("metadata.annotations", metadata.annotations),
      ...(Object.keys(workloads.labels).length === 0
        ? [fault("workloads.labels", "{} matches every workload", "add at least one label")]
        : labels("workloads.labels", workloads.labels)),
      ...(workloads.namespaces?.length === 0
        ? [fault("workloads.namespaces", "[] matches no namespace", "add at least one, or leave it out for all")]
        : (workloads.namespaces ?? []).flatMap((name, i) => dnsLabel(`workloads.namespaces[${i}]`, name))),
      ...unreadable,
      ...(placement?.faults ?? []),
      ...strangerFaults(this, placement?.mentionedMembers.map((name) => ["placement", name] as const) ?? []),
      ...(!placement || unreadable.length > 0 || isConfined(placement.spec, this.rule.members)
        ? []
        : [fault("placement", `admits members without ${required(this.rule.members)}`, selectThem(this.rule.members))]),
    ];
  }

  /**
   * Violations of the app's rules in any of its charts. The first policy reports them for all. Workloads come after the
   * rules that apply to them.
   */
  private refusals(): Fault[] {
    const { root } = this.node;
    const rules = root.node.findAll().filter((child): child is SchedulingPolicy => child instanceof SchedulingPolicy);
    if (rules[0] !== this) return [];
    const rendered = apiObjectsIn(root).map((object) => ({ object, manifest: manifestOf(object) }));
    const manifests = rendered.map(({ manifest }) => manifest);
    const policies = policiesAmong(manifests);
    const definitions = definitionsIn(manifests);
    const all = rules.map(({ rule }) => rule);
    return rendered.flatMap(({ object, manifest }) => {
      const ref = refOf(manifest, definitions);
      for (const one of rules) {
        if (Chart.of(object) === Chart.of(one) && governs(one.rule, manifest, ref)) {
          object.addDependency(...apiObjectsIn(one));
        }
      }
      return refusalsOf(all, policies, manifest, ref).map((refused) => fault(pathOf(object), refused));
    });
  }
}

function sorted(values: readonly string[]): string[] {
  return [...new Set(values)].filter((value) => typeof value === "string").sort();
}
