import {
  alternatives,
  checked,
  type Fields,
  type Kind,
  quoted,
  readAs,
  type Reader,
  required,
} from "@fedstack/constructs/faults";
import { describes, isPropagationPolicy, type Manifest, podSpecPath, told } from "@fedstack/constructs/kinds";
import type { Member, Plan } from "@fedstack/constructs/plan";
import { whole } from "../validation/checks";
import type { Fault } from "../validation/errors";
import { isFilter, listedIn, plannedWaves, type Wave } from "./planned-waves";

const MEMBER: Kind = {
  what: "a member",
  is: (value) => typeof value === "string" || typeof (value as Partial<Member> | null)?.name === "string",
  remedy: () => "use its name, or what federation.join returns",
};
const SELECTION: Reader = (path, value, reading) => (isFilter(value) ? value : readAs([MEMBER], path, value, reading));
const WAVE: Fields<Wave> = { members: required(SELECTION, "list the members"), soakSeconds: whole(0) };

/** The shape of a call's waves. */
export const WAVES: Reader = checked<readonly Wave[]>([WAVE], (path, { length }) =>
  length > 0 ? [] : [{ path, problem: "[] is empty", remedy: "add at least one, or leave it out" }],
);

/** What a call deploys, and where. */
interface Deploys {
  readonly members: readonly Member[];
  readonly objects: readonly Manifest[];
  readonly plan: Plan;
}

/**
 * Every fault of waves that have the right shape.
 *
 * @param path the call, as errors name it
 */
export function waveFaults(path: string, waves: readonly Wave[], { members, objects, plan }: Deploys): Fault[] {
  return [
    ...waves.flatMap((wave, index) => selectionFaults(`${path}.waves[${index}].members`, wave, members)),
    ...emptyFaults(path, waves, members),
    ...objects.filter(isPropagationPolicy).flatMap((policy) => policyFaults(path, policy)),
    ...objects.flatMap((object) => awaitFaults(path, object)),
    ...placementFaults(path, objects, plan),
  ];
}

/** Names that no member has. */
function selectionFaults(path: string, { members: selection }: Wave, members: readonly Member[]): Fault[] {
  if (isFilter(selection)) return [];
  const names = members.map(({ name }) => name);
  return listedIn(selection).flatMap((name, index) =>
    names.includes(name)
      ? []
      : [
          {
            path: `${path}[${index}]`,
            problem: `${quoted(name)} is not a member of this federation`,
            remedy: names.length > 0 ? `use one of ${alternatives(names)}` : "join members before the call",
          },
        ],
  );
}

function emptyFaults(path: string, waves: readonly Wave[], members: readonly Member[]): Fault[] {
  const planned = plannedWaves(waves, members);
  return waves.flatMap(({ members: selection }, index) =>
    planned[index]!.members.length > 0 ||
    (!isFilter(selection) && selection.length > 0 && unknownIn(selection, members))
      ? []
      : [
          {
            path: `${path}.waves[${index}].members`,
            problem: "selects no member that is not in an earlier wave",
            remedy: "select another member, or remove the wave",
          },
        ],
  );
}

function unknownIn(selection: Parameters<typeof listedIn>[0], members: readonly Member[]): boolean {
  return listedIn(selection).some((name) => !members.some((one) => one.name === name));
}

/** What keeps a policy from holding members back as the waves want it. */
function policyFaults(path: string, policy: Manifest): Fault[] {
  const { suspension, activationPreference } = (policy["spec"] ?? {}) as Record<string, unknown>;
  const fault = (problem: string, option: string): Fault => ({
    path: `${path}.waves`,
    problem: `${told(refIn(policy))} ${problem}`,
    remedy: `remove ${option} from its placement, or remove waves`,
  });
  return [
    ...(suspension === undefined ? [] : [fault("suspends members itself", "suspended")]),
    ...(activationPreference === undefined ? [] : [fault("takes effect only when what it places changes", "lazy")]),
  ];
}

/** The engine would wait for members that are held back until it has been applied. */
function awaitFaults(path: string, object: Manifest): Fault[] {
  const { annotations } = object.metadata as { readonly annotations?: Readonly<Record<string, string>> | undefined };
  return annotations?.["pulumi.com/waitFor"] === undefined
    ? []
    : [
        {
          path: `${path}.waves`,
          problem: `${told(refIn(object))} has the annotation pulumi.com/waitFor, which holds only when all members follow`,
          remedy: "remove the annotation, or remove waves",
        },
      ];
}

function refIn({ apiVersion, kind, metadata: { name, namespace } }: Manifest): Parameters<typeof told>[0] {
  return { apiVersion, kind, name, namespace };
}

/** What runs pods and is placed only by what the call cannot hold back. */
function placementFaults(path: string, objects: readonly Manifest[], { workloads, objects: others }: Plan): Fault[] {
  return [...workloads, ...others].flatMap((landing) => {
    const { policy } = landing;
    if (policy === undefined || podSpecPath(landing) === undefined) return [];
    if (objects.some((one) => describes(one, policy))) return [];
    return [
      {
        path: `${path}.waves`,
        problem: `${told(landing)} is placed by ${told(policy)}, which another call applies`,
        remedy: "apply both in one call",
      },
    ];
  });
}
