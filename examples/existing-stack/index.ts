import { Cluster, Federation } from "@fedstack/core";
import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { hostKubeconfig, memberKubeconfigs } from "./clusters";

const federation = new Federation(
  Cluster.fromKubeconfig("platform", hostKubeconfig),
  new pulumi.Config().require("zone"),
);
const members = memberKubeconfigs.map(({ name, kubeconfig }) =>
  federation.join(Cluster.fromKubeconfig(name, kubeconfig, { labels: { team: "shop" } })),
);

// The team's own resources in the federated API need only its provider. They depend on the members that they use.
const settings = new k8s.core.v1.ConfigMap(
  "settings",
  { metadata: { name: "settings", namespace: "default" }, data: { currency: "TWD" } },
  { provider: federation.provider },
);
new k8s.apiextensions.CustomResource(
  "settings-everywhere",
  {
    apiVersion: "policy.karmada.io/v1alpha1",
    kind: "PropagationPolicy",
    metadata: { name: "settings", namespace: "default" },
    spec: {
      resourceSelectors: [{ apiVersion: "v1", kind: "ConfigMap", name: settings.metadata.name }],
      placement: { clusterAffinity: { labelSelector: { matchLabels: { team: "shop" } } } },
    },
  },
  { provider: federation.provider, dependsOn: members },
);

export const kubeconfig = federation.kubeconfig;
export const endpoint = federation.endpoint;
