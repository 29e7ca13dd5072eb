import { planManifests } from "@fedstack/constructs/plan";
import type { Binding } from "../departures/binding";
import { bindingOf } from "../departures/bindings.test-support";
import { tellUnplaced } from "./unplaced";

const DEPLOYMENT = { apiVersion: "apps/v1", kind: "Deployment" };
const WEB = { ...DEPLOYMENT, metadata: { name: "web" }, spec: { replicas: 4, template: {} } };
const SETTINGS = { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "settings" } };
const POLICY = {
  apiVersion: "policy.karmada.io/v1alpha1",
  kind: "PropagationPolicy",
  metadata: { name: "web" },
  spec: { resourceSelectors: [DEPLOYMENT, { apiVersion: "v1", kind: "ConfigMap" }], placement: {} },
};
const clusters = ["a", "b"].map((name) => ({ name, replicas: 2 }));
const web = bindingOf({ replicas: 4, placement: {}, clusters });
const settings = bindingOf({
  resource: { apiVersion: "v1", kind: "ConfigMap", name: "settings", namespace: "default" },
  placement: {},
  clusters: [{ name: "a" }],
});
const told = (bindings: readonly Binding[], objects: readonly object[], isOthers = false): readonly string[] =>
  tellUnplaced(planManifests(objects, [{ name: "a" }, { name: "b" }]), bindings, () => isOthers);

test("what the program still has, and no longer places, is said to stay where it is", () => {
  const why =
    "stays there, and no longer follows changes, because no policy selects it any longer; select it in a policy, or " +
    "remove it from the program to delete it there";
  expect(told([web, settings], [WEB, SETTINGS])).toEqual([
    `Deployment web runs on a, b (4 replicas), ${why}`,
    `ConfigMap settings is on a, ${why}`,
  ]);
});

test("what a policy places has no line, and so have what is nowhere, what only follows others and what the program does not have", () => {
  expect(told([web, settings], [WEB, SETTINGS, POLICY])).toEqual([]);
  expect(told([web, settings], [WEB, SETTINGS], true)).toEqual([]);
  expect(told([bindingOf({ placement: {}, clusters: [] })], [WEB])).toEqual([]);
  expect(told([bindingOf({ clusters })], [WEB])).toEqual([]);
  expect(told([web], [SETTINGS])).toEqual([]);
});
