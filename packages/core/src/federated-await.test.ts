import { awaitAnnotations } from "./federated-await";
import type { Manifest } from "./manifests";

const object = (kind: string, annotations?: Record<string, string>): Manifest => ({
  apiVersion: "v1",
  kind,
  metadata: { name: "x", annotations },
});

test.each([
  ["Deployment", 4, '["jsonpath={.status.availableReplicas}=4","jsonpath={.status.updatedReplicas}=4"]'],
  ["Deployment", undefined, '["jsonpath={.status.availableReplicas}","jsonpath={.status.updatedReplicas}"]'],
  ["StatefulSet", 2, '["jsonpath={.status.readyReplicas}=2","jsonpath={.status.updatedReplicas}=2"]'],
  ["Job", 1, "condition=Complete"],
])("a %s of %p replicas is waited for by what the members report", (kind, replicas, waitFor) => {
  expect(awaitAnnotations(object(kind), replicas)).toEqual({ "pulumi.com/waitFor": waitFor });
});

test.each(["Service", "Ingress", "DaemonSet", "Pod", "PersistentVolumeClaim"])(
  "a %s is not waited for: the federated API has no endpoints, pods and volumes",
  (kind) => {
    expect(awaitAnnotations(object(kind), undefined)).toEqual({ "pulumi.com/skipAwait": "true" });
  },
);

test("a Deployment without replicas is done when it is applied", () => {
  expect(awaitAnnotations(object("Deployment"), 0)).toEqual({ "pulumi.com/skipAwait": "true" });
});

test("kinds that are ready at once need nothing, and the user's own way of waiting stays", () => {
  expect(awaitAnnotations(object("ConfigMap"), undefined)).toEqual({});
  expect(awaitAnnotations(object("Deployment", { "pulumi.com/skipAwait": "true" }), 4)).toEqual({});
});
