import { documentsIn } from "./documents";
import type { Findings } from "./findings";

function read(text: string): { readonly objects: readonly string[]; readonly faults: readonly string[] } {
  const findings: Findings = { faults: [], warnings: [] };
  const objects = documentsIn(text, findings).map(({ path }) => path);
  return { objects, faults: findings.faults.map(({ path, problem }) => `${path}: ${problem}`) };
}

test("objects are identified by their document, their position in lists, their kind and their name", () => {
  const text = `
kind: List
items:
- { apiVersion: v1, kind: Secret, metadata: { name: a } }
- { kind: ServiceList, apiVersion: v1, items: [{ metadata: { name: b, namespace: shop } }] }
---
---
{ apiVersion: v1, kind: ConfigMap, metadata: { name: c } }
`;
  expect(read(text)).toEqual({
    objects: [
      "document 1: items[0]: Secret a",
      "document 1: items[1]: items[0]: Service shop/b",
      "document 3: ConfigMap c",
    ],
    faults: [],
  });
});

test("YAML is read as Kubernetes reads it: yes is true, and a time is text", () => {
  const [document] = documentsIn(
    "{ apiVersion: v1, kind: ConfigMap, metadata: { name: a }, data: { on: yes, since: 2018-03-01T00:00:00Z } }",
    { faults: [], warnings: [] },
  );
  expect(document!.manifest["data"]).toEqual({ true: true, since: "2018-03-01T00:00:00Z" });
});

test("one document that cannot be read keeps no other from being read, and its text is not shown", () => {
  const { objects, faults } = read(
    "password: [hunter2\n---\n{ apiVersion: v1, kind: Secret, metadata: { name: a } }\n---\nb: &b [*b]\n---\na: hunter2",
  );
  expect(objects).toEqual(["document 2: Secret a"]);
  expect(faults).toEqual([
    expect.stringMatching(/^document 1: line \d+, column \d+, is not valid YAML \("[A-Z_]+"\)$/),
    "document 3: is not a Kubernetes object",
    "document 4: is not a Kubernetes object",
  ]);
});
