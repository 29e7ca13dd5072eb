import { FederatedChart, FederatedDeployment, Members, Placement, SchedulingPolicy } from "@fedstack/constructs";
import { planManifests } from "@fedstack/constructs/plan";
import type { Manifest } from "@fedstack/constructs/plan";
import type { Chart } from "cdk8s";
import { ApiObject, App } from "cdk8s";
import { eventually, kubectl } from "../lab";
import { federate, readyInMembers, withdrawAll } from "./in-members";
import { apply, KARMADA, onKarmada, withdraw } from "./karmada";

const SECONDS = 20;
const labels = { pci: "true" };
const certified = Members.labeled({ certified: "pci" });
const image = "nginx";

const rule = (chart: Chart): SchedulingPolicy =>
  new SchedulingPolicy(chart, "pci", {
    workloads: { labels, namespaces: ["default"] },
    members: { certified: "pci" },
    placement: Placement.evenly(certified),
  });
const cart = (chart: Chart): FederatedDeployment =>
  new FederatedDeployment(chart, "cart", { image, metadata: { labels }, placement: Placement.evenly() });

beforeAll(async () => {
  await kubectl(KARMADA, "label", "cluster", "f-a-cluster", "certified=pci");
  await federate(rule);
});
afterAll(async () => {
  await withdrawAll();
  await kubectl(KARMADA, "label", "cluster", "f-a-cluster", "certified-");
});

onKarmada(
  "A workload that may run on other members is refused by the API server as by synth and by the plan",
  async () => {
    const manifests = [...rendered(rule), ...rendered(cart)];
    const { workloads } = planManifests(manifests, [{ name: "f-a-cluster", labels: { certified: "pci" } }]);
    const problem = workloads.find(({ name }) => name === "cart")!.problem!;
    expect(problem).toMatch(/^Deployment "cart" .+ may run only on members with certified=pci/);
    expect(() => rendered(rule, cart)).toThrow(problem);
    const refused = await eventually(
      "the API server refuses it",
      SECONDS,
      () => refusalOf(rendered(cart)),
      (text) => text !== "",
    );
    expect(refused).toContain(problem);
  },
);

onKarmada("A confined workload runs only on members with the labels", async () => {
  await federate((chart) => {
    const placement = Placement.evenly(certified);
    new FederatedDeployment(chart, "confined", { image, replicas: 2, metadata: { labels }, placement });
  });
  await readyInMembers("deployments", "confined", [2, 0]);
});

onKarmada("A workload that no policy selects runs where the scheduling policy places it", async () => {
  await federate((chart) => {
    const template = { metadata: { labels }, spec: { containers: [{ name: "stray", image }] } };
    new ApiObject(chart, "stray", {
      apiVersion: "apps/v1",
      kind: "Deployment",
      metadata: { name: "stray", labels },
      spec: { replicas: 2, selector: { matchLabels: labels }, template },
    });
  });
  await readyInMembers("deployments", "stray", [2, 0]);
});

function rendered(...parts: readonly ((chart: Chart) => unknown)[]): Manifest[] {
  const chart = new FederatedChart(new App(), "policy");
  parts.forEach((part) => part(chart));
  return chart.toJson() as Manifest[];
}

/** The API server's refusal of objects; empty if it accepts them. None of them is stored. */
async function refusalOf(manifests: readonly Manifest[]): Promise<string> {
  try {
    await apply(manifests);
    return "";
  } catch (error) {
    return (error as Error).message;
  } finally {
    await withdraw(manifests);
  }
}
