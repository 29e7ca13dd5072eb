import {
  optionFaults,
  type PlacementOptions,
  policyOptions,
  spreadConstraints,
  spreadWarnings,
  tolerations,
} from "./placement-options";

const faultsOf = (options: object): string[] =>
  optionFaults(options as PlacementOptions).map(({ path, problem }) => `${path}: ${problem}`);

test("a toleration without a value tolerates any, and one without a key everything", () => {
  expect(tolerations([{ key: "edge" }, { key: "gpu", value: "a", effect: "NoExecute" }, {}])).toEqual([
    { key: "edge", operator: "Exists" },
    { key: "gpu", operator: "Equal", value: "a", effect: "NoExecute" },
    { operator: "Exists" },
  ]);
});

test("a spread is over members at least, by Karmada's names, without a limit unless there is one", () => {
  expect(spreadConstraints({})).toEqual([{ spreadByField: "cluster", minGroups: 1, maxGroups: 1000 }]);
  const spread = { zones: { max: 2 }, cloudProviders: { min: 2 }, labels: { rack: { min: 3, max: 4 }, aisle: {} } };
  expect(spreadConstraints(spread)).toEqual([
    { spreadByField: "zone", minGroups: 1, maxGroups: 2 },
    { spreadByField: "provider", minGroups: 2, maxGroups: 1000 },
    { spreadByLabel: "aisle", minGroups: 1, maxGroups: 1000 },
    { spreadByLabel: "rack", minGroups: 3, maxGroups: 4 },
    { spreadByField: "cluster", minGroups: 1, maxGroups: 1000 },
  ]);
});

test("as many members are needed as regions", () => {
  expect(spreadConstraints({ regions: { min: 3 }, members: { min: 2, max: 5 } })).toEqual([
    { spreadByField: "region", minGroups: 3, maxGroups: 1000 },
    { spreadByField: "cluster", minGroups: 3, maxGroups: 5 },
  ]);
});

test("a warning names each spread that Karmada ignores", () => {
  const paths = spreadWarnings({ regions: {}, members: {}, zones: {}, cloudProviders: {}, labels: { rack: {} } });
  expect(paths.map(({ path }) => path)).toEqual([
    "placement.spread.zones",
    "placement.spread.cloudProviders",
    "placement.spread.labels.rack",
  ]);
});

test("defaults are left to Karmada", () => {
  expect(policyOptions({})).toEqual({});
  expect(policyOptions({ onConflict: "abort", onDeletion: "delete", preemption: false })).toEqual({});
});

test("each option becomes a field of the policy", () => {
  const options = { priority: 0, preemption: true, onConflict: "overwrite", onDeletion: "keep" } as const;
  expect(policyOptions({ ...options, propagateDependencies: true })).toEqual({
    propagateDeps: true,
    priority: 0,
    preemption: "Always",
    conflictResolution: "Overwrite",
    preserveResourcesOnDeletion: true,
  });
});

test("options that a policy can have are accepted", () => {
  const spread = { members: { min: 2, max: 3 }, regions: { min: 2 } };
  expect(faultsOf({})).toEqual([]);
  expect(faultsOf({ tolerations: [{ key: "edge", effect: "NoExecute" }], spread, priority: -5 })).toEqual([]);
});

test("every option that a policy cannot have is refused, all at once", () => {
  expect(
    faultsOf({
      tolerations: [{ value: "a" }, { key: "no key", effect: "Never" }],
      spread: { members: { max: 1 }, regions: { min: 2 }, zones: { min: 3, max: 2 } },
      priority: 1.5,
      onConflict: "ask",
      onDeletion: "forget",
    }).map((fault) => fault.split(": ")[0]),
  ).toEqual([
    "placement.tolerations[0].key",
    "placement.tolerations[1].key",
    "placement.tolerations[1].effect",
    "placement.spread.zones.max",
    "placement.spread.members.max",
    "placement.priority",
    "placement.onConflict",
    "placement.onDeletion",
  ]);
});
