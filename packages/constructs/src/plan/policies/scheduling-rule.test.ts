import type { PlacementSpec } from "../../api/karmada";
import { planManifests, planTable } from "..";
import { RULE_ANNOTATION } from "../../kinds/rule-annotation";
import { isConfined, refusal } from "./scheduling-rule";
import type { Manifest } from "../../kinds/manifest";

const DEPLOYMENTS = { apiVersion: "apps/v1", kind: "Deployment" };
const CERTIFIED = {
  labelSelector: { matchExpressions: [{ key: "certified", operator: "In" as const, values: ["pci"] }] },
};
const certified: PlacementSpec = { clusterAffinity: CERTIFIED };
const members = [{ name: "f-a-cluster", labels: { certified: "pci" } }, { name: "f-b-cluster" }];

const rule = (rule: object = {}): Manifest => ({
  apiVersion: "admissionregistration.k8s.io/v1",
  kind: "ValidatingAdmissionPolicy",
  metadata: {
    name: "pci",
    annotations: {
      [RULE_ANNOTATION]: JSON.stringify({
        name: "pci",
        labels: { pci: "true" },
        namespaces: ["shop"],
        members: { certified: ["pci"] },
        ...rule,
      }),
    },
  },
});
const policy = (
  name: string,
  placement: PlacementSpec,
  selector: object = DEPLOYMENTS,
  kind = "PropagationPolicy",
): Manifest => ({
  apiVersion: "policy.karmada.io/v1alpha1",
  kind,
  metadata: { name, ...(kind === "PropagationPolicy" && { namespace: "shop" }) },
  spec: { resourceSelectors: [selector], placement },
});
const cart = (metadata: object = {}, kind = DEPLOYMENTS): Manifest => ({
  ...kind,
  metadata: { name: "cart", namespace: "shop", labels: { pci: "true" }, ...metadata },
  spec: { replicas: 4 },
});
const problemOf = (...manifests: Manifest[]): string | undefined => {
  const { workloads, objects } = planManifests(manifests, members);
  return [...workloads, ...objects].find(({ name }) => name === "cart")!.problem;
};
const refusedFor = (kind: string, name: string): string =>
  `Deployment "cart" in namespace "shop" may run only on members with certified=pci (scheduling policy "pci"); ` +
  `${kind} "${name}" may place it on others; select them with Members.labeled({ certified: "pci" })`;

test("a workload that breaks a rule gets no replicas, and is reported with its policy, the rule and the remedy", () => {
  const plan = planManifests([rule(), policy("cart", {}), cart()], members);
  expect(plan.workloads).toMatchObject([
    { name: "cart", policy: { name: "cart" }, replicas: 4, total: 0, assignments: [], members: [] },
  ]);
  expect(plan.workloads[0]!.problem).toBe(refusedFor("PropagationPolicy", "cart"));
  expect(planTable(plan)).toContain(`error: Deployment shop/cart: ${refusedFor("PropagationPolicy", "cart")}`);
});

test("a workload that obeys the rule lands where the members have the labels", () => {
  const { workloads } = planManifests([rule(), policy("cart", certified), cart()], members);
  expect(workloads[0]).toMatchObject({ members: ["f-a-cluster"], total: 4 });
});

test("a rule applies to its labels, its namespaces and kinds that run pods", () => {
  const kept = [
    problemOf(rule(), policy("cart", {}), cart({ labels: { pci: "false" } })),
    problemOf(rule(), policy("cart", {}), cart({ labels: undefined })),
    problemOf(rule({ namespaces: ["bank"] }), policy("cart", {}), cart()),
    problemOf(
      rule(),
      policy("cart", {}, { apiVersion: "v1", kind: "ConfigMap" }),
      cart({}, { apiVersion: "v1", kind: "ConfigMap" }),
    ),
  ];
  expect(kept).toEqual([undefined, undefined, undefined, undefined]);
  expect(problemOf(rule({ namespaces: undefined }), policy("cart", {}), cart())).toBe(
    refusedFor("PropagationPolicy", "cart"),
  );
});

test("a workload without replicas of its own is refused, too", () => {
  const daemon = { apiVersion: "apps/v1", kind: "DaemonSet" };
  const plan = planManifests([rule(), policy("cart", {}, daemon), cart({}, daemon)], members);
  expect(plan.objects).toMatchObject([{ kind: "DaemonSet", members: [] }]);
  expect(plan.objects[0]!.problem).toContain('DaemonSet "cart" in namespace "shop" may run only on members with');
});

test("every policy of the namespace that selects a workload is checked, even if another takes precedence", () => {
  const own = policy("own", certified, { ...DEPLOYMENTS, name: "cart" });
  expect(problemOf(rule(), own, policy("all", {}), cart())).toBe(refusedFor("PropagationPolicy", "all"));
  const rest = { ...DEPLOYMENTS, labelSelector: { matchExpressions: [{ key: "pci", operator: "DoesNotExist" }] } };
  expect(problemOf(rule(), own, policy("all", {}, rest), cart())).toBeUndefined();
});

test("a cluster-wide policy is checked if no policy of the namespace selects the workload and Karmada uses it", () => {
  const everything = policy("everything", {}, DEPLOYMENTS, "ClusterPropagationPolicy");
  const ours = policy(
    "pci",
    certified,
    { ...DEPLOYMENTS, labelSelector: { matchLabels: { pci: "true" } } },
    "ClusterPropagationPolicy",
  );
  expect(problemOf(rule(), everything, cart())).toBe(refusedFor("ClusterPropagationPolicy", "everything"));
  expect(problemOf(rule(), everything, policy("own", certified), cart())).toBeUndefined();
  expect(problemOf(rule(), everything, ours, cart())).toBeUndefined();
});

test("a workload that breaks two rules gets both messages", () => {
  const other = rule({ name: "eu", members: { data: ["eu"] } });
  expect(problemOf(rule(), other, policy("cart", {}), cart())).toBe(
    `${refusedFor("PropagationPolicy", "cart")}. ${refusedFor("PropagationPolicy", "cart")
      .replaceAll("certified=pci", "data=eu")
      .replace('policy "pci"', 'policy "eu"')
      .replace('certified: "pci"', 'data: "eu"')}`,
  );
});

test("a rule that cannot be read is an error, not a rule that applies to nothing", () => {
  const broken = { ...rule(), metadata: { name: "pci", annotations: { [RULE_ANNOTATION]: "{" } } };
  expect(() => planManifests([broken], members)).toThrow(
    'ValidatingAdmissionPolicy "pci": metadata.annotations["fedstack.dev/scheduling-policy"]: is not the rule of a scheduling policy; synthesize the policy again',
  );
});

test.each<[string, boolean, PlacementSpec | undefined]>([
  ["no placement", false, undefined],
  ["no selection", false, {}],
  ["an empty selection", false, { clusterAffinity: {} }],
  ["only names", false, { clusterAffinity: { clusterNames: ["f-a-cluster"] } }],
  ["the labels", true, certified],
  [
    "the labels, in the short form",
    true,
    { clusterAffinity: { labelSelector: { matchLabels: { certified: "pci" } } } },
  ],
  [
    "another value, in the short form",
    false,
    { clusterAffinity: { labelSelector: { matchLabels: { certified: "no" } } } },
  ],
  ["no group", false, { clusterAffinities: [] }],
  [
    "groups with the labels",
    true,
    {
      clusterAffinities: [
        { affinityName: "a", ...CERTIFIED },
        { affinityName: "b", ...CERTIFIED },
      ],
    },
  ],
  ["one group without", false, { clusterAffinities: [{ affinityName: "a", ...CERTIFIED }, { affinityName: "b" }] }],
  [
    "an overflow without",
    false,
    { clusterAffinities: [{ affinityName: "a", ...CERTIFIED, overflowAffinities: [{ affinityName: "b" }] }] },
  ],
])("a placement with %s is confined: %s", (_, expected, placement) => {
  expect(isConfined(placement, { certified: ["pci"] })).toBe(expected);
});

test("several labels and values are shown as label selectors, and as code", () => {
  const members = { certified: ["pci", "sox"], "example.com/tier": ["edge"] };
  const ref = { kind: "Job", name: "import", namespace: "bank" };
  expect(refusal({ name: "both", labels: { a: "b" }, members }, ref, { kind: "PropagationPolicy", name: "p" })).toBe(
    'Job "import" in namespace "bank" may run only on members with certified in (pci, sox) and example.com/tier=edge ' +
      '(scheduling policy "both"); PropagationPolicy "p" may place it on others; ' +
      'select them with Members.labeled({ certified: ["pci", "sox"], "example.com/tier": "edge" })',
  );
});
