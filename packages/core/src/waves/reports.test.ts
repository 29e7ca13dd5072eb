import { bindingOf } from "../departures/bindings.test-support";
import type { Look } from "./look";
import { changeLines, stillBefore } from "./reports";

const WAVES = ["a", "b", "c"].map((name) => ({ members: [name], soakSeconds: 0 }));
const object = (kind: string, name: string) => ({
  apiVersion: "apps/v1",
  kind,
  metadata: { name, namespace: "default" },
});
const change = { isNew: false, content: true, replicas: false };
const EMPTY: Look = { policies: [], bindings: [bindingOf({})], held: [], changes: [] };
const lines = (more: Partial<Look>, waves = WAVES): readonly string[] =>
  changeLines("web", { ...EMPTY, ...more }, waves);

test("a preview tells what changes and who gets it when, and nothing where nothing changes", () => {
  expect(lines({})).toEqual([]);
  const web = { ...change, object: object("Deployment", "web") };
  expect(lines({ changes: [web] })).toEqual(["web: Deployment web changes: first a, then b, then c"]);
  expect(lines({ changes: [web] }, WAVES.slice(0, 1))).toEqual(["web: Deployment web changes: all of a"]);
  expect(lines({ changes: [{ ...web, isNew: true }] })).toEqual([]);
});

test("what no policy of the call selects changes on all members at once", () => {
  const [first, second] = ["one", "two"].map((name) => ({ ...change, object: object("ConfigMap", name) }));
  expect(lines({ changes: [first!] })).toEqual([
    "web: ConfigMap one changes on all members at once: no policy of the call selects it",
  ]);
  expect(lines({ changes: [first!, second!] })).toEqual([
    "web: ConfigMap one, ConfigMap two change on all members at once: no policy of the call selects them",
  ]);
});

test("where an earlier up stopped, a line says who comes next", () => {
  expect(lines({ held: ["b", "c"] })).toEqual(["web: continues with b, then c"]);
  expect(lines({ held: ["gone"] })).toEqual(["web: continues with gone"]);
});

test("an error says who has what was there before", () => {
  expect([[], ["b"], ["b", "c"]].map(stillBefore)).toEqual([
    "All members have the change.",
    "b still has what was there before.",
    "b, c still have what was there before.",
  ]);
});
