import type { Requests } from "./component";
import type { PolicyRule } from "./grants";
import type { ImageName } from "./images";

/** What a member in pull mode runs: it fetches what the member should have, and reports how it is. */
export interface Agent {
  /** Name of its pods, and of its service account in the member. */
  readonly name: string;
  readonly image: ImageName;
  readonly program: string;
  /** The flags of a member's agent, by their names without dashes. */
  readonly flags: (member: string) => Readonly<Record<string, string>>;
  /** What its container needs for a small member. */
  readonly requests: Requests;
  /** Folder of its kubeconfig in the container. */
  readonly client: string;
  /** What the agent of a member may do in the federated API. */
  readonly rights: (member: string) => AgentRights;
}

/** Rules of an agent in the federated API. */
export interface AgentRights {
  /** In all namespaces, and outside of them. */
  readonly everywhere: readonly PolicyRule[];
  /** In the namespace where members tell that they are alive. */
  readonly amongMembers: readonly PolicyRule[];
  /** In the namespace of the member's Works. */
  readonly ofWorks: readonly PolicyRule[];
}
