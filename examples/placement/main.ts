import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { FederatedChart, FederatedDeployment, MemberGroups, Members, Placement } from "@fedstack/constructs";
import { planDiagram, planTable } from "@fedstack/constructs/plan";
import type { CurrentState, Member, Plan } from "@fedstack/constructs/plan";
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

/** What if the member in the US left, and another one in Taiwan joined? */
const others = [...members.filter(({ name }) => name !== "us-a"), { ...members[0]!, name: "tw-c" }];

app.synth();
const planFor = (list: readonly Member[]): Plan => shop.plan(list, { stateOf: ({ name }) => assumed[name] });
export const plan = planFor(members);
const change = planFor(others);
console.log(planTable(plan));

const write = (file: string, text: string): void => writeFileSync(join(app.outdir, file), text);
write("plan.mmd", planDiagram(plan, members));
write("change.mmd", planDiagram(change, others, { before: { plan, members } }));
export const drawn = Promise.all([
  svg(plan, members).then((picture) => write("plan.svg", picture)),
  svg(change, others, { before: { plan, members } }).then((picture) => write("change.svg", picture)),
]);
