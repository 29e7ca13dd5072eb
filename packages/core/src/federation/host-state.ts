import { isRecord } from "@fedstack/constructs/faults";
import type { Release } from "../karmada/release";
import { RELEASE_ANNOTATION } from "../kube/labels";
import { listed } from "./host-items";
import type { Layout } from "./layout";

/** What a host says of what it runs for a federation. */
export interface HostState {
  /** Releases of Karmada that its components are of: more than one only halfway through an upgrade. */
  readonly releases: readonly string[];
  /** What does not run as it should, as clauses. */
  readonly lacks: readonly string[];
}

/** A Deployment or a StatefulSet, as far as it is read. */
interface Workload {
  readonly metadata: { readonly name: string; readonly annotations?: Readonly<Record<string, string>> };
  readonly spec: { readonly replicas?: number };
  readonly status?: { readonly readyReplicas?: number; readonly updatedReplicas?: number };
}

/** A CronJob, as far as it is read. */
interface CronJob {
  readonly metadata: { readonly name: string };
  readonly spec: { readonly suspend?: boolean };
  readonly status?: {
    readonly active?: readonly unknown[];
    readonly lastScheduleTime?: string;
    readonly lastSuccessfulTime?: string;
  };
}

const WORKLOADS = { Deployment: "deployments", StatefulSet: "statefulsets" } as const;
const BACKUP = "backup";

/** Asks a host what it runs for a federation. One that does not say so lacks that, too. */
export async function hostState(
  kubeconfig: string,
  release: Release,
  { namespaces, answering }: Pick<Layout, "namespaces" | "answering">,
): Promise<HostState> {
  const { system, dns } = namespaces;
  try {
    const [workloads, cronJobs] = await Promise.all([
      Promise.all([system, ...(answering === "nobody" ? [] : [dns])].map((one) => workloadsIn(kubeconfig, one))),
      listed<CronJob>(kubeconfig, `/apis/batch/v1/namespaces/${system}/cronjobs`),
    ]);
    const all = workloads.flat();
    const components = new Set<string>(Object.values(release.components).map(({ name }) => name));
    const releases = all
      .filter(({ metadata }) => components.has(metadata.name))
      .flatMap(({ metadata }) => metadata.annotations?.[RELEASE_ANNOTATION] ?? []);
    const backups = cronJobs.filter(({ metadata }) => metadata.name === BACKUP);
    return {
      releases: [...new Set(releases)].sort(),
      lacks: [...all.flatMap((one) => workloadLack(one) ?? []), ...backups.flatMap((one) => backupLack(one) ?? [])],
    };
  } catch (error) {
    return { releases: [], lacks: [`the host does not say what it runs: ${(error as Error).message}`] };
  }
}

type Seen = Workload & { readonly kind: keyof typeof WORKLOADS; readonly path: string };

async function workloadsIn(kubeconfig: string, namespace: string): Promise<readonly Seen[]> {
  const lists = Object.entries(WORKLOADS).map(async ([kind, plural]) => {
    const items = await listed<Workload>(kubeconfig, `/apis/apps/v1/namespaces/${namespace}/${plural}`);
    return items
      .filter(({ metadata, spec }) => isRecord(metadata) && isRecord(spec))
      .map((one) => ({ ...one, kind: kind as Seen["kind"], path: `${namespace}/${one.metadata.name}` }));
  });
  return (await Promise.all(lists)).flat();
}

function workloadLack({ kind, path, spec, status = {} }: Seen): string | undefined {
  const { replicas = 1 } = spec;
  const { readyReplicas = 0, updatedReplicas = 0 } = status;
  if (replicas === 0) return `${kind} ${path} is scaled to 0`;
  if (readyReplicas < replicas) return `${kind} ${path} has ${readyReplicas} of ${replicas} pods ready`;
  // Of a StatefulSet that has never changed, none are updated.
  return kind === "Deployment" && updatedReplicas < replicas
    ? `${kind} ${path} has changed ${updatedReplicas} of ${replicas} pods`
    : undefined;
}

/** What is wrong with backups: the last one that was due has not succeeded, and none is being made. */
function backupLack({ spec, status = {} }: CronJob): string | undefined {
  if (spec.suspend) return "backups are suspended";
  const { active = [], lastScheduleTime: due, lastSuccessfulTime: last } = status;
  if (due === undefined || active.length > 0 || (last !== undefined && last >= due)) return undefined;
  return `the backup of ${due} has failed; ${last === undefined ? "there is none" : `the last one is of ${last}`}`;
}
