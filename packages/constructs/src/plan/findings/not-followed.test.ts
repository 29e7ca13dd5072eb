import { tell } from "../../faults";
import { object, policy } from "../manifests.test-support";
import { policiesAmong } from "../policies/policies";
import { fieldsNotFollowed, objectsNotFollowed } from "./not-followed";

const notFollowed = (...specs: readonly object[]): string[] =>
  fieldsNotFollowed(policiesAmong(specs.map((spec, i) => policy(`p${i}`, [], spec))).all).map(tell);

test("fields that a plan follows, or that are not set, are not mentioned", () => {
  expect(notFollowed({ priority: 1, propagateDeps: true, placement: { clusterAffinity: {} } })).toEqual([]);
  expect(notFollowed({ schedulePriority: null })).toEqual([]);
});

test("each field that it does not follow is mentioned once, with every policy that has it", () => {
  expect(notFollowed({ schedulePriority: {} }, {}, { schedulePriority: {} })).toEqual([
    expect.stringMatching(
      /^spec\.schedulePriority of PropagationPolicy shop\/p0, PropagationPolicy shop\/p2: the plan does not take it into account: /,
    ),
  ]);
});

test("fields that this Karmada does not have are mentioned, in the spec and in the placement", () => {
  expect(notFollowed({ invented: 1, placement: { made: 2 } })).toEqual([
    expect.stringMatching(
      /^spec\.invented of .*: the plan does not take it into account: Karmada \S+ has no such field$/,
    ),
    expect.stringMatching(/^spec\.placement\.made of .* has no such field$/),
  ]);
});

test("what takes a feature that is off by default is mentioned with the feature", () => {
  const workloadAffinity = { antiAffinity: { groupByLabelKey: "app" } };
  expect(notFollowed({ placement: { workloadAffinity } })).toEqual([
    "spec.placement.workloadAffinity of PropagationPolicy shop/p0: the plan does not take it into account: it takes Karmada's alpha feature WorkloadAffinity",
  ]);
  const service = { ...object("MultiClusterService", "web"), apiVersion: "networking.karmada.io/v1alpha1" };
  expect(objectsNotFollowed([service]).map(tell)).toEqual([
    "MultiClusterService shop/web: the plan does not take it into account: it takes Karmada's alpha feature MultiClusterService",
  ]);
});

test("kinds that change where others land are mentioned, by group and kind", () => {
  const of = (apiVersion: string, kind: string) => ({ ...object(kind, "x"), apiVersion });
  const found = objectsNotFollowed([
    of("config.karmada.io/v1alpha1", "ResourceInterpreterCustomization"),
    of("example.com/v1", "ResourceInterpreterCustomization"),
    of("v1", "ConfigMap"),
  ]);
  expect(found.map(tell)).toEqual([
    expect.stringMatching(/the plan does not take it into account: its script may count/),
  ]);
});
