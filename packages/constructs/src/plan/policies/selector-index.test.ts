import type { ResourceSelector } from "../../api/karmada";
import { definitionsIn } from "../../kinds/definitions";
import { DEPLOYMENTS, object } from "../manifests.test-support";
import { Match, selectorIndex } from "./selector-index";

const web = object("Deployment", "web", {}, { labels: { tier: "one" } });
const REF = { ...DEPLOYMENTS, name: "web", namespace: "shop" };
const NONE = definitionsIn([]);
/** How closely selectors, as those of one policy, select the Deployment `web`; undefined if they do not. */
function matchOf(selectors: readonly Partial<ResourceSelector>[], namespace?: string): Match | undefined {
  const by = { namespace, selectors: selectors.map((one) => ({ ...DEPLOYMENTS, ...one })) };
  const found = selectorIndex([by], NONE)(web, REF);
  expect(found.length).toBeLessThan(2);
  return found[0]?.match;
}
const labeled = (tier: string): Partial<ResourceSelector> => ({ labelSelector: { matchLabels: { tier } } });

test("an object is selected by its name, its labels or its kind", () => {
  expect(matchOf([{ name: "web" }])).toBe(Match.Name);
  expect(matchOf([labeled("one")])).toBe(Match.Labels);
  expect(matchOf([{}])).toBe(Match.Kind);
});

test("of several selectors of one policy the closest counts, wherever it is in the list", () => {
  expect(matchOf([{}, labeled("one"), { name: "web" }])).toBe(Match.Name);
  expect(matchOf([{ name: "web" }, {}, labeled("one")])).toBe(Match.Name);
  expect(matchOf([labeled("one"), {}])).toBe(Match.Labels);
});

test("another name, kind, group or label selects nothing", () => {
  expect(matchOf([{ name: "api" }])).toBeUndefined();
  expect(matchOf([labeled("two")])).toBeUndefined();
  expect(matchOf([{ kind: "StatefulSet" }])).toBeUndefined();
  expect(matchOf([{ apiVersion: "example.com/v1" }])).toBeUndefined();
  expect(matchOf([])).toBeUndefined();
});

test("with a name, labels do not matter", () => {
  expect(matchOf([{ name: "web", ...labeled("two") }])).toBe(Match.Name);
});

test("a selector's namespace counts, and a policy's own namespace wins over it", () => {
  expect(matchOf([{ namespace: "shop" }])).toBe(Match.Kind);
  expect(matchOf([{ namespace: "other" }])).toBeUndefined();
  expect(matchOf([{ namespace: "other" }], "shop")).toBe(Match.Kind);
  expect(matchOf([{ namespace: "shop" }], "other")).toBeUndefined();
});

test("only the API version in which Karmada sees an object selects it", () => {
  expect(matchOf([{ apiVersion: "apps/v1beta2" }])).toBeUndefined();
});

test("everything that selects an object is found, each once", () => {
  const policies = [{}, { name: "web" }, { name: "api" }].map((one) => ({ selectors: [{ ...DEPLOYMENTS, ...one }] }));
  const found = selectorIndex(policies, NONE)(web, REF).map(({ by }) => policies.indexOf(by));
  expect(found.sort()).toEqual([0, 1]);
});
