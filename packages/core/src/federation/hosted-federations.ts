import type { Cluster } from "../members/cluster";
import type { Fault } from "../validation/errors";

interface Hosted {
  readonly name: string;
  readonly zone: string;
}

const hosted = new WeakMap<Cluster, Hosted[]>();

/** Faults of a federation that would conflict with others on the same host. */
export function hostingFaults(host: Cluster, { name, zone }: Hosted): Fault[] {
  return (hosted.get(host) ?? []).flatMap((other): Fault[] => {
    const on = `on host "${host.name}"`;
    if (other.name === name) {
      return [
        {
          path: "name",
          problem: `two federations ${on} are named "${name}", for the zones "${other.zone}" and "${zone}"`,
          remedy: "set args.name for one of them",
        },
      ];
    }
    if (other.zone === zone) {
      return [{ path: "dnsZone", problem: `the federations "${other.name}" and "${name}" ${on} share "${zone}"` }];
    }
    return [];
  });
}

/** Records that a host runs a federation. */
export function recordHosting(host: Cluster, federation: Hosted): void {
  hosted.set(host, [...(hosted.get(host) ?? []), federation]);
}
