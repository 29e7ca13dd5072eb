import type { Ask } from "../kubeconfig/ask";
import { bindingOf } from "./bindings.test-support";
import { residueOf } from "./residue";

const OF_BINDING = { "resourcebinding.karmada.io/name": "one" };
const work = (kind: string, annotations: object, more: object = {}, namespace?: string) => ({
  metadata: { name: kind, annotations, ...more },
  spec: { workload: { manifests: [{ apiVersion: "v1", kind, metadata: { name: "one", namespace } }] } },
});

async function residue(works: readonly object[], ...bindings: Parameters<typeof residueOf>[2]) {
  const ask: Ask = async ({ path }) => {
    expect(path).toBe("/apis/work.karmada.io/v1alpha1/namespaces/karmada-es-b/works");
    return { status: 200, body: { items: works }, message: "" };
  };
  return residueOf(ask, "b", bindings);
}

test("a member that does not respond has what is placed there, each object once", async () => {
  const placed = bindingOf({ clusters: [{ name: "b" }] });
  const web = { apiVersion: "apps/v1", kind: "Deployment", metadata: { name: "web", namespace: "default" } };
  const copy = { metadata: { annotations: OF_BINDING }, spec: { workload: { manifests: [web] } } };
  expect(await residue([copy], placed, bindingOf({ clusters: [{ name: "a" }] }))).toEqual(["Deployment web"]);
});

test("a member that does not respond has copies that nothing places there any more, also those being deleted", async () => {
  const deleting = { deletionTimestamp: "2026-01-01T00:00:00Z" };
  const copies = [
    work("ConfigMap", OF_BINDING, deleting, "shop"),
    work("ClusterRole", { "clusterresourcebinding.karmada.io/name": "one" }),
  ];
  expect(await residue(copies)).toEqual(["ConfigMap shop/one", "ClusterRole one"]);
});

test("what Karmada itself needs in a member does not count, and neither does a copy without an object", async () => {
  expect(await residue([work("Namespace", {}), { metadata: { annotations: OF_BINDING } }])).toEqual([]);
});
