import { quoted } from "@fedstack/constructs/faults";
import type { BackupArgs } from "../backup/backup-args";
import { isSmaller } from "../validation/checks";
import { isLabeledBy } from "../kube/labels";
import type { Fault } from "../validation/errors";
import { itemsOf } from "./host-items";
import type { Layout } from "./layout";

/** A claim on a host, as far as the host answers with what matters. */
export interface SeenClaim {
  readonly metadata?:
    | { readonly name?: unknown; readonly labels?: Readonly<Record<string, unknown>> | null | undefined }
    | null
    | undefined;
  readonly spec?:
    | {
        readonly storageClassName?: unknown;
        readonly resources?: { readonly requests?: { readonly storage?: unknown } | undefined } | undefined;
      }
    | null
    | undefined;
}

/** Asks a host for the claims of a control plane. Of one that does not list them, nothing is known. */
export function claimsOf(
  kubeconfig: string,
  { namespaces }: Pick<Layout, "namespaces">,
): Promise<readonly SeenClaim[]> {
  return itemsOf(kubeconfig, `/api/v1/namespaces/${namespaces.system}/persistentvolumeclaims`);
}

/** Why the volume that has the backups cannot become what the program says: Kubernetes changes no class, and shrinks none. */
export function backupVolumeFaults(
  federation: string,
  to: BackupArgs["to"] | undefined,
  claims: readonly SeenClaim[],
): Fault[] {
  if (to?.kind !== "volume") return [];
  const spec = claims.find(
    ({ metadata }) => metadata?.name === "backups" && isLabeledBy(federation, metadata.labels),
  )?.spec;
  const { storageClassName: name, resources } = spec ?? {};
  const size = resources?.requests?.storage;
  return [
    ...(typeof name === "string" && to.className !== undefined && to.className !== name
      ? [refused("className", to.className, name, "the class of a volume cannot change")]
      : []),
    ...(typeof size === "string" && to.size !== undefined && isSmaller(to.size, size)
      ? [refused("size", to.size, size, "volumes cannot shrink")]
      : []),
  ];
}

function refused(field: string, wanted: string, seen: string, reason: string): Fault {
  return {
    path: `backup.to.${field}`,
    problem: `cannot change from ${quoted(seen)} to ${quoted(wanted)}: ${reason}`,
    remedy: `set ${quoted(seen)} again, or make a claim of your own, and use { kind: "claim" }`,
  };
}
