/** What the plan knows of a member. */
export interface Member {
  /** Name under which the member joined. */
  readonly name: string;
  /** Labels of its `Cluster` object. */
  readonly labels?: { readonly [key: string]: string };
  readonly provider?: string;
  readonly region?: string;
  readonly zones?: readonly string[];
  /** Taints of its `Cluster` object. */
  readonly taints?: readonly MemberTaint[];
}

/** A taint on a member, as on a node. */
export interface MemberTaint {
  readonly key: string;
  readonly value?: string;
  readonly effect: "NoSchedule" | "PreferNoSchedule" | "NoExecute";
}
