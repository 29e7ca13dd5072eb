import { specOf } from "./kubefed-spec";
import type { Findings } from "./findings";

function read(spec: unknown): { readonly spec: object; readonly told: readonly string[] } {
  const findings: Findings = { faults: [], warnings: [] };
  const manifest = { apiVersion: "types.kubefed.io/v1beta1", kind: "FederatedSecret", metadata: { name: "x" }, spec };
  return {
    spec: specOf("doc", manifest, findings),
    told: findings.faults.map(({ path, problem }) => `${path}: ${problem}`),
  };
}

test("what kubefed does not read is left out, and the template is kept as it is", () => {
  const given = { template: { data: { a: "b" }, metadata: { labels: { c: "d" } } }, other: 1, placement: { more: 2 } };
  expect(read(given)).toEqual({
    spec: { template: { data: { a: "b" }, metadata: { labels: { c: "d" } } }, placement: {} },
    told: [],
  });
});

test("each field of a wrong shape is a fault, which does not show its value", () => {
  const { told } = read({
    template: { apiVersion: 1, metadata: { labels: "hunter2" } },
    placement: { clusters: ["hunter2"], clusterSelector: { matchExpressions: [{ key: "tier" }] } },
    overrides: [{ clusterOverrides: [{ op: "add" }] }],
  });
  expect(told).toEqual([
    "doc: spec.placement.clusters[0]: is a string",
    "doc: spec.placement.clusterSelector.matchExpressions[0].operator: is missing",
    "doc: spec.overrides[0].clusterName: is missing",
    "doc: spec.overrides[0].clusterOverrides[0].path: is missing",
    "doc: spec.template.apiVersion: is a number",
    "doc: spec.template.metadata.labels: is a string",
  ]);
});
