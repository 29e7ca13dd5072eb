import * as pulumi from "@pulumi/pulumi";
import type { BackupArgs } from "../backup/backup-args";
import type { IpFamily } from "../karmada/component";
import type { MetricsArgs } from "../host/metrics";
import type { Cluster } from "../clusters/cluster";
import type { Release } from "../karmada/release";
import { checkKubernetes } from "../clusters/kubernetes-range";
import { missingMetricsFaults } from "./host-metrics";
import { hostWarnings, type Published } from "./host-warnings";
import type { Layout } from "./layout";
import { hostFamilyFaults, servicesOf, takenPortFaults } from "./host-services";
import { deploymentsOf, upgradeFaults } from "./host-releases";
import { backupVolumeFaults, claimsOf } from "./host-volumes";
import { namespacesOf, takenZoneFaults } from "./host-zones";

/** What of a federation a host must be able to run. */
interface HostedParts {
  readonly ipFamily?: IpFamily | undefined;
  readonly published: Published;
  readonly metrics?: MetricsArgs | undefined;
  readonly backup?: BackupArgs | undefined;
}

/**
 * Checks a host, as far as it can be seen: a version that is too old, a port or a zone that is taken, another IP family, a
 * release of Karmada that cannot follow the one that runs, a volume that cannot change, or no namespace for metrics holds all writes, and what nobody
 * reaches is a warning.
 */
export function checkHost(
  host: Cluster,
  release: Release,
  layout: Layout,
  { ipFamily, published, metrics, backup }: HostedParts,
  federation: pulumi.Resource,
): void {
  const { name, address, identity, kubeconfig } = host;
  checkKubernetes(host, "host", release);
  const asked = Object.keys(layout.nodePorts).length > 0 ? "all" : "API";
  const services = pulumi.unsecret(kubeconfig.apply((text) => servicesOf(text, asked)));
  host.check(
    services.apply((seen) => [...takenPortFaults(name, layout, seen), ...hostFamilyFaults(name, ipFamily, seen)]),
  );
  const namespaces = pulumi.unsecret(kubeconfig.apply(namespacesOf));
  host.check(namespaces.apply((seen) => takenZoneFaults(name, layout, seen)));
  const deployments = pulumi.unsecret(kubeconfig.apply((text) => deploymentsOf(text, layout)));
  host.check(deployments.apply((seen) => upgradeFaults(name, release, seen)));
  if (backup) {
    const claims = pulumi.unsecret(kubeconfig.apply((text) => claimsOf(text, layout)));
    host.check(claims.apply((seen) => backupVolumeFaults(layout.name, backup.to, seen)));
  }
  if (metrics) host.check(pulumi.unsecret(kubeconfig.apply((text) => missingMetricsFaults(name, text, metrics))));
  pulumi.all([address, identity.observed]).apply(([at, seen]) => {
    const version = "reason" in seen ? undefined : seen.version;
    for (const warning of hostWarnings({ name, address: at, version }, published))
      void pulumi.log.warn(warning, federation);
  });
}
