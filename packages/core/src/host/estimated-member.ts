import type * as pulumi from "@pulumi/pulumi";
import type { SecretContents } from "./component";

/** A member whose room an estimator tells. */
export interface EstimatedMember {
  readonly name: string;
  /** What the estimator belongs to. */
  readonly parent: pulumi.Resource;
  /** How it signs in to the member. */
  readonly client: SecretContents;
  /** What has to be there before. */
  readonly after: readonly pulumi.Resource[];
}
