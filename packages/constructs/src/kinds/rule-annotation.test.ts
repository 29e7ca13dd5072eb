import { RULE_ANNOTATION, ruleFaults, ruleIn } from "./rule-annotation";

const RULE = { name: "pci", labels: { pci: "true" }, members: { certified: ["pci"] } };
const object = (text?: string) => ({
  apiVersion: "v1",
  kind: "ConfigMap",
  metadata: { name: "x", annotations: text === undefined ? undefined : { [RULE_ANNOTATION]: text } },
});

test("the rule that an object carries is read", () => {
  expect(ruleIn(object(JSON.stringify(RULE)))).toEqual(RULE);
  expect(ruleFaults(object(JSON.stringify({ ...RULE, namespaces: ["shop"] })))).toEqual([]);
});

test("an object without one has no rule, and no fault", () => {
  expect([ruleIn(object()), ruleFaults(object())]).toEqual([undefined, []]);
});

test.each(["", "{", "null", "5", "{}", JSON.stringify({ ...RULE, members: { certified: "pci" } })])(
  "%j is not a rule",
  (text) => {
    expect(ruleIn(object(text))).toBeUndefined();
    expect(ruleFaults(object(text))).toMatchObject([
      { problem: "is not the rule of a scheduling policy", remedy: "synthesize the policy again" },
    ]);
  },
);
