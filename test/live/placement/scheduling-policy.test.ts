import { FederatedChart, FederatedDeployment, Members, Placement, SchedulingPolicy } from "@fedstack/constructs";
import { planManifests } from "@fedstack/constructs/plan";
import type { Manifest } from "@fedstack/constructs/plan";
import { App } from "cdk8s";
import { type KubernetesObject, list } from "../kubernetes";
import { eventually, kubectl } from "../lab";
import { apply, KARMADA, onKarmada, withdraw } from "./karmada";

interface Binding extends KubernetesObject {
  readonly spec: { readonly clusters?: readonly { readonly name: string }[] };
}

const [GOVERNED, FREE] = ["governed", "ungoverned"];
const SECONDS = 60;
const MEMBERS = [{ name: "f-a-cluster", labels: { certified: "pci" } }, { name: "f-b-cluster" }];

const certified = Members.labelled({ certified: "pci" });
const uncertified = Placement.evenly(["f-a-cluster"]);
const namespaces = [GOVERNED!, FREE!].map((name): Manifest => ({
  apiVersion: "v1",
  kind: "Namespace",
  metadata: { name },
}));
const applied: Manifest[] = [];

const addRule = (app: App): FederatedChart => {
  const chart = new FederatedChart(app, "rules");
  new SchedulingPolicy(chart, "pci", {
    workloads: { labels: { pci: "true" }, namespaces: [GOVERNED!] },
    members: { certified: "pci" },
    placement: Placement.evenly(certified),
  });
  return chart;
};
const rule = addRule(new App()).toJson() as Manifest[];

/** A Deployment and its policy. */
const addWorkload = (app: App, name: string, placement: Placement, pci = "true", namespace = GOVERNED!): Manifest[] => {
  const chart = new FederatedChart(app, name, { namespace, placement });
  new FederatedDeployment(chart, name, { image: "nginx", metadata: { labels: { pci } } });
  return chart.toJson() as Manifest[];
};
const workload = (...args: [string, Placement, string?, string?]): Manifest[] => addWorkload(new App(), ...args);

const applyKept = async (manifests: readonly Manifest[]): Promise<void> => {
  applied.push(...manifests);
  await apply(manifests);
};
const membersOf = (name: string): Promise<readonly string[]> =>
  eventually(
    `${name} is scheduled`,
    SECONDS,
    async () => {
      const bindings = await list<Binding>(KARMADA, "resourcebindings", "-n", GOVERNED!);
      const binding = bindings.find(({ metadata }) => metadata.name === `${name}-deployment`);
      return (binding?.spec.clusters ?? []).map((cluster) => cluster.name);
    },
    (members) => members.length > 0,
  );
const refusalOf = (manifests: readonly Manifest[]): string =>
  planManifests([...rule, ...manifests], MEMBERS).workloads[0]!.problem!;

beforeAll(async () => {
  // An API server whose last rule was taken away no longer follows workloads: see docs/guides/policies.md.
  const server = ["-n", "karmada-system", "deployment/karmada-apiserver"];
  await kubectl("f", "rollout", "restart", ...server);
  await kubectl("f", "rollout", "status", ...server, "--timeout=90s");
  await kubectl(KARMADA, "label", "cluster", "f-a-cluster", "certified=pci");
  await apply([...namespaces, ...rule]);
  const probe = workload("probe", uncertified);
  await eventually(
    "the rule is in force",
    SECONDS,
    () => apply(probe).then(String, String),
    (answer) => answer.includes(refusalOf(probe)),
  );
  await withdraw(probe);
});

afterAll(async () => {
  await withdraw([...applied, ...rule, ...namespaces]);
  await kubectl(KARMADA, "label", "cluster", "f-a-cluster", "certified-");
});

onKarmada(
  "A workload that breaks a scheduling policy is refused live in the words of the plan and of synth",
  async () => {
    const objects = workload("broken", uncertified);
    const sentence = refusalOf(objects);
    expect(sentence).toContain(
      'Deployment "broken" in namespace "governed" may run only on members with certified=pci',
    );
    expect(() => {
      const app = new App();
      addRule(app);
      addWorkload(app, "broken", uncertified);
    }).toThrow(sentence);
    applied.push(...objects);
    await expect(apply(objects)).rejects.toThrow(sentence);
  },
);

onKarmada("A workload that keeps to a scheduling policy runs only on members with its labels", async () => {
  await applyKept(workload("kept", Placement.evenly(certified)));
  expect(await membersOf("kept")).toEqual(["f-a-cluster"]);
});

onKarmada("A scheduling policy places the workloads that no policy selects", async () => {
  await applyKept(workload("default", uncertified).filter(({ kind }) => kind === "Deployment"));
  expect(await membersOf("default")).toEqual(["f-a-cluster"]);
});

onKarmada(
  "A policy may not be widened afterwards, nor a workload come under a rule that its policy breaks",
  async () => {
    await applyKept(workload("narrow", Placement.evenly(certified)));
    const widened = workload("narrow", uncertified);
    const policy = widened.filter(({ kind }) => kind === "PropagationPolicy");
    await eventually(
      "the API server has seen the workload",
      SECONDS,
      () => apply(policy).then(String, String),
      (answer) => answer.includes(refusalOf(widened)),
    );

    const later = workload("later", uncertified, "false");
    await applyKept(later);
    await expect(
      kubectl(KARMADA, "label", "--overwrite", "-n", GOVERNED!, "deployment/later", "pci=true"),
    ).rejects.toThrow(refusalOf(workload("later", uncertified)));
  },
);

onKarmada("What a scheduling policy does not concern is let alone", async () => {
  await applyKept(workload("elsewhere", uncertified, "true", FREE!));
  await applyKept(workload("unlabelled", uncertified, "false"));
});
