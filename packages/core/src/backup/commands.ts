import { TMP_FOLDER } from "../host/pods";
import type { BackupKeepArgs } from "./backup-args";

/** The snapshot in a pod's own folder, and in every backup. */
export const SNAPSHOT = `${TMP_FOLDER}/federation.db`;
/** Variable with the backup that is restored. */
export const CHOSEN = "SNAPSHOT";

const DEFAULT_KEEP: BackupKeepArgs = { last: 24, daily: 7, weekly: 4 };
/** restic's code for a repository that does not exist. */
const NO_REPOSITORY = 10;

/** How far a restored etcd's revisions are ahead of the snapshot's, so that no client takes an old object for a new one. */
const BUMP = 1_000_000_000;

/** Stores the snapshot, and removes backups that are no longer kept. Stops at the first command that fails. */
export function storing(host: string, keep: BackupKeepArgs = DEFAULT_KEEP): string[] {
  const kept = Object.entries(keep).map(([period, count]) => `--keep-${period}=${count}`);
  return script([
    `restic cat config >/dev/null || { [ $? -eq ${NO_REPOSITORY} ] || exit 1; restic init; }`,
    "restic unlock",
    `restic backup --host=${host} ${SNAPSHOT}`,
    `restic forget --host=${host} --group-by=host ${kept.join(" ")} --prune`,
  ]);
}

/** Folders of an etcd's volume. */
export interface DataFolders {
  readonly data: string;
  readonly restored: string;
  readonly replaced: string;
}

/** Fetches the backup that is chosen, unless etcd uses the volume. */
export function fetching(host: string, { data, restored }: DataFolders): string[] {
  const database = `${data}/member/snap/db`;
  return script([
    `[ ! -e ${database} ] || flock -n ${database} true || { [ $? -ne 1 ] || echo "etcd still runs: scale it to 0 first"; exit 1; }`,
    `restic dump --host=${host} "$${CHOSEN}" ${SNAPSHOT} >${SNAPSHOT}`,
    `rm -rf ${restored}`,
  ]);
}

/** Makes the data of one member from the snapshot. */
export function restoring(folders: DataFolders, member: Readonly<Record<string, string>>): string[] {
  const flags = { "data-dir": folders.restored, "bump-revision": String(BUMP), "mark-compacted": "true", ...member };
  return [
    "etcdutl",
    "snapshot",
    "restore",
    SNAPSHOT,
    ...Object.entries(flags).map(([flag, value]) => `--${flag}=${value}`),
  ];
}

/** Puts the restored data in the place of what is there, which is kept beside it. */
export function replacing({ data, restored, replaced }: DataFolders): string[] {
  return script([`rm -rf ${replaced}`, `[ ! -e ${data} ] || mv ${data} ${replaced}`, `mv ${restored} ${data}`]);
}

function script(lines: readonly string[]): string[] {
  return ["/bin/sh", "-c", ["set -e", ...lines].join("\n")];
}
