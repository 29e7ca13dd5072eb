import { Cluster, Federation, type FederationArgs } from "@fedstack/core";
import * as pulumi from "@pulumi/pulumi";

interface FederationConfig extends FederationArgs {
  readonly name: string;
  readonly zone: string;
  /** Letters of the lab's clusters, or of others that have a context. */
  readonly members: readonly string[];
  /** Whether it propagates a custom resource together with its definition. */
  readonly backups?: boolean;
  /** Whether it applies a ConfigMap, and whether that is shared with others. */
  readonly settings?: { readonly shared: boolean };
}

const SETTINGS = {
  apiVersion: "v1",
  kind: "ConfigMap",
  metadata: { name: "settings", namespace: "tools" },
  data: { LEVEL: "info" },
};
const group = "example.com";
const backups = [
  {
    apiVersion: "apiextensions.k8s.io/v1",
    kind: "CustomResourceDefinition",
    metadata: { name: `backups.${group}` },
    spec: {
      group,
      scope: "Namespaced",
      names: { kind: "Backup", plural: "backups" },
      versions: [{ name: "v1", served: true, storage: true, schema: { openAPIV3Schema: { type: "object" } } }],
    },
  },
  { apiVersion: `${group}/v1`, kind: "Backup", metadata: { name: "nightly", namespace: "default" } },
  {
    apiVersion: "policy.karmada.io/v1alpha1",
    kind: "ClusterPropagationPolicy",
    metadata: { name: "backups" },
    spec: {
      resourceSelectors: [
        { apiVersion: "apiextensions.k8s.io/v1", kind: "CustomResourceDefinition", name: `backups.${group}` },
        { apiVersion: `${group}/v1`, kind: "Backup" },
      ],
    },
  },
];

const config = new pulumi.Config();
const kubeconfig = config.require("kubeconfig");
const host = Cluster.fromFile("f-cluster", kubeconfig, { context: config.require("hostContext") });
/** Contexts of clusters that are not their own. */
const contexts = config.getObject<Record<string, string>>("contexts") ?? {};
const clusters = new Map(
  [...new Set(["a", "b", ...Object.keys(contexts)])].map((letter) => [
    letter,
    Cluster.fromFile(`${letter}-cluster`, kubeconfig, { context: contexts[letter] ?? `${letter}-cluster-context` }),
  ]),
);

export const federations = Object.fromEntries(
  config
    .requireObject<FederationConfig[]>("federations")
    .map(({ zone, members, backups: backedUp, settings, ...args }) => {
      const federation = new Federation(host, zone, args);
      for (const member of members) federation.join(clusters.get(member)!);
      if (backedUp) federation.deploy("backups", { toJson: () => backups });
      if (settings) federation.deploy("settings", { toJson: () => [SETTINGS] }, settings);
      const { kubeconfig: administrator, dns, backups: made } = federation;
      return [args.name, { kubeconfig: administrator, nameServers: dns.nameServers, backups: made }];
    }),
);
