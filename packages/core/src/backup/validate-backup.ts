import {
  checked,
  type Fault,
  type Fields,
  ofKinds,
  quoted,
  type Reader,
  required,
  secret,
  STRING,
} from "@fedstack/constructs/faults";
import { cronSchedule } from "@fedstack/constructs/kinds";
import type { ControlPlaneEtcdArgs } from "../etcd/etcd-args";
import { STORAGE_FIELDS } from "../etcd/validate-etcd-args";
import { RESOURCES } from "../host/validate-component";
import { matching, nameOf, whole } from "../validation/checks";
import { input } from "../validation/shape";
import type { BackupArgs, BackupBucketArgs, BackupClaimArgs, BackupKeepArgs, BackupVolumeArgs } from "./backup-args";

const ENDPOINT = /^https?:\/\/(\[[0-9A-Fa-f:]+\]|[A-Za-z0-9]([-A-Za-z0-9.]*[A-Za-z0-9])?)(:[0-9]{1,5})?\/?$/;
const SERVICE = { test: (url: string) => ENDPOINT.test(url) && URL.canParse(url) };
const BUCKET = /^[a-z0-9][-a-z0-9.]{1,61}[a-z0-9]$/;
const PREFIX = /^[A-Za-z0-9][-A-Za-z0-9._]*(\/[A-Za-z0-9][-A-Za-z0-9._]*)*$/;
const REGION = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;

const text = (remedy: string): Reader =>
  input(checked<string>(STRING, (path, value) => (value === "" ? [{ path, problem: "is empty", remedy }] : [])));
const COUNT = whole(0);

const VOLUME: Fields<BackupVolumeArgs> = { kind: STRING, ...STORAGE_FIELDS };
const CLAIM_FIELDS: Fields<BackupClaimArgs> = {
  kind: STRING,
  name: required(nameOf("PersistentVolumeClaim"), "name a PersistentVolumeClaim"),
};
const BUCKET_FIELDS: Fields<BackupBucketArgs> = {
  kind: STRING,
  endpoint: required(
    matching(SERVICE, "the URL of a service", "use one such as https://s3.eu-central-1.amazonaws.com, without a path"),
    "use one such as https://s3.eu-central-1.amazonaws.com",
  ),
  name: required(
    matching(BUCKET, "the name of a bucket", 'use 3 to 63 lowercase letters, digits, "-" and "."'),
    "name the bucket",
  ),
  prefix: matching(PREFIX, "a folder in a bucket", 'use one such as "federations/prod"'),
  region: matching(REGION, "a region", 'use one such as "eu-central-1"'),
  accessKeyId: required(secret(text("use the ID of an access key")), "use the ID of an access key"),
  secretAccessKey: required(secret(text("use the secret of the access key")), "use the secret of the access key"),
};
const KEEP: Fields<BackupKeepArgs> = { last: COUNT, hourly: COUNT, daily: COUNT, weekly: COUNT, monthly: COUNT };

/** What the arguments of backups are made of. */
export const BACKUP: Fields<BackupArgs> = {
  schedule: required(checked<string>(STRING, cronSchedule), 'use one such as "@daily"'),
  to: required(
    secret(ofKinds({ volume: VOLUME, claim: CLAIM_FIELDS, bucket: BUCKET_FIELDS })),
    'use one such as { kind: "volume" }',
  ),
  keep: checked(KEEP, nothingFaults),
  password: secret(text("use a password, or leave it out")),
  resources: RESOURCES,
};

/** restic would keep all backups, or refuse to remove every one. */
function nothingFaults(path: string, keep: BackupKeepArgs): Fault[] {
  if (Object.values(keep).some((count) => count !== undefined && count > 0)) return [];
  return [{ path, problem: `${quoted(JSON.stringify(keep))} keeps no backup`, remedy: "keep at least the last one" }];
}

/** An etcd that backups could not be restored to. */
export function unrestorableFaults({ external, storage }: ControlPlaneEtcdArgs = {}): Fault[] {
  if (external !== undefined) {
    const problem = "has no effect with etcd.external, which the library does not run";
    return [{ path: "backup", problem, remedy: "remove it, and back up that etcd as you back up the rest of it" }];
  }
  if (storage !== "ephemeral") return [];
  const problem = "could not be restored to an etcd without volumes";
  return [{ path: "backup", problem, remedy: "remove it, or set etcd.storage to volumes" }];
}
