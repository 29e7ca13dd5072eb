// What may be undefined is passed on as it is, under exactOptionalPropertyTypes, too.
import { FederatedDeployment, FederatedService, Members, Placement } from "@fedstack/constructs";
import { dnsNames } from "@fedstack/constructs/names";
import { planManifests } from "@fedstack/constructs/plan";
import { Cluster, Federation } from "@fedstack/core";
import type { RecordOptions } from "@fedstack/core/testing";
import { Config } from "@pulumi/pulumi";
import { App, Chart } from "cdk8s";

const config = new Config();
const text = config.get("text");
const count = config.getNumber("count");
const flag = config.getBoolean("flag");
const placement = flag ? Placement.evenly() : undefined;

const host = Cluster.fromFile("host", "~/.kube/config", { context: text, region: text, cloudProvider: text });
const federation = new Federation(host, "example.org.", {
  name: text,
  evictFromLostMembers: flag,
  timeoutSeconds: count,
  apiServer: { replicas: count, logLevel: count, service: { nodePort: count, advertiseAddress: text } },
  dns: { replicas: count, records: { kind: "operator", operatorNamespace: text } },
});
const member = federation.join(host, { allowHost: flag, timeoutSeconds: count });

const chart = new Chart(new App(), "web");
const web = new FederatedDeployment(chart, "nginx", { image: "nginx", replicas: count, port: count, placement });
new FederatedService(chart, "web", { port: 80, targetPort: count, selector: undefined, with: web });
Placement.packed(Members.all(), {
  priority: count,
  spread: { regions: { min: count, max: count }, members: undefined },
});
federation.deploy("web", chart, { shared: flag });

planManifests([], [member, { name: "a", region: text, zones: undefined }], { stateOf: undefined });
dnsNames({ name: "web", namespace: text }, "federation", "example.org.", [member, { region: text }]);

export const options: RecordOptions = { preview: flag };
