/** What the plan knows about a member. */
export interface Member {
  /** Name that the member joined with. */
  readonly name: string;
  /** Labels of its `Cluster` object. */
  readonly labels?: { readonly [key: string]: string } | undefined;
  /** Cloud provider, such as `aws`; the `provider` of its `Cluster` object. */
  readonly cloudProvider?: string | undefined;
  /** Region of its `Cluster` object. */
  readonly region?: string | undefined;
  /** Zones of its `Cluster` object. */
  readonly zones?: readonly string[] | undefined;
  /** Taints of its `Cluster` object. */
  readonly taints?: readonly MemberTaint[] | undefined;
}

/** A taint on a member, as on a node. */
export interface MemberTaint {
  /** Key, as of a label. */
  readonly key: string;
  /**
   * Value, as of a label.
   *
   * @default - none
   */
  readonly value?: string | undefined;
  /**
   * What happens to workloads that do not tolerate it: `NoSchedule` keeps new ones away, `NoExecute` also evicts those
   * that run there, if the control plane evicts at all. Karmada has no `PreferNoSchedule` for members.
   */
  readonly effect: "NoSchedule" | "NoExecute";
}
