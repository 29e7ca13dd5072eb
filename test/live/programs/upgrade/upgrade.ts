import { FederatedChart, FederatedDeployment, Placement } from "@fedstack/constructs";
import { Cluster, Federation, type FederationArgs } from "@fedstack/core";
import * as pulumi from "@pulumi/pulumi";
import { App } from "cdk8s";
import { RELEASES } from "../../../../packages/core/dist/karmada";
import { candidateAfter } from "../../../../packages/core/src/karmada/candidate.test-support";
import type { Release } from "../../../../packages/core/src/karmada/release";

const config = new pulumi.Config();
const version = config.require("version") as NonNullable<FederationArgs["version"]>;
/** Folder with the definitions of a release that the package does not have. */
const definitionsDirectory = config.get("definitions");

/** What the package has, and what it will have. Of the last one, only its number and its range exist. */
const releases = RELEASES as Release[];
const candidate = candidateAfter(releases[0]!);
const versions = { ...candidate.versions, karmada: "1.20" };
const kubernetesRange = { oldest: 35, oldestHost: 35, newest: 37 };
releases.push(candidate, { ...candidate, versions, karmada: "v1.20.0", kubernetesRange });

const cluster = (letter: string): Cluster =>
  Cluster.fromFile(`${letter}-cluster`, config.require("kubeconfig"), { context: `${letter}-cluster-context` });
const federation = new Federation(cluster("f"), "upgrade.example.", {
  name: "upgrade",
  version,
  definitionsDirectory,
  highlyAvailable: true,
  dns: false,
});
for (const letter of ["a", "b"]) federation.join(cluster(letter));

const chart = new FederatedChart(new App(), "web", {
  members: federation.members,
  placement: Placement.evenly(federation.members),
});
const labels = { app: "web" };
new FederatedDeployment(chart, "web", {
  spec: {
    replicas: 4,
    selector: { matchLabels: labels },
    template: { metadata: { labels }, spec: { containers: [{ name: "web", image: "nginx" }] } },
  },
});
federation.deploy("web", chart);
export const federationKubeconfig = federation.kubeconfig;
