import { type KubernetesObject, list } from "./kubernetes";

interface FederatedCluster extends KubernetesObject {
  readonly spec: { readonly taints?: readonly { readonly key: string }[] };
}

interface Binding extends KubernetesObject {
  readonly spec: { readonly gracefulEvictionTasks?: readonly object[] };
}

/** Tasks, taints and marks that a departure has left behind in the federated API. */
export async function leftovers(federation: { readonly file: string }): Promise<string[]> {
  const clusters = await list<FederatedCluster>(federation, "clusters");
  const bindings = await list<Binding>(federation, "resourcebindings,clusterresourcebindings", "-A");
  return [
    ...clusters.flatMap(({ metadata, spec }) => [
      ...(spec.taints ?? []).map(({ key }) => key),
      ...Object.keys(metadata.annotations ?? {}).filter((key) => key.startsWith("fedstack.dev/")),
    ]),
    ...bindings.flatMap(({ metadata: { annotations = {} } }) =>
      Object.keys(annotations).filter((key) => key.startsWith("rebalance.fedstack.dev/")),
    ),
    ...bindings.flatMap(({ metadata, spec }) => (spec.gracefulEvictionTasks ?? []).map(() => metadata.name)),
  ];
}
