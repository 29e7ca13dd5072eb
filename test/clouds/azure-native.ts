import { fakeKubeconfig } from "@fedstack/core/testing";
import * as pulumi from "@pulumi/pulumi";

class Named extends pulumi.ComponentResource {
  public readonly name: pulumi.Output<string>;

  protected constructor(type: string, name: string, opts?: pulumi.ComponentResourceOptions) {
    super(type, name, {}, opts);
    this.name = pulumi.output(name);
  }
}

class ResourceGroup extends Named {
  public constructor(name: string, _args: { location?: pulumi.Input<string> }, opts?: pulumi.ComponentResourceOptions) {
    super("azure-native:resources:ResourceGroup", name, opts);
  }
}

interface ManagedClusterArgs {
  resourceGroupName: pulumi.Input<string>;
  dnsPrefix?: pulumi.Input<string>;
  identity?: { type?: "SystemAssigned" };
  agentPoolProfiles?: { name: string; mode?: "System" | "User"; count?: number; vmSize?: string }[];
}

class ManagedCluster extends Named {
  public constructor(name: string, _args: ManagedClusterArgs, opts?: pulumi.ComponentResourceOptions) {
    super("azure-native:containerservice:ManagedCluster", name, opts);
  }
}

interface CredentialsArgs {
  resourceGroupName: pulumi.Input<string>;
  resourceName: pulumi.Input<string>;
}

interface Credentials {
  readonly kubeconfigs: readonly { readonly name: string; readonly value: string }[];
}

function listManagedClusterUserCredentialsOutput({ resourceName }: CredentialsArgs): pulumi.Output<Credentials> {
  const encoded = (name: string): string => Buffer.from(fakeKubeconfig(name)).toString("base64");
  return pulumi
    .output(resourceName)
    .apply((name) => ({ kubeconfigs: [{ name: "clusterUser", value: encoded(name) }] }));
}

/** What the guides use of `@pulumi/azure-native`. `npm run clouds` compares their programs with the real one. */
export const resources = { ResourceGroup };
export const containerservice = { ManagedCluster, listManagedClusterUserCredentialsOutput };
