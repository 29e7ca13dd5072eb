import { Cluster, Federation, type FederationArgs } from "@fedstack/core";
import * as pulumi from "@pulumi/pulumi";

interface FederationConfig extends FederationArgs {
  readonly name: string;
  readonly zone: string;
  /** Letters of the lab's clusters. */
  readonly members: readonly string[];
}

const config = new pulumi.Config();
const kubeconfig = config.require("kubeconfig");
const host = Cluster.fromFile("f-cluster", kubeconfig, { context: config.require("hostContext") });
const clusters = new Map(
  ["a", "b"].map((letter) => [
    letter,
    Cluster.fromFile(`${letter}-cluster`, kubeconfig, { context: `${letter}-cluster-context` }),
  ]),
);

export const federations = Object.fromEntries(
  config.requireObject<FederationConfig[]>("federations").map(({ zone, members, ...args }) => {
    const federation = new Federation(host, zone, args);
    for (const member of members) federation.join(clusters.get(member)!);
    return [args.name, { kubeconfig: federation.kubeconfig, nameServers: federation.dns.nameServers }];
  }),
);
