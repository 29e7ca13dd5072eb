import type { BackupArgs, BackupBucketArgs, BackupKeepArgs } from "./backup-args";

const BUCKET: Required<BackupBucketArgs> = {
  kind: "bucket",
  endpoint: "https://s3.example.com",
  name: "backups",
  prefix: "prod",
  region: "eu-west-1",
  accessKeyId: "hidden",
  secretAccessKey: "hidden",
};

/** Arguments of backups with every field. */
export const BACKUP: Required<BackupArgs> = {
  schedule: "0 3 * * *",
  to: BUCKET,
  keep: { last: 1, hourly: 1, daily: 1, weekly: 1, monthly: 1 } satisfies Required<BackupKeepArgs>,
  password: "hidden",
  resources: { requests: { cpu: "100m" } },
};
