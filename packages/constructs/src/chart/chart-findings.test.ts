import { ApiObject, App, Chart, JsonPatch } from "cdk8s";
import type { Member } from "../plan";
import { setDefaults } from "./defaults";
import { findingsIn, planFaults } from "./chart-findings";

const POLICY = { apiVersion: "policy.karmada.io/v1alpha1", kind: "PropagationPolicy" };
const MEMBERS = [{ name: "a" }, { name: "b" }];
const settings = (scope: Chart): ApiObject =>
  new ApiObject(scope, "settings", { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "settings" } });
const policyTo = (scope: Chart, ...clusterNames: string[]): ApiObject =>
  new ApiObject(scope, "policy", {
    ...POLICY,
    metadata: { name: "policy" },
    spec: {
      resourceSelectors: [{ apiVersion: "v1", kind: "ConfigMap", name: "settings" }],
      placement: { clusterAffinity: { clusterNames } },
    },
  });
const told = (chart: Chart): string[] =>
  findingsIn(chart).map(({ severity, path, problem }) => `${severity}: ${path}: ${problem}`);

test("an object that nothing places is found, with the path of its construct", () => {
  const chart = new Chart(new App(), "web");
  settings(chart);
  expect(told(chart)).toEqual([
    expect.stringMatching(/^\w+: web\/settings: ConfigMap (default\/)?settings: .*selects it/),
  ]);
});

test("a policy in another chart of the app places it as well", () => {
  const app = new App();
  const chart = new Chart(app, "web");
  settings(chart);
  policyTo(new Chart(app, "policies"), "a");
  expect(told(chart)).toEqual([]);
});

test.each([[undefined], [MEMBERS]])(
  "a stronger policy in another chart is reported with the object: members %j",
  (members) => {
    const app = new App();
    const [chart, other] = [new Chart(app, "web"), new Chart(app, "policies")];
    settings(chart);
    policyTo(chart, "a");
    const rival = policyTo(other, "b");
    rival.addJsonPatch(JsonPatch.replace("/metadata/name", "rival"), JsonPatch.add("/spec/priority", 1));
    for (const one of [chart, other]) setDefaults(one, { members });
    expect(told(chart)).toEqual([
      expect.stringMatching(/^warning: web\/settings: .*both .*policy and .*rival select it/),
    ]);
    expect(told(other)).toEqual([]);
  },
);

test.each([[undefined], [MEMBERS]])("an object of an API that Karmada skips is an error: members %j", (members) => {
  const problems = (skippedApis: readonly string[]): string[] => {
    const chart = new Chart(new App(), "web");
    settings(chart);
    policyTo(chart, "a");
    setDefaults(chart, { members, skippedApis });
    return planFaults(chart).map(({ problem }) => problem);
  };
  expect(problems([])).toEqual([]);
  expect(problems(["v1/ConfigMap"])).toEqual([
    "Karmada propagates no ConfigMap of v1: --skipped-propagating-apis says so",
  ]);
});

test("what depends on the members is found only if they are known", () => {
  const chart = new Chart(new App(), "web");
  settings(chart);
  policyTo(chart, "z");
  const before = told(chart);
  setDefaults(chart, { members: MEMBERS });
  expect(told(chart).length).toBeGreaterThan(before.length);
});

test("errors of a plan are faults, if the members can be read, and warnings are none", () => {
  const faultsWith = (members: readonly Member[], placed: string) => {
    const chart = new Chart(new App(), "web");
    settings(chart);
    policyTo(chart, placed);
    setDefaults(chart, { members });
    return planFaults(chart);
  };
  expect(faultsWith(MEMBERS, "a")).toEqual([]);
  expect(faultsWith(MEMBERS, "z")).toHaveLength(1);
  expect(faultsWith([{ name: "a" }, { name: "a" }], "z")).toEqual([]);
});

test.each([[undefined], [MEMBERS]])("what can never land is a fault: members %j", (members) => {
  const faultsIn = (namespace: string) => {
    const chart = new Chart(new App(), "web");
    settings(chart).addJsonPatch(JsonPatch.add("/metadata/namespace", namespace));
    policyTo(chart, "a").addJsonPatch(JsonPatch.add("/metadata/namespace", namespace));
    setDefaults(chart, { members });
    return planFaults(chart).map(({ path, problem }) => `${path}: ${problem}`);
  };
  expect(faultsIn("kube-system")).toEqual([
    expect.stringMatching(/^web\/settings: ConfigMap .*: Karmada propagates nothing in namespace kube-system/),
  ]);
  expect(faultsIn("shop")).toEqual([]);
});

test("a plan waits for other faults to be corrected", () => {
  const chart = new Chart(new App(), "web");
  const part = settings(chart);
  policyTo(chart, "a");
  const twice = [{ name: "a" }, { name: "b" }];
  setDefaults(chart, { members: twice });
  part.node.addValidation({ validate: () => ["is wrong"] });
  expect(planFaults(chart)).toEqual([]);
});
