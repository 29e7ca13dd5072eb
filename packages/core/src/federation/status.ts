import * as pulumi from "@pulumi/pulumi";
import { listBindings, listClusters } from "../departures/api";
import { type Binding, bindingKey } from "../departures/binding";
import type { ClusterObject } from "../departures/clusters";
import type { FirstLook } from "../departures/first-look";
import { askApi } from "../federated-api/api-gate";
import type { Ask } from "../kubeconfig/ask";
import type { ApiAccess } from "../host/api-access";
import { firstPause } from "../kube/first-pause";
import { type Expiries, knownExpiries } from "./expiring";
import type { HostState } from "./host-state";
import { lacksIn, type Observed, silentText, statusText } from "./status-text";

/** What a status describes. */
export interface StatusTarget {
  /** Zone and host, or name and Karmada. */
  readonly title: string;
  /** What runs the control plane. Absent if others installed it. */
  readonly host?:
    | {
        /** Release of Karmada that the program installs. */
        readonly release: string;
        /** Asks the host. Undefined if it is not known yet. */
        readonly state: () => Promise<HostState | undefined>;
      }
    | undefined;
}

/** What a status is about. */
export interface StatusArgs extends StatusTarget {
  readonly access: ApiAccess;
  readonly look: FirstLook;
  /** What the program has called, once its synchronous part is over. */
  readonly called: () => {
    /** Names of the members. */
    readonly members: readonly string[];
    readonly expiries: Expiries;
    /** What an `up` does before it asks. */
    readonly after: readonly pulumi.Output<unknown>[];
  };
}

/** How long an `up` waits for members to report what it has changed. */
const SETTLING_MILLISECONDS = 2_000;
const PAUSE_MILLISECONDS = 500;

/** Asks for the state of a federation: in an `up` at its end, in a preview at once, and in unit tests not at all. */
export function federationStatus({ access, look, title, host, called }: StatusArgs): pulumi.Output<string> {
  const titleOf = (releases: readonly string[] = []): string =>
    host ? `${title}, Karmada ${releases.length > 0 ? releases.join(" and ") : host.release}` : title;
  if (!pulumi.runtime.getEngine()) return pulumi.output(titleOf());
  const isPreview = pulumi.runtime.isDryRun();
  return pulumi.output(firstPause().then(() => true)).apply(() => {
    const { members, expiries, after } = called();
    const earlier = isPreview ? [] : askApi(access, (ask) => listBindings(ask).catch(() => []));
    return pulumi.all([knownExpiries(expiries), earlier]).apply(([known, bindings]) => {
      const certificates = expiries.renewed || known.length > 0 ? known : undefined;
      const about = async (): Promise<About> => {
        const { releases, lacks: hostLacks } = (await host?.state()) ?? { releases: [], lacks: [] };
        return { title: titleOf(releases), members, hostLacks, certificates };
      };
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

type About = Omit<Observed, "clusters" | "lacks">;

/** @param isNew whether an object that does not run as it should may do so soon */
async function observed(
  ask: Ask,
  clustersNow: () => Promise<readonly ClusterObject[]>,
  about: () => Promise<About>,
  isNew: (binding: Binding) => boolean,
): Promise<string> {
  const deadline = Date.now() + SETTLING_MILLISECONDS;
  try {
    for (;;) {
      const [clusters, bindings] = await Promise.all([clustersNow(), listBindings(ask)]);
      const settling = lacksIn(bindings.filter(isNew), clusters);
      if (settling.length === 0 || Date.now() >= deadline) {
        return statusText({ ...(await about()), clusters, lacks: lacksIn(bindings, clusters) }, new Date());
      }
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MILLISECONDS));
    }
  } catch (error) {
    return silentText(await about(), (error as Error).message, new Date());
  }
}
