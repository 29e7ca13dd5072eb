import type { Chart } from "cdk8s";
import { ApiObject, App, Testing } from "cdk8s";
import * as fc from "fast-check";
import { FederatedChart } from "../chart/federated-chart";
import { FederatedDeployment } from "../workloads/federated-deployment";
import { MemberGroups } from "../members/member-groups";
import { Members } from "../members/members";
import { Placement } from "../placement/placement";
import { isConfined } from "../plan/policies/scheduling-rule";
import { Propagation } from "../propagation/propagation";
import { faultsOf } from "../synthesis.test-support";
import { SchedulingPolicy } from "./scheduling-policy";
import type { SchedulingPolicyProps } from "./scheduling-policy";

const certified = Members.labeled({ certified: "pci" });
const labels = { pci: "true" };
const PCI: SchedulingPolicyProps = { workloads: { labels, namespaces: ["shop"] }, members: { certified: "pci" } };
const shop = (app = new App(), id = "shop"): FederatedChart => new FederatedChart(app, id, { namespace: "shop" });
const cart = (chart: Chart, placement: Placement, metadata: object = { labels }): FederatedDeployment =>
  new FederatedDeployment(chart, "cart", { image: "nginx", placement, metadata });
const REFUSED =
  'Deployment "cart" in namespace "shop" may run only on members with certified=pci (scheduling policy "pci"); ' +
  'PropagationPolicy "cart-deployment" may place it on others; select them with Members.labeled({ certified: "pci" })';

test("a workload that may run on other members is an error", () => {
  const chart = shop();
  new SchedulingPolicy(chart, "pci", PCI);
  cart(chart, Placement.evenly(["f-a-cluster"]));
  expect(faultsOf(chart)).toEqual([`[shop/pci] shop/cart: ${REFUSED}`]);
});

test("a workload in another chart is an error, too, whichever chart is rendered", () => {
  const app = new App();
  const rules = shop(app, "rules");
  new SchedulingPolicy(rules, "pci", PCI);
  const chart = shop(app);
  cart(chart, Placement.evenly());
  expect([faultsOf(rules), faultsOf(chart)]).toEqual([
    [`[rules/pci] shop/cart: ${REFUSED}`],
    [`[rules/pci] shop/cart: ${REFUSED}`],
  ]);
});

test("a workload on the right members, with other labels, or in another namespace, is not an error", () => {
  const chart = shop();
  new SchedulingPolicy(chart, "pci", PCI);
  cart(chart, Placement.evenly(certified.and(Members.inRegion("tw")).except("f-c-cluster")));
  new FederatedDeployment(chart, "web", { image: "nginx", placement: Placement.evenly() });
  new FederatedDeployment(chart, "far", {
    image: "nginx",
    placement: Placement.evenly(),
    metadata: { labels, namespace: "other" },
  });
  expect(faultsOf(chart)).toEqual([]);
});

test("its objects come before the workloads that it applies to", () => {
  const chart = shop();
  cart(chart, Placement.evenly(certified));
  new SchedulingPolicy(chart, "pci", { ...PCI, placement: Placement.evenly(certified) });
  const kinds = chart.toJson().map(({ kind }) => kind);
  expect(kinds.indexOf("Deployment")).toBeGreaterThan(kinds.lastIndexOf("ValidatingAdmissionPolicyBinding"));
  expect(kinds.indexOf("Deployment")).toBeGreaterThan(kinds.indexOf("ClusterPropagationPolicy"));
});

test("its placement applies to workloads that no policy selects", () => {
  const chart = shop();
  const { defaultPolicy } = new SchedulingPolicy(chart, "pci", {
    ...PCI,
    placement: Placement.evenly(certified, { priority: 3 }),
  });
  const workload = new ApiObject(chart, "stray", { apiVersion: "apps/v1", kind: "Deployment", metadata: { labels } });
  const { workloads } = chart.plan([{ name: "f-a-cluster", labels: { certified: "pci" } }, { name: "f-b-cluster" }]);
  expect(workloads).toMatchObject([{ name: workload.name, policy: { name: "pci" }, members: ["f-a-cluster"] }]);
  expect(defaultPolicy?.toJson()).toMatchObject({
    kind: "ClusterPropagationPolicy",
    metadata: { name: "pci" },
    spec: { priority: 3, placement: Placement.evenly(certified).spec },
  });
  expect(defaultPolicy?.toJson().spec.resourceSelectors).toContainEqual({
    apiVersion: workload.apiVersion,
    kind: workload.kind,
    namespace: "shop",
    labelSelector: { matchLabels: labels },
  });
});

test("without namespaces it applies to all of them", () => {
  const chart = Testing.chart();
  new SchedulingPolicy(chart, "pci", { ...PCI, workloads: { labels }, placement: Placement.evenly(certified) });
  const text = JSON.stringify(chart.toJson());
  expect(text).not.toContain("namespaceSelector");
  expect(text).not.toContain('"namespace":');
});

test("none of its objects is in the chart's namespace", () => {
  const chart = shop();
  new SchedulingPolicy(chart, "pci", { ...PCI, placement: Placement.evenly(certified) });
  expect(chart.toJson().filter(({ metadata }) => "namespace" in metadata)).toEqual([]);
});

test("all its faults are reported at once", () => {
  const chart = shop();
  new SchedulingPolicy(chart, "pci", {
    metadata: { name: "PCI\n", labels: { "a b": "" } },
    workloads: { labels: { "no key": "no value!" }, namespaces: ["Shop", "shop"] },
    members: { certified: [], "": "x" },
    placement: Placement.evenly([]),
  });
  expect(faultsOf(chart).map((fault) => fault.replace("[shop/pci] ", ""))).toEqual([
    'metadata.name: "PCI\\n" is not a DNS name; use at most 63 lowercase letters, digits, inner "-" and "."',
    'metadata.labels: "a b" is not a label key; use one such as "tier" or "example.com/tier"',
    'workloads.labels: "no key" is not a label key; use one such as "tier" or "example.com/tier"',
    'workloads.labels["no key"]: "no value!" is not a label value; use at most 63 letters, digits and inner "-", "_" and "."',
    'workloads.namespaces[0]: "Shop" is not a DNS label; use at most 63 lowercase letters, digits and inner "-"',
    'members[1]: "" is not a label key; use one such as "tier" or "example.com/tier"',
    "members.certified: () selects nothing; add at least one",
    "Members.named: () selects nothing; add at least one",
  ]);
});

test("labels, namespaces and members must not be empty", () => {
  const chart = shop();
  new SchedulingPolicy(chart, "pci", { workloads: { labels: {}, namespaces: [] }, members: {} });
  expect(faultsOf(chart).map((fault) => fault.replace("[shop/pci] ", ""))).toEqual([
    "workloads.labels: {} matches every workload; add at least one label",
    "workloads.namespaces: [] matches no namespace; add at least one, or leave it out for all",
    "members: () selects nothing; add at least one",
  ]);
});

test("a placement that breaks the rule itself, or names an unknown member, is an error", () => {
  const chart = new FederatedChart(new App(), "shop", { members: [{ name: "f-a-cluster" }] });
  new SchedulingPolicy(chart, "pci", { ...PCI, placement: Placement.evenly(["f-z-cluster"]) });
  expect(faultsOf(chart).map((fault) => fault.replace("[shop/pci] ", ""))).toEqual([
    'placement: "f-z-cluster" is not a member of this federation; use one of "f-a-cluster"',
    'placement: admits members without certified=pci; select them with Members.labeled({ certified: "pci" })',
  ]);
});

test("two with the same name are an error", () => {
  const chart = shop();
  new SchedulingPolicy(chart, "pci", PCI);
  new SchedulingPolicy(chart, "second", { ...PCI, metadata: { name: "pci" } });
  expect(faultsOf(chart)[0]).toContain('ValidatingAdmissionPolicy "pci-propagationpolicy" already exists at shop/pci');
});

test("a policy for all namespaces needs a priority next to the default placement", () => {
  const faultsWith = (priority: number): string[] => {
    const chart = shop();
    new SchedulingPolicy(chart, "pci", { ...PCI, placement: Placement.evenly(certified) });
    const objects = ["shop", "other"].map(
      (namespace) =>
        new ApiObject(chart, namespace, {
          apiVersion: "v1",
          kind: "Pod",
          metadata: { name: "cart", namespace, labels },
        }),
    );
    new Propagation(chart, "group", { objects, placement: Placement.evenly(certified, { priority }) });
    return faultsOf(chart);
  };
  expect(faultsWith(0)).toEqual([
    '[shop] shop/shop: policies "group" and "pci" both claim Pod "cart"; propagate it once, or give one placement a priority',
  ]);
  expect(faultsWith(1)).toEqual([]);
});

const criteria = fc.oneof(
  fc.constant(Members.all()),
  fc.constantFrom("tw", "eu").map((region) => Members.inRegion(region)),
  fc.constantFrom("a", "b").map((name) => Members.named(name)),
  fc.constantFrom("x", "certified").map((key) => Members.withLabelKeys(key)),
  fc.constantFrom("x", "certified").map((key) => Members.notLabeled({ [key]: "no" })),
);
const required = fc.dictionary(
  fc.constantFrom("certified", "tier", "example.com/zone"),
  fc.subarray(["a", "b", "c"], { minLength: 1 }),
  {
    minKeys: 1,
  },
);

test("any selection among members with the labels is confined, also in groups", () => {
  fc.assert(
    fc.property(required, criteria, criteria, (members, more, others) => {
      const inside = Members.labeled(members).and(more).except("f-c-cluster");
      const also = others.and(Members.labeled(members));
      const groups = MemberGroups.first("one", inside).overflowingTo("two", also).orElse("three", also);
      expect(isConfined(Placement.evenly(inside).spec, members)).toBe(true);
      expect(isConfined(Placement.packed(groups).spec, members)).toBe(true);
      expect(isConfined(Placement.packed(groups.orElse("four", more)).spec, members)).toBe(false);
      expect(isConfined(Placement.packed(groups.overflowingTo("four", more)).spec, members)).toBe(false);
    }),
  );
});

test("fewer values are confined, more values are not", () => {
  fc.assert(
    fc.property(required, (members) => {
      const first = Object.fromEntries(Object.entries(members).map(([key, values]) => [key, values.slice(0, 1)]));
      const more = Object.fromEntries(Object.entries(members).map(([key, values]) => [key, [...values, "d"]]));
      expect(isConfined(Placement.evenly(Members.labeled(first)).spec, members)).toBe(true);
      expect(isConfined(Placement.evenly(Members.labeled(more)).spec, members)).toBe(false);
    }),
  );
});
