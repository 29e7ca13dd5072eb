import * as pulumi from "@pulumi/pulumi";

/** Stand-in for the part of a stack that creates clusters. Their kubeconfigs are Outputs, known only after `up`. */
const config = new pulumi.Config();

export const hostKubeconfig = config.requireSecret("hostKubeconfig");
export const memberKubeconfigs = Object.keys(config.requireObject<Record<string, string>>("memberKubeconfigs")).map(
  (name) => ({
    name,
    kubeconfig: config.requireSecretObject<Record<string, string>>("memberKubeconfigs").apply((all) => all[name]!),
  }),
);
