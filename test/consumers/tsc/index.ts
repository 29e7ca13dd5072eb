import { FederatedDeployment, Placement } from "@fedstack/constructs";
import type { DnsNames } from "@fedstack/constructs/names";
import type { Member } from "@fedstack/constructs/plan";
import { Cluster, Federation, type FederationArgs } from "@fedstack/core";
import type { RecordedResource } from "@fedstack/core/testing";
import { App, Chart } from "cdk8s";

const args: FederationArgs = { apiServer: { service: { type: "NodePort", advertiseAddress: "172.22.132.31" } } };
const federation = new Federation(Cluster.fromFile("host", "~/.kube/config"), "example.org.", args);
const member = federation.join(Cluster.fromFile("a", "~/.kube/config", { context: "a" }));

const chart = new Chart(new App(), "web");
new FederatedDeployment(chart, "nginx", { image: "nginx", replicas: 4, placement: Placement.weighted([[member, 1]]) });
federation.deploy("web", chart);

// @ts-expect-error A federation needs a zone.
new Federation(Cluster.fromFile("host", "~/.kube/config"));

export type Imported = [DnsNames, Member, RecordedResource];
