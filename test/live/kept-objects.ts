import { etcdctl } from "./etcdctl";

const COUNT = 100;

/** ConfigMaps that each member of etcd is to keep. */
export const KEPT_OBJECTS = {
  apiVersion: "v1",
  kind: "List",
  items: Array.from({ length: COUNT }, (_, index) => ({
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: { name: `kept-${index}`, namespace: "default" },
    data: { text: `${index}`.repeat(100) },
  })),
};

/** What a member of the control plane's etcd itself stores of them, without what each member says of itself. */
export async function keptIn(namespace: string, pod: string): Promise<string> {
  const path = "/registry/configmaps/default/kept-";
  const fields = await etcdctl(namespace, pod, "get", path, "--prefix", "--consistency=s", "-w", "fields");
  return fields
    .split("\n")
    .filter((line) => /^"(Key|Value|ModRevision)"/.test(line))
    .join("\n");
}
