import { at, fault, quoted } from "../faults";
import type { Fault } from "../faults";
import type { Member } from "../plan/model/member";
import { memberTest } from "../plan/scheduler/affinity";
import { labelKey, labelValue, memberName, text } from "../validation/checks";
import type { ClusterAffinity, FieldSelectorRequirement, LabelSelectorRequirement } from "../api/karmada";

/** A member: the name that it joined with, or anything with that `name`, such as what `federation.join()` returns. */
export type MemberRef = string | { readonly name: string };

/** Labels that a member must have, each with one value or any of several. */
export interface MemberLabels {
  /** By key, the value or the values. */
  readonly [key: string]: string | readonly string[];
}

interface Criteria {
  readonly labels: readonly LabelSelectorRequirement[];
  readonly fields: readonly FieldSelectorRequirement[];
  readonly names?: readonly string[];
  readonly excluded: readonly string[];
  readonly faults: readonly Fault[];
}

/**
 * Selection of members, by name or by their properties. Immutable, so you can share it.
 *
 * You use selections to say where a workload runs, which members a weight is for, and where an override applies.
 *
 * @example
 * Members.inRegion("eu", "us").and(Members.labeled({ tier: "edge" })).except("eu-3");
 *
 * @see https://karmada.io/docs/userguide/scheduling/propagation-policy#cluster-affinity (`clusterAffinity`)
 */
export class Members {
  /** Every member, including those that join later. */
  public static all(): Members {
    return new Members({});
  }

  /** Members with these names. Becomes `clusterNames`. */
  public static named(...members: readonly MemberRef[]): Members {
    const { names, faults } = namesOf("Members.named", members);
    return new Members({ names, faults });
  }

  /** Members that have all of these labels. Becomes `labelSelector` with `In`. */
  public static labeled(labels: MemberLabels): Members {
    return Members.byLabels("Members.labeled", "In", labels);
  }

  /** Members that have none of these labels with any of these values. Becomes `labelSelector` with `NotIn`. */
  public static notLabeled(labels: MemberLabels): Members {
    return Members.byLabels("Members.notLabeled", "NotIn", labels);
  }

  /** Members that have all of these labels, with any value. Becomes `labelSelector` with `Exists`. */
  public static withLabelKeys(...keys: readonly string[]): Members {
    return Members.byKeys("Members.withLabelKeys", "Exists", keys);
  }

  /** Members that have none of these labels. Becomes `labelSelector` with `DoesNotExist`. */
  public static withoutLabelKeys(...keys: readonly string[]): Members {
    return Members.byKeys("Members.withoutLabelKeys", "DoesNotExist", keys);
  }

  /** Members in any of these regions. Becomes `fieldSelector` on `region`. */
  public static inRegion(...regions: readonly string[]): Members {
    return Members.byField("Members.inRegion", "region", regions);
  }

  /** Members in any of these zones. Becomes `fieldSelector` on `zone`. */
  public static inZone(...zones: readonly string[]): Members {
    return Members.byField("Members.inZone", "zone", zones);
  }

  /** Members at any of these cloud providers. Becomes `fieldSelector` on `provider`. */
  public static ofCloudProvider(...providers: readonly string[]): Members {
    return Members.byField("Members.ofCloudProvider", "provider", providers);
  }

  private static byField(path: string, key: FieldSelectorRequirement["key"], values: readonly string[]): Members {
    return new Members({ fields: [{ key, operator: "In", values: sorted(values) }], faults: each(path, values, text) });
  }

  /** @internal Selection with a fault: what was given does not select members. */
  public static unreadable(path: string, value: unknown): Members {
    const shown = value === undefined || value === null ? "is missing" : `${quoted(value)} does not select members`;
    return new Members({
      faults: [fault(path, shown, 'use a list of names, or Members such as Members.inRegion("eu")')],
    });
  }

  private static byLabels(path: string, operator: "In" | "NotIn", given: MemberLabels): Members {
    const labels = isMap(given) ? given : {};
    const entries = Object.entries(labels).map(([key, value]) => [key, [value].flat()] as const);
    return new Members({
      labels: entries.map(([key, values]) => ({ key, operator, values: sorted(values) })),
      faults: memberLabels(path, labels),
    });
  }

  private static byKeys(path: string, operator: "Exists" | "DoesNotExist", keys: readonly string[]): Members {
    return new Members({ labels: sorted(keys).map((key) => ({ key, operator })), faults: each(path, keys, labelKey) });
  }

  /** @internal The selection for Karmada; absent if it selects every member. */
  public readonly affinity: ClusterAffinity | undefined;
  private readonly criteria: Criteria;

  private constructor(criteria: Partial<Criteria>) {
    const { labels = [], fields = [], names, excluded = [], faults = [] } = criteria;
    this.criteria = { labels: distinct(labels), fields: distinct(fields), names, excluded: sorted(excluded), faults };
    this.affinity = affinityOf(this.criteria);
  }

  /** Members that are in both selections. */
  public and(other: Members): Members {
    if (!(other instanceof Members)) return this.and(Members.unreadable("Members.and", other));
    const [mine, theirs] = [this.criteria, other.criteria];
    const names = mine.names && theirs.names ? mine.names.filter((n) => theirs.names!.includes(n)) : undefined;
    return new Members({
      labels: [...mine.labels, ...theirs.labels],
      fields: [...mine.fields, ...theirs.fields],
      names: names ?? mine.names ?? theirs.names,
      excluded: [...mine.excluded, ...theirs.excluded],
      faults: [...mine.faults, ...theirs.faults],
    });
  }

  /** Members of this selection except these. Becomes `exclude`. */
  public except(...members: readonly MemberRef[]): Members {
    const { names, faults } = namesOf("Members.except", members);
    return new Members({
      ...this.criteria,
      excluded: [...this.criteria.excluded, ...names],
      faults: [...this.criteria.faults, ...faults],
    });
  }

  /** Whether a member is in the selection. */
  public selects(member: Member): boolean {
    return memberTest(this.affinity ?? {})(member) === undefined;
  }

  /** @internal Faults of the selection, which are reported at synth where it is used. */
  public get faults(): readonly Fault[] {
    const { names, excluded, faults } = this.criteria;
    const empty = names?.every((name) => excluded.includes(name)) && faults.length === 0;
    return empty
      ? [
          fault(
            "Members",
            "the selection cannot match any member",
            "use names that all selections have and that are not excluded",
          ),
        ]
      : faults;
  }
}

function affinityOf({ labels, fields, names, excluded }: Criteria): ClusterAffinity | undefined {
  const affinity: ClusterAffinity = {
    ...(labels.length > 0 && { labelSelector: { matchExpressions: labels } }),
    ...(fields.length > 0 && { fieldSelector: { matchExpressions: fields } }),
    ...(names && { clusterNames: names }),
    ...(excluded.length > 0 && { exclude: excluded }),
  };
  return Object.keys(affinity).length > 0 ? affinity : undefined;
}

/** Name of a member. */
export function nameOf(member: MemberRef): string {
  return typeof member === "string" ? member : member?.name;
}

/** Faults of members' labels. */
export function memberLabels(path: string, labels: MemberLabels): Fault[] {
  return [
    ...each(path, Object.keys(labels), labelKey),
    ...Object.entries(labels).flatMap(([key, value]) => each(at(path, key), [value].flat(), labelValue)),
  ];
}

function isMap(value: unknown): value is MemberLabels {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function namesOf(path: string, members: readonly MemberRef[]): { names: string[]; faults: Fault[] } {
  const names = members.map((member) => nameOf(member));
  return { names: sorted(names), faults: each(path, names, memberName) };
}

function each<T>(path: string, values: readonly T[], check: (path: string, value: T) => Fault[]): Fault[] {
  if (values.length === 0) return [fault(path, "() selects nothing", "add at least one")];
  return values.flatMap((value, i) => check(`${path}[${i}]`, value));
}

function sorted(values: readonly string[]): string[] {
  return [...new Set(values)].filter((value) => typeof value === "string").sort();
}

function distinct<T>(requirements: readonly T[]): T[] {
  if (requirements.length < 2) return [...requirements];
  const byText = new Map(requirements.map((requirement) => [JSON.stringify(requirement), requirement]));
  return [...byText.keys()].sort().map((key) => byText.get(key)!);
}
