import type { Component, ComponentName } from "./component";
import type { PolicyRule } from "./grants";

/** Flags of components, by their names without dashes. */
export type ComponentFlags = { readonly [name in ComponentName]?: Readonly<Record<string, string>> };

/** What a federation has only if its arguments ask for it. */
export interface AddOn {
  /** What runs for it. */
  readonly component: Component;
  /** Components that are others with it. */
  readonly others?: { readonly [name in ComponentName]?: Component } | undefined;
  /** Flags that it takes, in addition to a user's own, by components. */
  readonly flags?: ComponentFlags | undefined;
  /** What it may do in a member, as an account of its own there. Absent: it has none. */
  readonly inMember?: readonly PolicyRule[] | undefined;
  /** What it does in a member as the control plane's account. */
  readonly asControlPlane?: readonly PolicyRule[] | undefined;
  /** APIs that it serves through the federated API. */
  readonly apis?: readonly ServedApi[] | undefined;
}

/** An API that an aggregated server serves. */
export interface ServedApi {
  readonly apiVersion: string;
  readonly groupPriorityMinimum: number;
  readonly versionPriority: number;
}
