import { type KubernetesObject, list } from "./kubernetes";

interface Workload extends KubernetesObject {
  readonly spec: {
    readonly template: { readonly spec: { readonly containers: readonly [{ readonly command: readonly string[] }] } };
  };
}

/** What the Deployments and StatefulSets in a namespace of the host run, with its flags, by name. */
export async function commandsOf(namespace: string): Promise<Readonly<Record<string, readonly string[]>>> {
  const found = await list<Workload>("f", "deployments,statefulsets", "-n", namespace);
  return Object.fromEntries(
    found.map(({ metadata, spec }) => [metadata.name, spec.template.spec.containers[0].command]),
  );
}
