import { checkAtSynth } from "../validation/at-synth";
import { Chart } from "cdk8s";
import type { ChartProps } from "cdk8s";
import type { Construct } from "constructs";
import { planFaults } from "./chart-plan";
import { setDefaults, skippedBy } from "./defaults";
import type { Override } from "../override/override";
import type { Placement } from "../placement/placement";
import { planManifests } from "../plan";
import type { Member, Plan, PlanOptions } from "../plan";
import { warningsOf } from "../validation/warnings";
import type { Warning } from "../validation/warnings";

/** Props of {@link FederatedChart}. */
export interface FederatedChartProps extends ChartProps {
  /**
   * Where everything in the chart runs that does not say so itself.
   *
   * @default - everything says so itself
   */
  readonly placement?: Placement | undefined;
  /** What is different on some members, for everything in the chart that it concerns. Applied before an object's own overrides. */
  readonly overrides?: readonly Override[] | undefined;
  /**
   * The members that there are. What names another one, lands on none, or lands where something that it needs does not, is
   * then an error.
   *
   * @default - any name may be that of a member, and only {@link FederatedChart.plan} looks further
   */
  readonly members?: readonly Member[] | undefined;
  /**
   * Namespaces whose objects Karmada does not propagate beside its own, as regular expressions: what the flag
   * `--skipped-propagating-namespaces` of its controller manager says. An object in one of them is an error.
   *
   * @default ["kube-.*"]
   */
  readonly skippedNamespaces?: readonly string[] | undefined;
}

/**
 * Chart with defaults for everything that it federates. Generated names carry no hash.
 *
 * @example
 * const chart = new FederatedChart(app, "shop", { namespace: "shop", placement: Placement.evenly(Members.inRegion("eu")) });
 */
export class FederatedChart extends Chart {
  /** The members that there are, where the program says so. */
  public readonly members?: readonly Member[];

  public constructor(scope: Construct, id: string, props: FederatedChartProps = {}) {
    const { placement, overrides, members, skippedNamespaces, ...rest } = props;
    super(scope, id, { disableResourceNameHashes: true, ...rest });
    this.members = members;
    setDefaults(this, { placement, overrides, members, skippedNamespaces });
    if (members) checkAtSynth(this, () => planFaults(this, members));
  }

  /**
   * Where everything in the chart will land, as Karmada's scheduler decides it, and why.
   *
   * @param members the members that there are; if left out, those of the chart
   * @throws Error if the chart does not synthesize, or nothing says which members there are
   * @example
   * console.log(planTable(chart.plan([{ name: "f-a-cluster" }, { name: "f-b-cluster" }])));
   */
  public plan(members: readonly Member[] | undefined = this.members, options?: PlanOptions): Plan {
    if (!members) throw new Error(`[${this.node.path}] plan: knows no members. Pass them here or to the chart.`);
    return planManifests(this.toJson(), members, { ...skippedBy(this), ...options });
  }

  /** What is valid in the chart, yet hardly what is wanted. */
  public get warnings(): readonly Warning[] {
    return warningsOf(this);
  }
}
