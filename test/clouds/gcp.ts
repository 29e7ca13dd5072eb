import * as pulumi from "@pulumi/pulumi";
import { AUTHORITY } from "./authority";

interface ClusterArgs {
  location?: pulumi.Input<string>;
  initialNodeCount?: pulumi.Input<number>;
  nodeConfig?: { machineType?: pulumi.Input<string> };
  deletionProtection?: pulumi.Input<boolean>;
}

class Cluster extends pulumi.ComponentResource {
  public readonly endpoint = pulumi.output("198.51.100.7");
  public readonly masterAuth = pulumi.output({ clusterCaCertificate: AUTHORITY });

  public constructor(name: string, _args: ClusterArgs, opts?: pulumi.ComponentResourceOptions) {
    super("gcp:container/cluster:Cluster", name, {}, opts);
  }
}

/** What the guides use of `@pulumi/gcp`. `npm run clouds` compares their programs with the real one. */
export const container = { Cluster };
