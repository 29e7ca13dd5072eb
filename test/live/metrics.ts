import { kubectl } from "./lab";
import type { Pod } from "./pods";

const METRIC = /\b(?:apiserver|cluster|karmada|policy|controller_runtime|etcd|external_dns|coredns)_[a-z_]+\b/g;
/** Port of the metrics, by the start of a pod's name. */
const PORTS: Readonly<Record<string, number>> = {
  "etcd-0": 2381,
  "karmada-controller-manager": 8080,
  "karmada-scheduler": 8080,
  "karmada-webhook": 8080,
  "external-dns": 7979,
  coredns: 9153,
};

/** Metrics of the federation's own pods that expressions read. Those of others are left out. */
export function metricsRead(expressions: readonly { readonly expr: string }[]): string[] {
  return [...new Set(expressions.flatMap(({ expr }) => expr.match(METRIC) ?? []))].sort();
}

/** Names of the metrics that pods on the host serve without a credential, as Prometheus would write them in an expression. */
export async function metricsServed(pods: readonly Pod[]): Promise<ReadonlySet<string>> {
  const answers = await Promise.all(
    pods.flatMap(({ name: path }) => {
      const [namespace, name] = path.split("/") as [string, string];
      const [, port] = Object.entries(PORTS).find(([start]) => name.startsWith(start)) ?? [];
      return port === undefined
        ? []
        : [kubectl("f", "get", "--raw", `/api/v1/namespaces/${namespace}/pods/${name}:${port}/proxy/metrics`)];
    }),
  );
  return new Set(answers.flatMap((text) => text.match(/^[a-z]\w*/gm) ?? []));
}
