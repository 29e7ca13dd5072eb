/** A policy that places objects, as the federated API has it. */
export interface Policy {
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string | undefined;
    readonly managedFields?: readonly { readonly manager?: string | undefined }[] | undefined;
  };
  readonly spec?:
    | {
        /** The members that get no change of what the policy places. */
        readonly suspension?:
          | {
              readonly dispatchingOnClusters?: { readonly clusterNames?: readonly string[] | undefined } | undefined;
            }
          | undefined;
      }
    | undefined;
}
