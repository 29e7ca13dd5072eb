import { instanceOf, PATTERN, read, SKIPPED_API } from "../faults";
import type { Fields } from "../faults";
import { checkAtSynth } from "../validation/at-synth";
import { Chart } from "cdk8s";
import type { ChartProps } from "cdk8s";
import type { Construct } from "constructs";
import { ruleChart } from "./chart-rules";
import { readBeside } from "./rendered";
import { setDefaults, skippedBy } from "./defaults";
import { Override } from "../override/override";
import { Placement } from "../placement/placement";
import type { DiagramOptions, Finding, Member, Plan, PlanOptions } from "../plan";
import { memberFaults } from "../plan/model/member-faults";
import { planDiagram, planManifests } from "../plan/on-demand";
import { labels } from "../validation/checks";
import { findingsOf } from "../validation/findings";

/** Props of {@link FederatedChart}. */
export interface FederatedChartProps extends ChartProps {
  /**
   * Placement of everything in the chart that has none of its own.
   *
   * @default - each object needs its own
   */
  readonly placement?: Placement | undefined;
  /**
   * What is different on some members, for every object in the chart that has the fields. Applied before an object's
   * own overrides.
   */
  readonly overrides?: readonly Override[] | undefined;
  /**
   * The members of the federation. If set, it is an error if an object names an unknown member, lands on no member, or
   * lands where something it needs does not.
   *
   * @default - any name is accepted, and only {@link FederatedChart.plan} checks where objects land
   */
  readonly members?: readonly Member[] | undefined;
  /**
   * Namespaces whose objects Karmada does not propagate beside its own, as regular expressions: what the flag
   * `--skipped-propagating-namespaces` of its controller manager says. An object in one of them is an error. `deploy`
   * goes by the federation's own flag.
   *
   * @default ["kube-.*"]
   */
  readonly skippedNamespaces?: readonly string[] | undefined;
  /**
   * APIs whose objects Karmada does not propagate by policies: what the flag `--skipped-propagating-apis` of its controller
   * manager says, such as `example.com`, `example.com/v1` or `v1/Secret,ConfigMap`. An object of one of them that a policy
   * selects is an error. `deploy` goes by the federation's own flag.
   *
   * @default - none
   */
  readonly skippedApis?: readonly string[] | undefined;
}

const FIELDS: Fields<FederatedChartProps> = {
  namespace: "anything",
  labels: "map",
  disableResourceNameHashes: "anything",
  placement: instanceOf(Placement),
  overrides: [instanceOf(Override, "an Override")],
  members: ["anything"],
  skippedNamespaces: [PATTERN],
  skippedApis: [SKIPPED_API],
};

/**
 * Chart with defaults for everything that it federates. Generated names have no hash.
 *
 * @example
 * const chart = new FederatedChart(app, "shop", { namespace: "shop", placement: Placement.evenly(Members.inRegion("eu")) });
 */
export class FederatedChart extends Chart {
  /** The members of the federation, if the program sets them. */
  public readonly members?: readonly Member[];

  public constructor(scope: Construct, id: string, props: FederatedChartProps = {}) {
    const { given, faults } = read<FederatedChartProps>(props, FIELDS);
    const { placement, overrides, members, skippedNamespaces, skippedApis, ...rest } = given;
    super(scope, id, { disableResourceNameHashes: true, ...rest });
    this.members = members;
    setDefaults(this, { placement, overrides, members, skippedNamespaces, skippedApis });
    checkAtSynth(this, () => [
      ...faults,
      ...(members ? memberFaults(members) : []),
      ...labels("labels", rest.labels),
      ...(overrides ?? []).flatMap((override, i) => override.optionFaults(`overrides[${i}]`)),
    ]);
    ruleChart(this);
  }

  /**
   * Plans where everything in the chart will land, by the rules of Karmada's scheduler, and why.
   *
   * @param members the members of the federation; by default, those of the chart
   * @throws Error if the chart does not synthesize, or if no members are set
   * @example
   * console.log(planTable(chart.plan([{ name: "f-a-cluster" }, { name: "f-b-cluster" }])));
   */
  public plan(members: readonly Member[] | undefined = this.members, options?: PlanOptions): Plan {
    if (!members) throw new Error(`[${this.node.path}] plan: no members are known; pass them here or to the chart`);
    return planManifests(this.toJson(), members, {
      ...skippedBy(this),
      otherManifests: readBeside(this),
      ...options,
    });
  }

  /**
   * Draws where everything in the chart will land, as a Mermaid flowchart.
   *
   * @param members the members of the federation; by default, those of the chart
   * @throws Error if the chart does not synthesize, or if no members are set
   */
  public diagram(members: readonly Member[] | undefined = this.members, options?: DiagramOptions): string {
    return planDiagram(this.plan(members), members ?? [], options);
  }

  /**
   * What you should know about the chart: what is probably a mistake, or not known. If the members are set, what the plan
   * finds, too. `cdk8s synth` shows it.
   */
  public get findings(): readonly Finding[] {
    return findingsOf(this);
  }
}
