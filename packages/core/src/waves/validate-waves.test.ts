import { planManifests } from "@fedstack/constructs/plan";
import { tell } from "@fedstack/constructs/faults";
import { shapeFaults } from "../validation/shape";
import { WAVES, waveFaults } from "./validate-waves";
import type { Wave } from "./planned-waves";

const MEMBERS = [{ name: "a" }, { name: "b", region: "eu" }];
const PATH = 'deploy("web")';
const nobody = { selects: () => false };

const web = (annotations = {}) => ({
  apiVersion: "apps/v1",
  kind: "Deployment",
  metadata: { name: "web", namespace: "default", annotations },
  spec: { replicas: 1, template: { spec: {} } },
});
const policy = (spec = {}) => ({
  apiVersion: "policy.karmada.io/v1alpha1",
  kind: "PropagationPolicy",
  metadata: { name: "web", namespace: "default" },
  spec: { resourceSelectors: [{ apiVersion: "apps/v1", kind: "Deployment", name: "web" }], placement: {}, ...spec },
});

function faults(waves: readonly Wave[], objects: readonly object[] = [], others: readonly object[] = []): string[] {
  const plan = planManifests(objects, MEMBERS, { otherManifests: others });
  return waveFaults(PATH, waves, { members: MEMBERS, objects: objects as never, plan }).map(tell);
}

test.each([
  [[], "waves: [] is empty; add at least one, or leave it out"],
  ["a", 'waves: "a" is a string; use a list'],
  [[{}], "waves[0].members: is missing; list the members"],
  [[{ members: "a" }], 'waves[0].members: "a" is a string; use a list'],
  [[{ members: [1] }], /^waves\[0\]\.members\[0\]: .*; use its name, or what federation\.join returns$/],
  [[{ members: ["a"], soakSeconds: -1 }], 'waves[0].soakSeconds: "-1" is out of range; use a whole number from 0'],
  [[{ members: ["a"], soak: 1 }], /^waves\[0\]\.soak: /],
])("waves of the wrong shape are refused: %j", (waves, told) => {
  expect(shapeFaults("waves", waves, WAVES).map(tell)).toEqual([
    typeof told === "string" ? told : expect.stringMatching(told),
  ]);
});

test("waves of names, handles and selections have the right shape", () => {
  const waves = [{ members: ["a", { name: "b" }] }, { members: nobody, soakSeconds: 0 }];
  expect(shapeFaults("waves", waves, WAVES)).toEqual([]);
  expect(faults([{ members: ["a"] }, { members: { selects: ({ region }) => region === "eu" } }])).toEqual([]);
});

test("a name that no member has is refused, and so is a wave that has no member of its own", () => {
  expect(faults([{ members: ["c"] }])).toEqual([
    'deploy("web").waves[0].members[0]: "c" is not a member of this federation; use one of "a" or "b"',
  ]);
  const none = "selects no member that is not in an earlier wave; select another member, or remove the wave";
  expect(faults([{ members: ["a"] }, { members: ["a"] }, { members: nobody }, { members: [] }])).toEqual(
    [1, 2, 3].map((index) => `deploy("web").waves[${index}].members: ${none}`),
  );
});

test("what keeps members from being held back as the waves want it is refused", () => {
  const waves = [{ members: ["a"] }];
  const at = 'deploy("web").waves: ';
  expect(faults(waves, [web(), policy()])).toEqual([]);
  expect(faults(waves, [web(), policy({ suspension: { dispatching: true } })])).toEqual([
    `${at}PropagationPolicy web suspends members itself; remove suspended from its placement, or remove waves`,
  ]);
  expect(faults(waves, [web(), policy({ activationPreference: "Lazy" })])).toEqual([
    `${at}PropagationPolicy web takes effect only when what it places changes; remove lazy from its placement, or remove waves`,
  ]);
  expect(faults(waves, [web({ "pulumi.com/waitFor": "condition=Available" }), policy()])).toEqual([
    `${at}Deployment web has the annotation pulumi.com/waitFor, which holds only when all members follow; remove the annotation, or remove waves`,
  ]);
  expect(faults(waves, [web()], [policy()])).toEqual([
    `${at}Deployment web is placed by PropagationPolicy web, which another call applies; apply both in one call`,
  ]);
});
