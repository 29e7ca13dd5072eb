import { fault, quoted } from "@fedstack/constructs/faults";
import type { MetricsArgs } from "../host/metrics";
import type { Fault } from "../validation/errors";
import { lacks } from "./host-items";

/** What a host lacks of that which {@link MetricsArgs} name. What the program makes itself may come later. */
export async function missingMetricsFaults(
  host: string,
  kubeconfig: string,
  { namespace, podMonitors }: MetricsArgs,
): Promise<Fault[]> {
  if (typeof namespace !== "string") return [];
  const monitors = `/apis/monitoring.coreos.com/v1/namespaces/${namespace}/podmonitors?limit=1`;
  const [noNamespace, noMonitors] = await Promise.all([
    lacks(kubeconfig, `/api/v1/namespaces/${namespace}`),
    podMonitors !== undefined && lacks(kubeconfig, monitors),
  ]);
  return [
    ...(noNamespace
      ? [
          fault(
            "metrics.namespace",
            `host ${quoted(host)} has no namespace ${quoted(namespace)}`,
            "create it first, or use the Output of what makes it in this program",
          ),
        ]
      : []),
    ...(noMonitors
      ? [
          fault(
            "metrics.podMonitors",
            `host ${quoted(host)} has no PodMonitors of monitoring.coreos.com/v1`,
            "install the Prometheus Operator first, or leave them out",
          ),
        ]
      : []),
  ];
}
