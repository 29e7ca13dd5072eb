import * as pulumi from "@pulumi/pulumi";
import { AUTHORITY } from "./authority";

/** What the guides use of `@pulumi/eks`. `npm run clouds` compares their programs with the real one. */
export class Cluster extends pulumi.ComponentResource {
  public readonly kubeconfig: pulumi.Output<object>;

  public constructor(name: string, _args: ClusterArgs, opts?: pulumi.ComponentResourceOptions) {
    super("eks:index:Cluster", name, {}, opts);
    this.kubeconfig = pulumi.output(kubeconfigOf(name));
  }
}

interface ClusterArgs {
  authenticationMode?: "API" | "API_AND_CONFIG_MAP";
  autoMode?: { enabled: boolean };
}

/** A kubeconfig as EKS has it. */
function kubeconfigOf(name: string): object {
  const exec = {
    apiVersion: "client.authentication.k8s.io/v1beta1",
    command: "aws",
    args: ["--region", "eu-west-1", "eks", "get-token", "--cluster-name", name, "--output", "json"],
    env: [{ name: "KUBERNETES_EXEC_INFO", value: '{"apiVersion": "client.authentication.k8s.io/v1beta1"}' }],
  };
  return {
    apiVersion: "v1",
    kind: "Config",
    clusters: [
      {
        name: "kubernetes",
        cluster: {
          server: `https://${name}.gr7.eu-west-1.eks.amazonaws.com`,
          "certificate-authority-data": AUTHORITY,
        },
      },
    ],
    users: [{ name: "aws", user: { exec } }],
    contexts: [{ name: "aws", context: { cluster: "kubernetes", user: "aws" } }],
    "current-context": "aws",
  };
}
