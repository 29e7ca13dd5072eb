import { list } from "./kubernetes";
import { CLUSTERS, kubectl } from "./lab";
import type { Stack } from "./stack";
import { resourcesIn } from "./state";

/** Deletes namespaces that a killed update has created but not recorded, as docs/recovery.md says. They are empty. */
export async function deleteUnrecordedNamespaces(stack: Stack, federation: string): Promise<void> {
  const { resources } = await resourcesIn(stack);
  const recorded = new Set(resources.map(({ outputs }) => outputs?.metadata?.uid));
  for (const cluster of CLUSTERS) {
    const labeled = await list(cluster, "namespaces", "-l", `app.kubernetes.io/part-of=${federation}`);
    for (const { metadata } of labeled.filter(({ metadata: { uid } }) => !recorded.has(uid))) {
      const { name } = metadata;
      expect(await list(cluster, "pods,services,secrets,statefulsets,deployments", "-n", name)).toEqual([]);
      await kubectl(cluster, "delete", "namespace", name);
    }
  }
}
