import type * as pulumi from "@pulumi/pulumi";
import type { SecretPlace } from "../host/secrets";
import type { Site } from "../host/site";
import type { AccessOptions } from "../access/access";
import type { KeptFiles } from "./kept-secret";
import type { MemberToken } from "./member-token";

/** Where a way begins and ends. */
export interface Ends {
  /** Name of the member. */
  readonly name: string;
  /** The federated API, for what belongs to the member. */
  readonly federation: Site;
  /** The namespace in the member for what belongs to the federation. */
  readonly member: Site;
  /** What the federation may do in the member. */
  readonly access: AccessOptions;
  /** Gives an account of that namespace these rights, by roles of a name. */
  readonly grant: (account: string, role: string) => pulumi.Resource[];
  /** Reads what an earlier `up` has left in a Secret, which is the member's in the federated API if no place is given. */
  readonly kept: (secret: string | SecretPlace) => pulumi.Output<KeptFiles>;
}

/** How objects get to a member, and how the federation learns what becomes of them. */
export interface Way {
  /** What the Cluster says of it. */
  readonly spec: object;
  /** What comes before the Cluster, and stays until it is gone. */
  readonly first: readonly pulumi.Resource[];
  /** What the control plane signs in to the member with, if it does. */
  readonly token?: MemberToken | undefined;
}
