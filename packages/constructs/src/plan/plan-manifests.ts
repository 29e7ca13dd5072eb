import { PATTERN, read, refuse, SKIPPED_API } from "../faults";
import type { Fields } from "../faults";
import { keyOf } from "../kinds/identity";
import type { ObjectRef } from "../kinds/identity";
import { ruleIn } from "../kinds/rule-annotation";
import { refOf } from "../kinds/scope";
import { autoscaled, cautionsAbout } from "./findings/cautions";
import { companionsApart } from "./findings/companions";
import { contested } from "./findings/contested";
import { unbound } from "./findings/unbound";
import { unserved } from "./findings/unserved";
import { landingFindings } from "./findings/landing-findings";
import { fieldsNotFollowed, objectsNotFollowed } from "./findings/not-followed";
import { unseenSelectors } from "./findings/versions";
import { landingOf } from "./landing";
import type { Surroundings } from "./landing";
import type { Member } from "./model/member";
import type { ObjectPlan, Plan } from "./model/plan";
import type { CurrentState } from "./model/replica-plan";
import { closureOf } from "./objects/closure";
import { objectsIn } from "./objects/objects-in";
import { SKIPPED } from "./objects/stays";
import { isPropagated } from "./objects/propagated";
import { together } from "./objects/together";
import { overridesAmong } from "./overrides/override-policies";
import { byName } from "./plan-replicas";
import { memberFaults } from "./model/member-faults";
import { policiesAmong } from "./policies/policies";

/** Options of {@link planManifests}. */
export interface PlanOptions {
  /**
   * What is known about a workload that already runs, and about free capacity for it.
   *
   * @default - nothing
   */
  readonly stateOf?: ((workload: ObjectRef) => CurrentState | undefined) | undefined;
  /**
   * Other objects of the federated API. Their policies apply, and references to them are not reported as missing, but
   * they are not planned. If an object is in both, the one in the manifests applies.
   *
   * @default - none
   */
  readonly otherManifests?: readonly unknown[] | undefined;
  /**
   * More namespaces whose objects Karmada does not propagate, as regular expressions: the value of its controller
   * manager's flag `--skipped-propagating-namespaces`.
   *
   * @default ["kube-.*"]
   */
  readonly skippedNamespaces?: readonly string[] | undefined;
  /**
   * APIs whose objects Karmada does not propagate by policies: the value of its controller manager's flag
   * `--skipped-propagating-apis`. Each is a group, a version or kinds, such as `example.com`, `example.com/v1`,
   * `example.com/v1/Shop,Cart` or `v1/Secret`.
   *
   * @default - none
   */
  readonly skippedApis?: readonly string[] | undefined;
}

const OPTIONS: Fields<PlanOptions> = {
  stateOf: { what: "a function", is: (value: unknown) => typeof value === "function" },
  otherManifests: ["anything"],
  skippedNamespaces: [PATTERN],
  skippedApis: [SKIPPED_API],
};

/**
 * Plans where a set of objects will land. The policy that Karmada would use decides for each object. What a scheduling
 * policy among them refuses lands nowhere.
 *
 * @param given workloads, policies and other objects, such as from cdk8s' `Chart.toJson()`; a List is its items
 * @throws Error if two members have the same name, or with the position and name of anything that is not a Kubernetes
 * object
 * @example
 * planTable(planManifests(chart.toJson(), [{ name: "f-a-cluster" }, { name: "f-b-cluster" }]));
 */
export function planManifests(given: readonly unknown[], members: readonly Member[], options: PlanOptions = {}): Plan {
  const { given: known, faults: unreadable } = read<PlanOptions>(options, OPTIONS, "options");
  const { stateOf, otherManifests: givenOthers = [] } = known;
  refuse([...unreadable, ...memberFaults(members)]);
  const manifests = objectsIn(given, "manifests");
  const otherManifests = objectsIn(givenOthers, "otherManifests");
  const { all, definitions, isOwn } = together(manifests, otherManifests);
  const policies = policiesAmong(all);
  const around: Surroundings = {
    policies,
    definitions,
    rules: all.flatMap((manifest) => ruleIn(manifest) ?? []),
    overrides: overridesAmong(all),
    members: byName(members),
    stateOf,
    skippedNamespaces: known.skippedNamespaces ?? SKIPPED.skippedNamespaces,
    skippedApis: known.skippedApis ?? SKIPPED.skippedApis,
  };
  const landed = all.flatMap((manifest) => {
    const ref = refOf(manifest, definitions);
    return isPropagated(manifest, ref, policies) ? [landingOf(manifest, ref, around)] : [];
  });
  const { brought, missing } = closureOf(landed);
  const planned = landed
    .filter(({ ref }) => isOwn(ref))
    .map((one) => ({ ...one, object: one.object && withBrought(one.object, brought.get(keyOf(one.ref))) }));
  const workloads = planned.flatMap(({ workload }) => workload ?? []);
  const objects = planned.flatMap(({ object }) => object ?? []);
  const lacking = missing.filter(({ neededBy }) => isOwn(neededBy));
  const taken = new Set(planned.flatMap(({ policy }) => policy ?? []));
  const found = planned.flatMap((one) => one.findings);
  const accepted = planned
    .filter((one) => !one.findings.some(({ severity }) => severity === "error"))
    .flatMap(({ workload, object }) => workload ?? object ?? []);
  const findings = [
    ...found,
    ...landingFindings(accepted, found, lacking, around.members),
    ...cautionsAbout(planned),
    ...autoscaled(planned),
    ...companionsApart(landed, all, brought, isOwn),
    ...unserved(planned, landed, all),
    ...unbound(landed, isOwn),
    ...contested(landed, policies, isOwn),
    ...fieldsNotFollowed([...taken]),
    ...unseenSelectors(manifests, definitions),
    ...objectsNotFollowed(manifests),
  ];
  return { workloads, objects, missing: lacking, findings };
}

function withBrought(object: ObjectPlan, brought: ReadonlySet<string> | undefined): ObjectPlan {
  if (!brought) return object;
  return {
    ...object,
    members: [...new Set([...object.members, ...brought])].sort(),
    leftOut: object.leftOut.filter(({ member }) => !brought.has(member)),
    problem: undefined,
  };
}
