import { Cron, Duration } from "cdk8s";
import type { Construct } from "constructs";
import fc from "fast-check";
import type { Arbitrary } from "fast-check";
import * as fedstack from ".";
import { planManifests, planReplicas } from "./plan";
import { attempt, broken, faultsIn } from "./hostile.test-support";

const { Members, MemberGroups, Override, Placement } = fedstack;

/* eslint-disable @typescript-eslint/no-explicit-any -- as from a program without types */

const placement = Placement.duplicated();
const overrides = [Override.on(["a"], { labels: { tier: "edge" } })];
const object = { metadata: { name: "x", labels: { a: "b" } }, placement, overrides };
const container = { image: "nginx", args: ["-v"], env: { A: "b" }, resources: { requests: { cpu: "1" } }, port: 80 };
const template = { metadata: { labels: { a: "b" } }, spec: { containers: [{ name: "a", image: "nginx" }] } };
const spec = { selector: { matchLabels: { a: "b" } }, template };
const web = (chart: Construct): any => new fedstack.FederatedDeployment(chart, "web", { image: "nginx", placement });

/** Every construct, with arguments that are right. */
const constructs: readonly (readonly [name: string, props: object, create: (chart: Construct, props: any) => unknown])[] = [
  ["FederatedDeployment", { ...object, ...container, replicas: 2 }, (c, p) => new fedstack.FederatedDeployment(c, "x", p)],
  ["FederatedDeployment", { ...object, spec }, (c, p) => new fedstack.FederatedDeployment(c, "x", p)],
  ["FederatedStatefulSet", { ...object, ...container, serviceName: "x" }, (c, p) => new fedstack.FederatedStatefulSet(c, "x", p)],
  ["FederatedStatefulSet", { ...object, spec: { ...spec, serviceName: "x" } }, (c, p) => new fedstack.FederatedStatefulSet(c, "x", p)],
  ["FederatedDaemonSet", { ...object, ...container }, (c, p) => new fedstack.FederatedDaemonSet(c, "x", p)],
  ["FederatedDaemonSet", { ...object, spec }, (c, p) => new fedstack.FederatedDaemonSet(c, "x", p)],
  ["FederatedJob", { ...object, ...container, completions: 2 }, (c, p) => new fedstack.FederatedJob(c, "x", p)],
  ["FederatedJob", { ...object, spec: { template } }, (c, p) => new fedstack.FederatedJob(c, "x", p)],
  ["FederatedCronJob", { ...object, ...container, schedule: Cron.daily(), timeZone: "UTC" }, (c, p) => new fedstack.FederatedCronJob(c, "x", p)],
  ["FederatedCronJob", { ...object, spec: { schedule: "0 0 * * *", jobTemplate: { spec: { template } } } }, (c, p) => new fedstack.FederatedCronJob(c, "x", p)],
  ["FederatedConfigMap", { ...object, data: { a: "b" } }, (c, p) => new fedstack.FederatedConfigMap(c, "x", p)],
  ["FederatedSecret", { ...object, stringData: { a: "b" }, type: "Opaque" }, (c, p) => new fedstack.FederatedSecret(c, "x", p)],
  ["FederatedService", { ...object, port: 80, type: "ClusterIP" }, (c, p) => new fedstack.FederatedService(c, "x", p)],
  ["FederatedService", { ...object, spec: { ports: [{ port: 80 }], selector: { a: "b" } } }, (c, p) => new fedstack.FederatedService(c, "x", p)],
  ["exposeViaService", { port: 80, targetPort: 80 }, (c, p) => web(c).exposeViaService(p)],
  ["FederatedIngress", { ...object, host: "a.example", path: "/" }, (c, p) => new fedstack.FederatedIngress(c, "x", p)],
  ["FederatedIngress", { ...object, spec: { rules: [{ host: "a.example" }] } }, (c, p) => new fedstack.FederatedIngress(c, "x", p)],
  ["FederatedNamespace", { metadata: { name: "x" }, placement }, (c, p) => new fedstack.FederatedNamespace(c, "x", p)],
  ["FederatedResourceQuota", { overall: { cpu: "2" }, perMember: [["a", { cpu: "1" }]] }, (c, p) => new fedstack.FederatedResourceQuota(c, "x", p)],
  ["KarmadaObject", { metadata: { name: "x" }, kind: "MultiClusterService", spec: { types: ["CrossCluster"] } }, (c, p) => new fedstack.KarmadaObject(c, "x", p)],
  ["FederatedHPA", { maxReplicas: 2, metrics: [{ type: "Pods" }], behavior: {} }, (c, p) => new fedstack.FederatedHPA(c, "x", { target: web(c), ...p })],
  ["CronFederatedHPA", { rules: [{ name: "a", schedule: Cron.daily(), replicas: 2 }] }, (c, p) => new fedstack.CronFederatedHPA(c, "x", { target: web(c), ...p })],
  ["SchedulingPolicy", { workloads: { labels: { a: "b" }, namespaces: ["a"] }, members: { a: ["b"] }, placement }, (c, p) => new fedstack.SchedulingPolicy(c, "x", p)],
  ["Propagation", { objects: [], placement, overrides, scope: "Cluster", metadata: { name: "x" } }, (c, p) => new fedstack.Propagation(c, "x", p)],
  ["FederatedChart", { placement, overrides, members: [{ name: "a", zones: ["z"] }], skippedNamespaces: ["x"], skippedApis: ["x"], labels: { a: "b" } }, (c, p) => web(new fedstack.FederatedChart(c, "x", p))],
]; // prettier-ignore

describe.each(constructs)("%s", (_, right, create) => {
  test("takes what is right", () => {
    const message = faultsIn((chart) => create(chart, right));
    expect(message).not.toContain("not a known field");
  });

  test("never crashes, whatever is wrong", () => {
    fc.assert(
      fc.property(broken(right), (props) => void faultsIn((chart) => create(chart, props))),
      { numRuns: 50 },
    );
  });

  test("finds a field that it does not have", () => {
    for (const key of Object.keys(right)) {
      const wrong = { ...right, [`${key}z`]: 1 };
      expect(faultsIn((chart) => create(chart, wrong))).toContain(`] ${key}z: is not a known field; did you mean`);
    }
  });
});

/** Options of placements and overrides, with where they are checked. */
const options = {
  tolerations: [{ key: "a", effect: "NoExecute", for: Duration.minutes(1) }],
  spread: { members: { min: 1, max: 2 }, labels: { a: { min: 1 } } },
  failover: {
    application: { after: Duration.minutes(1), preserve: { a: "{.b}" } },
    cluster: { purgeMode: "directly" },
  },
  priority: 1,
};
const changes = {
  image: { registry: "mirror.example.com" },
  command: { add: ["-v"] },
  env: { A: "b" },
  container: "web",
  labels: { a: "b" },
  set: { "/spec/replicas": 2 },
  text: { "/data/a": { yaml: { set: { "/a": 1 }, remove: ["/b"] } } },
  remove: ["/spec/paused"],
};
const factories: readonly (readonly [name: string, args: readonly unknown[], place: (...args: any) => object])[] = [
  ["Placement.duplicated", [["a"], options], (...args) => ({ placement: (Placement.duplicated as any)(...args) })],
  ["Placement.evenly", [Members.all(), options], (...args) => ({ placement: (Placement.evenly as any)(...args) })],
  ["Placement.weighted", [[["a", 1], [Members.inRegion("x"), 2]], { ...options, among: ["a"] }], (...args) => ({ placement: (Placement.weighted as any)(...args) })],
  ["Placement.byFreeCapacity", [["a"], options], (...args) => ({ placement: (Placement.byFreeCapacity as any)(...args) })],
  ["Placement.packed", [MemberGroups.first("a", ["a"]), options], (...args) => ({ placement: (Placement.packed as any)(...args) })],
  ["Members.named", ["a", { name: "b" }], (...args) => on((Members.named as any)(...args))],
  ["Members.labeled", [{ a: "b", c: ["d"] }], (...args) => on((Members.labeled as any)(...args))],
  ["Members.notLabeled", [{ a: "b" }], (...args) => on((Members.notLabeled as any)(...args))],
  ["Members.withLabelKeys", ["a", "b"], (...args) => on((Members.withLabelKeys as any)(...args))],
  ["Members.inRegion", ["a", "b"], (...args) => on((Members.inRegion as any)(...args))],
  ["Members.and", [Members.named("a")], (...args) => on((Members.all().and as any).apply(Members.all(), args))],
  ["Members.except", ["a"], (...args) => on((Members.all().except as any).apply(Members.all(), args))],
  ["MemberGroups", ["a", ["a"]], (...args) => on((MemberGroups.first as any)(...args).orElse("z", ["b"]))],
  ["Override.on", [["a"], changes], (...args) => ({ placement, overrides: [(Override.on as any)(...args)] })],
]; // prettier-ignore

function on(where: any): object {
  return { placement: Placement.packed(where) };
}

test.each(factories)("%s never crashes, whatever is wrong", (_, right, place) => {
  const synthesize = (args: readonly unknown[]): string =>
    faultsIn((chart) => new fedstack.FederatedDeployment(chart, "x", { image: "nginx", ...place(...args) }));
  synthesize(right);
  const arrays = broken(right).filter(Array.isArray) as Arbitrary<unknown[]>;
  fc.assert(
    fc.property(arrays, (args) => void synthesize(args)),
    { numRuns: 50 },
  );
});

test("options that are misspelled are found at every depth", () => {
  const misspelled = Placement.duplicated(Members.all(), {
    toleration: [],
    spread: { member: {}, regions: { mim: 1 } },
    failover: { application: { affter: 1 } },
  } as any);
  const override = Override.on(["a"], { label: {}, image: { registri: "x" }, command: { ad: [] } } as any);
  const message = faultsIn(
    (chart) =>
      new fedstack.FederatedDeployment(chart, "x", { image: "nginx", placement: misspelled, overrides: [override] }),
  );
  expect(message.split("\n  ").slice(1)).toEqual([
    '[chart/x/Policy] placement.failover.application.affter: is not a known field; did you mean "after"?',
    '[chart/x/Policy] placement.spread.regions.mim: is not a known field; did you mean "min"?',
    '[chart/x/Policy] placement.spread.member: is not a known field; did you mean "members"?',
    '[chart/x/Policy] placement.toleration: is not a known field; did you mean "tolerations"?',
    '[chart/x/Policy] overrides[0].image.registri: is not a known field; did you mean "registry"?',
    '[chart/x/Policy] overrides[0].command.ad: is not a known field; did you mean "add"?',
    '[chart/x/Policy] overrides[0].label: is not a known field; did you mean "labels"?',
  ]);
});

test("one mistake is one fault", () => {
  const one = (props: any): string[] =>
    faultsIn((chart) => new fedstack.FederatedDeployment(chart, "x", { image: "nginx", ...props }))
      .split("\n  ")
      .slice(1);
  expect(one({ placement: Placement.weighted([]) })).toEqual([
    "[chart/x/Policy] placement.weighted: [] has no weights; add at least one, or use evenly()",
  ]);
  expect(one({ placement: (Placement.weighted as any)({}) })).toEqual([
    "[chart/x/Policy] placement.weighted: is an object; use a list",
  ]);
  expect(one({ placement, overrides: "a" })).toEqual(['[chart/x/Policy] overrides: "a" is a string; use a list']);
  expect(one({ placement: "a" })).toEqual(['[chart/x/Policy] placement: "a" is a string; use a Placement']);
});

test("a construct without props says what is missing", () => {
  const without = (type: any): string[] =>
    faultsIn((chart) => new type(chart, "x"))
      .split("\n  ")
      .slice(1)
      .map((fault) => fault.replace(/^\[[^\]]*\] /, "").split(";")[0]!);
  expect(without(fedstack.FederatedDeployment)).toEqual(["image: is missing", "placement: is missing"]);
  expect(without(fedstack.FederatedService)).toEqual(["port: is missing", "placement: is missing"]);
  expect(without(fedstack.FederatedIngress)).toEqual([
    "host: is missing",
    "service: is missing",
    "placement: is missing",
  ]);
  expect(without(fedstack.FederatedHPA)).toEqual(["target: is missing", "maxReplicas: is missing"]);
  expect(without(fedstack.CronFederatedHPA)).toEqual(["target: is missing", "rules: is missing"]);
});

test("a plan tells which counts of a member are not numbers", () => {
  const request = {
    name: "web",
    replicas: 2,
    members: [],
    current: { a: { toString: 0 } },
    capacity: { b: "2", c: -1 },
  };
  expect(() => planReplicas(request as any)).toThrow(
    'web: capacity.b: "2" is a string; use a whole number from 0\n' +
      'capacity.c: "-1" is a number; use a whole number from 0\n' +
      "current.a: is an object; use a whole number from 0",
  );
});

test("a plan never crashes, whatever is wrong with its members, options and requests", () => {
  const members = [{ name: "a", labels: { a: "b" }, zones: ["z"], taints: [{ key: "a", effect: "NoSchedule" }] }];
  const request = { name: "web", replicas: 2, placement: {}, members, current: { a: 1 }, capacity: { a: 2 }, uid: "u" };
  const manifests = [{ apiVersion: "v1", kind: "ConfigMap", metadata: { name: "a" } }];
  const planning = { otherManifests: manifests, skippedNamespaces: ["kube-.*"], skippedApis: ["v1/Secret"] };
  fc.assert(
    fc.property(broken(request), broken(members), broken(planning), broken(manifests), (a, b, c, d) => {
      attempt(() => planReplicas(a as any));
      attempt(() => planManifests(manifests, b as any));
      attempt(() => planManifests(manifests, members as any, c as any));
      attempt(() => planManifests(d as any, members as any));
    }),
    { numRuns: 100 },
  );
});
