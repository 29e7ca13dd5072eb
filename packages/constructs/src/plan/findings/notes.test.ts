import { tell } from "../../faults";
import { notesOn } from "./notes";

const noted = (apiVersion: string, kind: string, annotations?: object) =>
  notesOn({ apiVersion, kind, metadata: { name: "x", annotations } }, { apiVersion, kind, name: "x" }).map(tell);

test("what acts on its own API server, and what only Helm runs in order, has a note", () => {
  expect(noted("admissionregistration.k8s.io/v1", "ValidatingWebhookConfiguration")).toEqual([
    "ValidatingWebhookConfiguration x: also acts on the federated API server itself",
  ]);
  expect(noted("batch/v1", "Job", { "helm.sh/hook": "post-install" })[0]).toMatch(
    /^Job x: is a hook of Helm \(post-install\)/,
  );
  expect(noted("v1", "Pod", { "helm.sh/hook": "test-success" })[0]).toMatch(/^Pod x: is a test of Helm/);
});

test("other objects have none", () => {
  expect(noted("v1", "ConfigMap")).toEqual([]);
  expect(noted("v1", "ConfigMap", { "helm.sh/chart": "shop" })).toEqual([]);
});
