import { quoted, within } from "@fedstack/constructs/faults";
import { describes, isOverridePolicy } from "@fedstack/constructs/kinds";
import { type Finding, type Member, type Plan, planManifests, type PlanOptions } from "@fedstack/constructs/plan";
import type { Skipped } from "../control-plane/skipped";
import { joinedAmong } from "../members/membership";
import type { Release } from "../karmada/release";
import { type Fault, refuse } from "../validation/errors";
import type { Wave } from "../waves/planned-waves";
import { waveFaults } from "../waves/validate-waves";
import type { AppliedObjects } from "./applied-objects";
import { judge } from "./assumed";
import { chartFindings, readObjects } from "./chart-objects";
import type { Manifest, Manifests } from "./manifests";
import { oldModeFaults } from "./old-modes";
import { ownObjectFaults } from "./own-objects";

/** A `deploy` call, and what it is checked against. */
interface Call {
  /** The call, as errors show it. */
  readonly path: string;
  readonly release: Release;
  readonly manifests: Manifests;
  readonly members: readonly Member[];
  /** What the calls so far apply. */
  readonly applied: AppliedObjects;
  /** Namespace of the control plane, in the federated API too. */
  readonly systemNamespace: string;
  /** What is there by other means than this program: objects as messages show them, and names of members. */
  readonly assumed: readonly string[];
  /** What flags of the control plane keep from members. */
  readonly skipped: Skipped;
  /** Faults of the call apart from its objects. */
  readonly faults: readonly Fault[];
  /** Waves that have the right shape. */
  readonly waves?: readonly Wave[] | undefined;
}

/** The plan as it would be with other members, or with what is known about what runs. */
export type PlanWith = (members: readonly Member[], stateOf?: PlanOptions["stateOf"]) => Plan;

/** Objects without a fault, and where they land. */
export interface CheckedCall {
  readonly objects: readonly Manifest[];
  readonly plan: Plan;
  readonly planWith: PlanWith;
  readonly warnings: readonly Finding[];
}

/**
 * Checks a `deploy` call. Where objects land is judged only if each of them is right by itself, so that nobody reads
 * about a fault that comes from another one.
 *
 * @throws InvalidInputError with all faults
 */
export function checkCall(call: Call): CheckedCall {
  const { path, manifests, members, applied, systemNamespace, faults, waves } = call;
  const { objects, faults: wrong } = readObjects(path, manifests);
  const apart = [
    ...faults,
    ...wrong,
    ...ownObjectFaults(path, objects, systemNamespace),
    ...oldModeFaults(path, objects, call.release),
    ...applied.faults(path, objects),
  ];
  if (wrong.length > 0) refuse(apart);
  const otherManifests = applied.objects;
  const options = { otherManifests, ...call.skipped };
  const planWith: PlanWith = (others, stateOf) => planManifests(objects, others, { ...options, stateOf });
  const plan = planWith(members);
  const chart = chartFindings(path, manifests);
  const judged = judge(path, plan, within(path, findingsOf(plan, chart.findings)), call.assumed);
  const access = accessFaults(path, plan, members, [...objects, ...otherManifests]);
  const ofWaves = waves ? waveFaults(path, waves, { members, objects, plan }) : [];
  refuse([...apart, ...chart.faults, ...judged.faults, ...access, ...ofWaves]);
  return { objects, plan, planWith, warnings: judged.warnings };
}

/** What a plan finds, and what a chart says about its constructs. What a chart finds in objects is in the plan. */
function findingsOf({ findings }: Plan, ofChart: readonly Finding[]): readonly Finding[] {
  const inPlan = ({ path, problem }: Finding): boolean =>
    findings.some((one) => one.problem === problem && path.endsWith(`: ${one.path}`));
  return [
    ...findings,
    ...ofChart.filter((one) => one.object === undefined && one.severity === "warning" && !inPlan(one)),
  ];
}

/**
 * Every object that would land on a member whose access, as the program grants it, does not include it. With any
 * override policy at hand, fields are left to the member, since an override may change them.
 */
function accessFaults(
  path: string,
  { workloads, objects }: Plan,
  members: readonly Member[],
  manifests: readonly Manifest[],
): Fault[] {
  const mayChange = manifests.some(isOverridePolicy);
  return [...workloads, ...objects].flatMap((object) => {
    const { kind, name, namespace } = object;
    const told = namespace === undefined ? name : `${namespace}/${name}`;
    const manifest = mayChange ? undefined : manifests.find((one) => describes(one, object));
    return joinedAmong(members).flatMap((member) => {
      const refusal = object.members.includes(member.name) ? member.refusal(object, manifest) : undefined;
      return refusal === undefined
        ? []
        : [{ path, problem: `${kind} ${told} would land on ${quoted(member.name)}, whose access ${refusal}` }];
    });
  });
}
