import type { ClusterAffinity, FieldSelectorRequirement, LabelSelectorRequirement } from "./api/karmada";

/** A member: the name under which it joined, or anything that has that name, such as what `federation.join()` returns. */
export type MemberRef = string | { readonly name: string };

/** Labels that a member must have: a value, or any one of several. */
export interface MemberLabels {
  readonly [key: string]: string | readonly string[];
}

interface Criteria {
  readonly labels: readonly LabelSelectorRequirement[];
  readonly fields: readonly FieldSelectorRequirement[];
  readonly names?: readonly string[];
  readonly excluded: readonly string[];
  readonly faults: readonly string[];
}

/**
 * Selection of members, by what they are called or by what they are. Immutable; made once, it can be shared.
 *
 * The same selections say where a workload goes, what a weight counts for and where an override applies.
 *
 * @example
 * Members.inRegion("eu", "us").and(Members.labelled({ tier: "edge" })).except("eu-3");
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

  /** The members whose `Cluster` has all of these labels. Becomes `labelSelector`. */
  public static labelled(labels: MemberLabels): Members {
    const entries = Object.entries(labels);
    return new Members({
      labels: entries.map(([key, value]) => ({ key, operator: "In", values: sorted([value].flat()) })),
      faults: [
        ...(entries.length === 0 ? [`Members.labelled: {} names no label. Write at least one, or Members.all().`] : []),
        ...entries.flatMap(([key, value]) => emptyFaults(`Members.labelled.${key}`, [value].flat(), "value")),
      ],
    });
  }

  /** The members whose `Cluster` has none of these labels with these values. Becomes `labelSelector` with `NotIn`. */
  public static notLabelled(labels: MemberLabels): Members {
    const entries = Object.entries(labels);
    return new Members({
      labels: entries.map(([key, value]) => ({ key, operator: "NotIn", values: sorted([value].flat()) })),
      faults: entries.flatMap(([key, value]) => emptyFaults(`Members.notLabelled.${key}`, [value].flat(), "value")),
    });
  }

  /** The members whose `Cluster` has these labels, whatever their values. Becomes `labelSelector` with `Exists`. */
  public static withLabels(...keys: readonly string[]): Members {
    return new Members({
      labels: keys.map((key) => ({ key, operator: "Exists" })),
      faults: emptyFaults("Members.withLabels", keys, "key"),
    });
  }

  /** The members whose `Cluster` lacks these labels. Becomes `labelSelector` with `DoesNotExist`. */
  public static withoutLabels(...keys: readonly string[]): Members {
    return new Members({
      labels: keys.map((key) => ({ key, operator: "DoesNotExist" })),
      faults: emptyFaults("Members.withoutLabels", keys, "key"),
    });
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
  public static ofProvider(...providers: readonly string[]): Members {
    return Members.byField("Members.ofProvider", "provider", providers);
  }

  private static byField(path: string, key: FieldSelectorRequirement["key"], values: readonly string[]): Members {
    return new Members({
      fields: [{ key, operator: "In", values: sorted(values) }],
      faults: emptyFaults(path, values, key),
    });
  }

  private readonly criteria: Criteria;

  private constructor(criteria: Partial<Criteria>) {
    this.criteria = { labels: [], fields: [], excluded: [], faults: [], ...criteria };
  }

  /** The members that both selections hold. */
  public and(other: Members): Members {
    const [mine, theirs] = [this.criteria, other.criteria];
    const names = mine.names && theirs.names ? mine.names.filter((n) => theirs.names!.includes(n)) : undefined;
    const nothing = names?.length === 0 && mine.names!.length > 0 && theirs.names!.length > 0;
    return new Members({
      labels: distinct([...mine.labels, ...theirs.labels]),
      fields: distinct([...mine.fields, ...theirs.fields]),
      names: names ?? mine.names ?? theirs.names,
      excluded: sorted([...mine.excluded, ...theirs.excluded]),
      faults: [
        ...mine.faults,
        ...theirs.faults,
        ...(nothing ? [`Members.and: "${mine.names}" and "${theirs.names}" have no member in common.`] : []),
      ],
    });
  }

  /** The members of this selection without these. Becomes `exclude`. */
  public except(...members: readonly MemberRef[]): Members {
    const { names, faults } = namesOf("Members.except", members);
    return new Members({
      ...this.criteria,
      excluded: sorted([...this.criteria.excluded, ...names]),
      faults: [...this.criteria.faults, ...faults],
    });
  }

  /** Names that the selection is made of, or undefined if it is made otherwise. */
  public get names(): readonly string[] | undefined {
    const { names, labels, fields } = this.criteria;
    return labels.length + fields.length === 0 ? names : undefined;
  }

  /** Every name that the selection mentions: selected and excluded ones. */
  public get mentioned(): readonly string[] {
    return [...(this.criteria.names ?? []), ...this.criteria.excluded];
  }

  /** What Karmada reads. Absent where every member is selected. */
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

  /** @internal */
  public get faults(): readonly string[] {
    return this.criteria.faults;
  }
}

/** @internal */
export function namesOf(path: string, members: readonly MemberRef[]): { names: string[]; faults: string[] } {
  const names = members.map((member) => (typeof member === "string" ? member : member?.name));
  return { names: sorted(names), faults: emptyFaults(path, names, "member") };
}

function emptyFaults(path: string, values: readonly unknown[], what: string): string[] {
  if (values.length === 0) return [`${path}: names no ${what}. Write at least one.`];
  return values.flatMap((value, i) =>
    typeof value === "string" && value !== "" ? [] : [`${path}[${i}]: "${String(value)}" is no ${what}.`],
  );
}

function sorted(values: readonly string[]): string[] {
  return [...new Set(values)].sort();
}

function distinct<T>(requirements: readonly T[]): T[] {
  const byText = new Map(requirements.map((requirement) => [JSON.stringify(requirement), requirement]));
  return [...byText.keys()].sort().map((text) => byText.get(text)!);
}
