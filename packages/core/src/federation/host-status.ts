import { valueOf } from "../kube/value-of";
import type { Release } from "../karmada/release";
import type { Cluster } from "../clusters/cluster";
import { hostState } from "./host-state";
import type { Layout } from "./layout";
import type { StatusTarget } from "./status";

/** What the status of a federation describes whose control plane a host runs. */
export function hostedStatus(host: Cluster, release: Release, layout: Layout): StatusTarget {
  return {
    title: `${layout.zone} on ${host.name}`,
    host: {
      release: release.karmada,
      state: async () => {
        const kubeconfig = await valueOf(host.kubeconfig);
        return kubeconfig === undefined ? undefined : hostState(kubeconfig, release, layout);
      },
    },
  };
}
