import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { FederatedChart, FederatedDeployment, MemberGroups, Members, Placement } from "@fedstack/constructs";
import { planDiagram, planTable } from "@fedstack/constructs/plan";
import type { CurrentState } from "@fedstack/constructs/plan";
import { App } from "cdk8s";
import { members } from "./members";
import { svg } from "./svg";

const app = new App({ outdir: process.env["CDK8S_OUTDIR"] ?? "dist" });
const shop = new FederatedChart(app, "shop", { members });

const mostlyInTaiwan = Placement.weighted([
  [Members.inRegion("tw"), 2],
  [Members.inRegion("eu"), 1],
]);
new FederatedDeployment(shop, "web", { image: "nginx", port: 80, replicas: 6, placement: mostlyInTaiwan });

const inEurope = Placement.evenly(Members.inRegion("eu"));
new FederatedDeployment(shop, "cart", { image: "registry.example.com/cart:2", replicas: 3, placement: inEurope });

const ownMachinesFirst = MemberGroups.first("own", Members.ofCloudProvider("on-prem").except("jp-edge")).overflowingTo(
  "rented",
  Members.ofCloudProvider("aws", "gcp"),
);
new FederatedDeployment(shop, "encoder", {
  image: "registry.example.com/encoder:5",
  replicas: 8,
  resources: { requests: { cpu: "2" } },
  placement: Placement.packed(ownMachinesFirst),
});

const whereThereIsRoom = Placement.byFreeCapacity(Members.ofCloudProvider("aws", "gcp"));
new FederatedDeployment(shop, "search", {
  image: "registry.example.com/search:9",
  replicas: 4,
  placement: whereThereIsRoom,
});

const everywhere = Placement.duplicated(Members.all(), {
  tolerations: [{ key: "example.com/edge", effect: "NoSchedule" }],
});
new FederatedDeployment(shop, "probe", {
  image: "registry.example.com/probe:1",
  replicas: 1,
  placement: everywhere,
});

/** What if there were room for this many encoders? Nothing is assumed for the search. */
const assumed: Record<string, CurrentState> = {
  encoder: { capacity: { "tw-a": 3, "tw-b": 3, "eu-a": 10, "eu-b": 1, "us-a": 4 } },
};

app.synth();
export const plan = shop.plan(members, { stateOf: ({ name }) => assumed[name] });
console.log(planTable(plan));
writeFileSync(join(app.outdir, "plan.mmd"), planDiagram(plan, members));
export const drawn = svg(plan, members).then((picture) => writeFileSync(join(app.outdir, "plan.svg"), picture));
