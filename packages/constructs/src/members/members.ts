import { at, fault } from "../faults";
import type { Fault } from "../faults";
import { labelKey, labelValue, memberName, text } from "../validation/checks";
import type { ClusterAffinity, FieldSelectorRequirement, LabelSelectorRequirement } from "../api/karmada";

/** A member: the name under which it joined, or anything that has that name, such as what `federation.join()` returns. */
export type MemberRef = string | { readonly name: string };

/** Labels that a member must have: a value, or any one of several. */
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
 * Selection of members, by what they are called or by what they are. Immutable; made once, it can be shared.
 *
 * The same selections say where a workload goes, what a weight counts for and where an override applies.
 *
 * @example
 * Members.inRegion("eu", "us").and(Members.labeled({ tier: "edge" })).except("eu-3");
 *
 * @see https://karmada.io/docs/userguide/scheduling/propagation-policy#cluster-affinity (`clusterAffinity`)
 */
export class Members {
  /** Every member, those that join later included. */
  public static all(): Members {
    return new Members({});
  }

  /** The members with these names. Becomes `clusterNames`. */
  public static named(...members: readonly MemberRef[]): Members {
    const { names, faults } = namesOf("Members.named", members);
    return new Members({ names, faults });
  }

  /** The members whose `Cluster` has all of these labels. Becomes `labelSelector` with `In`. */
  public static labeled(labels: MemberLabels): Members {
    return Members.byLabels("Members.labeled", "In", labels);
  }

  /** The members whose `Cluster` has none of these labels with any of these values. Becomes `NotIn`. */
  public static notLabeled(labels: MemberLabels): Members {
    return Members.byLabels("Members.notLabeled", "NotIn", labels);
  }

  /** The members whose `Cluster` has these labels, whatever their values. Becomes `Exists`. */
  public static withLabelKeys(...keys: readonly string[]): Members {
    return Members.byKeys("Members.withLabelKeys", "Exists", keys);
  }

  /** The members whose `Cluster` lacks these labels. Becomes `DoesNotExist`. */
  public static withoutLabelKeys(...keys: readonly string[]): Members {
    return Members.byKeys("Members.withoutLabelKeys", "DoesNotExist", keys);
  }

  /** The members in any of these regions. Becomes `fieldSelector` on `region`. */
  public static inRegion(...regions: readonly string[]): Members {
    return Members.byField("Members.inRegion", "region", regions);
  }

  /** The members in any of these zones. Becomes `fieldSelector` on `zone`. */
  public static inZone(...zones: readonly string[]): Members {
    return Members.byField("Members.inZone", "zone", zones);
  }

  /** The members of any of these cloud providers. Becomes `fieldSelector` on `provider`. */
  public static ofCloudProvider(...providers: readonly string[]): Members {
    return Members.byField("Members.ofCloudProvider", "provider", providers);
  }

  private static byField(path: string, key: FieldSelectorRequirement["key"], values: readonly string[]): Members {
    return new Members({ fields: [{ key, operator: "In", values: sorted(values) }], faults: each(path, values, text) });
  }

  private static byLabels(path: string, operator: "In" | "NotIn", labels: MemberLabels): Members {
    const entries = Object.entries(labels).map(([key, value]) => [key, [value].flat()] as const);
    return new Members({
      labels: entries.map(([key, values]) => ({ key, operator, values: sorted(values) })),
      faults: memberLabels(path, labels),
    });
  }

  private static byKeys(path: string, operator: "Exists" | "DoesNotExist", keys: readonly string[]): Members {
    return new Members({ labels: keys.map((key) => ({ key, operator })), faults: each(path, keys, labelKey) });
  }

  private readonly criteria: Criteria;

  private constructor(criteria: Partial<Criteria>) {
    const { labels = [], fields = [], names, excluded = [], faults = [] } = criteria;
    this.criteria = { labels: distinct(labels), fields: distinct(fields), names, excluded: sorted(excluded), faults };
  }

  /** The members that both selections hold. */
  public and(other: Members): Members {
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

  /** The members of this selection without these. Becomes `exclude`. */
  public except(...members: readonly MemberRef[]): Members {
    const { names, faults } = namesOf("Members.except", members);
    return new Members({
      ...this.criteria,
      excluded: [...this.criteria.excluded, ...names],
      faults: [...this.criteria.faults, ...faults],
    });
  }

  /** @internal What Karmada reads. Absent where every member is selected. */
  public get affinity(): ClusterAffinity | undefined {
    const { labels, fields, names, excluded } = this.criteria;
    const affinity: ClusterAffinity = {
      ...(labels.length > 0 && { labelSelector: { matchExpressions: labels } }),
      ...(fields.length > 0 && { fieldSelector: { matchExpressions: fields } }),
      ...(names && { clusterNames: names }),
      ...(excluded.length > 0 && { exclude: excluded }),
    };
    return Object.keys(affinity).length > 0 ? affinity : undefined;
  }

  /** @internal What is wrong with it. Told at synth where the selection is used. */
  public get faults(): readonly Fault[] {
    const { names, excluded, faults } = this.criteria;
    const empty = names?.every((name) => excluded.includes(name)) && faults.length === 0;
    return empty
      ? [fault("Members", "the selection holds no member", "Use names in common that are not all excluded")]
      : faults;
  }
}

/** Name of a member. */
export function nameOf(member: MemberRef): string {
  return typeof member === "string" ? member : member?.name;
}

/** What is wrong with labels of members. */
export function memberLabels(path: string, labels: MemberLabels): Fault[] {
  return [
    ...each(path, Object.keys(labels), labelKey),
    ...Object.entries(labels).flatMap(([key, value]) => each(at(path, key), [value].flat(), labelValue)),
  ];
}

function namesOf(path: string, members: readonly MemberRef[]): { names: string[]; faults: Fault[] } {
  const names = members.map(nameOf);
  return { names: sorted(names), faults: each(path, names, memberName) };
}

function each<T>(path: string, values: readonly T[], check: (path: string, value: T) => Fault[]): Fault[] {
  if (values.length === 0) return [fault(path, "() selects nothing", "Add at least one")];
  return values.flatMap((value, i) => check(`${path}[${i}]`, value));
}

function sorted(values: readonly string[]): string[] {
  return [...new Set(values)].sort();
}

function distinct<T>(requirements: readonly T[]): T[] {
  const byText = new Map(requirements.map((requirement) => [JSON.stringify(requirement), requirement]));
  return [...byText.keys()].sort().map((key) => byText.get(key)!);
}
