import * as pulumi from "@pulumi/pulumi";
import { listBindings, listClusters } from "../departures/api";
import { type Binding, bindingKey } from "../departures/binding";
import type { ClusterObject } from "../departures/clusters";
import type { FirstLook } from "../departures/first-look";
import { askApi } from "../federated-api/api-gate";
import type { Ask } from "../kubeconfig/ask";
import type { ApiAccess } from "../host/api-access";
import { firstPause } from "../kube/first-pause";
import type { CertificateExpiry } from "../pki/signer";
import { lacksIn, type Observed, statusText } from "./status-text";

/** What a status is about. */
export interface StatusArgs extends Pick<Observed, "title"> {
  readonly access: ApiAccess;
  readonly look: FirstLook;
  /** What the program has called, once its synchronous part is over. */
  readonly called: () => {
    /** Names of the members. */
    readonly members: readonly string[];
    /** Undefined if somebody else issues them. */
    readonly certificates: readonly CertificateExpiry[] | undefined;
    /** What an `up` does before it asks. */
    readonly after: readonly pulumi.Output<unknown>[];
  };
}

/** How long an `up` waits for members to report what it has changed. */
const SETTLING_MILLISECONDS = 2_000;
const PAUSE_MILLISECONDS = 500;

/** Asks for the state of a federation: in an `up` at its end, in a preview at once, and in unit tests not at all. */
export function federationStatus({ access, look, title, called }: StatusArgs): pulumi.Output<string> {
  if (!pulumi.runtime.getEngine()) return pulumi.output(title);
  const isPreview = pulumi.runtime.isDryRun();
  return pulumi.output(firstPause().then(() => true)).apply(() => {
    const { members, certificates, after } = called();
    const earlier = isPreview ? [] : askApi(access, (ask) => listBindings(ask).catch(() => []));
    const expiring = pulumi.unsecret(pulumi.output(certificates && [...certificates]));
    return pulumi.all([expiring, earlier]).apply(([certificates, bindings]) => {
      const about = { title, members, certificates };
      const before = new Set(bindings.map(versionOf));
      const isNew = (one: Binding): boolean => !isPreview && !before.has(versionOf(one));
      return askApi(
        access,
        (ask) => observed(ask, () => (isPreview ? look.clusters(ask) : listClusters(ask)), about, isNew),
        isPreview ? undefined : pulumi.all([...after]),
      );
    });
  });
}

/** Tells a binding from others, and from what it is after a change. */
function versionOf({ metadata }: Binding): string {
  return `${bindingKey(metadata)} ${metadata.generation}`;
}

/** @param isNew whether an object that does not run as it should may do so soon */
async function observed(
  ask: Ask,
  clustersNow: () => Promise<readonly ClusterObject[]>,
  about: Omit<Observed, "clusters" | "lacks">,
  isNew: (binding: Binding) => boolean,
): Promise<string> {
  const deadline = Date.now() + SETTLING_MILLISECONDS;
  try {
    for (;;) {
      const [clusters, bindings] = await Promise.all([clustersNow(), listBindings(ask)]);
      const settling = lacksIn(bindings.filter(isNew), clusters);
      if (settling.length === 0 || Date.now() >= deadline) {
        return statusText({ ...about, clusters, lacks: lacksIn(bindings, clusters) }, new Date());
      }
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MILLISECONDS));
    }
  } catch (error) {
    return `${about.title}\n\nThe federated API does not answer: ${(error as Error).message}.`;
  }
}
