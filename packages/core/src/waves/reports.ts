import { told } from "@fedstack/constructs/kinds";
import type { Manifest } from "@fedstack/constructs/plan";
import { heldChanges, isHoldable, type Look } from "./look";
import { laterMembers, type PlannedWave, stageOf } from "./planned-waves";

/**
 * Lines about what changes, and in which order the members get it. None if nothing changes, and no member is held back.
 *
 * @param path the call, as messages name it
 */
export function changeLines(path: string, look: Look, waves: readonly PlannedWave[]): readonly string[] {
  const held = heldChanges(look).map(({ object }) => object);
  const apart = look.changes
    .filter(({ isNew, content, object }) => content && !isNew && !isHoldable(look, object))
    .map(({ object }) => object);
  return [
    ...(held.length > 0 ? [`${path}: ${changing(held)}: ${orderOf(waves)}`] : []),
    ...(held.length === 0 && look.held.length > 0 ? [`${path}: continues with ${stagesFrom(waves, look.held)}`] : []),
    ...(apart.length > 0
      ? [
          `${path}: ${changing(apart)} on all members at once: no policy of the call selects ${apart.length > 1 ? "them" : "it"}`,
        ]
      : []),
  ];
}

/** Members as messages list them. */
export function listed(members: readonly string[]): string {
  return members.join(", ");
}

/** The members that still have what they had before, as the end of a message. */
export function stillBefore(held: readonly string[]): string {
  if (held.length === 0) return "All members have the change.";
  return `${listed(held)} still ${held.length > 1 ? "have" : "has"} what was there before.`;
}

function changing(objects: readonly Manifest[]): string {
  const names = objects.map(({ metadata, ...one }) => told({ ...one, ...metadata })).join(", ");
  return `${names} ${objects.length > 1 ? "change" : "changes"}`;
}

function orderOf(waves: readonly PlannedWave[]): string {
  const [first, ...others] = waves.map(({ members }) => listed(members));
  return laterMembers(waves).length === 0
    ? `all of ${first}`
    : [`first ${first}`, ...others.map((one) => `then ${one}`)].join(", ");
}

function stagesFrom(waves: readonly PlannedWave[], held: readonly string[]): string {
  const { next } = stageOf(waves, held);
  if (!next) return listed(held);
  const left = waves
    .slice(waves.indexOf(next))
    .map(({ members }) => listed(members.filter((name) => held.includes(name))));
  return left.filter((one) => one !== "").join(", then ");
}
