import type * as inputs from "@pulumi/kubernetes/types/input";
import type * as pulumi from "@pulumi/pulumi";

/**
 * Backups of the federated API's etcd: encrypted snapshots, which restic keeps in a volume or a bucket. The records of
 * DNS are not in them, because the publishers write them again.
 */
export interface BackupArgs {
  /**
   * When a backup is made, in UTC, as a CronJob writes it: minute, hour, day, month and weekday, or a name such as
   * `@daily`.
   *
   * @see https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#schedule-syntax
   */
  readonly schedule: string;
  /** Where the backups are. Those that were made in another place stay there. */
  readonly to: BackupVolumeArgs | BackupClaimArgs | BackupBucketArgs;
  /**
   * Which backups are kept. Others are removed after each backup.
   *
   * @default - the last 24, and one of each of the last 7 days and 4 weeks
   */
  readonly keep?: BackupKeepArgs | undefined;
  /**
   * Password that encrypts the backups. Without it, none can be read. To restore after the state is lost, keep it
   * elsewhere: {@link Backups.password} has it. It cannot change while backups exist.
   *
   * @default - a random one, in the state
   */
  readonly password?: pulumi.Input<string> | undefined;
  /**
   * Resource requests and limits of each container. They replace the default as a whole.
   *
   * @default - requests for a small federation, and no limits
   */
  readonly resources?: inputs.core.v1.ResourceRequirements | undefined;
}

/**
 * A volume that the library makes in the control plane's namespace. It is deleted with the federation. If backups go
 * elsewhere or end, its claim `backups` stays: delete that when nobody needs them.
 */
export interface BackupVolumeArgs {
  /** What the place is. */
  readonly kind: "volume";
  /**
   * Size of the volume, as a Kubernetes quantity.
   *
   * @default "10Gi"
   */
  readonly size?: string | undefined;
  /**
   * Storage class of the volume.
   *
   * @default - the cluster's default class
   */
  readonly className?: string | undefined;
}

/**
 * A PersistentVolumeClaim in the control plane's namespace that the library does not make. Backups wait until it exists.
 * Kubernetes deletes it with the namespace; whether its volume stays depends on the reclaim policy.
 */
export interface BackupClaimArgs {
  /** What the place is. */
  readonly kind: "claim";
  /** Name of the claim. */
  readonly name: string;
}

/** A bucket of S3, or of a service that speaks its protocol. */
export interface BackupBucketArgs {
  /** What the place is. */
  readonly kind: "bucket";
  /** URL of the service, such as `https://s3.eu-central-1.amazonaws.com`, without the bucket. */
  readonly endpoint: string;
  /** Name of the bucket. Each federation needs a bucket or a prefix of its own. */
  readonly name: string;
  /**
   * Folder in the bucket.
   *
   * @default - the federation's name
   */
  readonly prefix?: string | undefined;
  /**
   * Region of the bucket.
   *
   * @default "us-east-1"
   */
  readonly region?: string | undefined;
  /** Access key that may list the bucket, and read, write and delete its objects. */
  readonly accessKeyId: pulumi.Input<string>;
  /** Secret of that access key. Kept as a secret. */
  readonly secretAccessKey: pulumi.Input<string>;
}

/**
 * How many backups are kept: the last ones, and the last one of each of the last hours, days, weeks and months.
 *
 * @see https://restic.readthedocs.io/en/stable/060_forget.html
 */
export interface BackupKeepArgs {
  /**
   * How many of the last backups are kept.
   *
   * @default 0
   */
  readonly last?: number | undefined;
  /**
   * How many hours keep their last backup.
   *
   * @default 0
   */
  readonly hourly?: number | undefined;
  /**
   * How many days keep their last backup.
   *
   * @default 0
   */
  readonly daily?: number | undefined;
  /**
   * How many weeks keep their last backup.
   *
   * @default 0
   */
  readonly weekly?: number | undefined;
  /**
   * How many months keep their last backup.
   *
   * @default 0
   */
  readonly monthly?: number | undefined;
}

/** Where a federation's backups are, and how they are made and restored. */
export interface Backups {
  /** The namespace and name of the CronJob that makes them. */
  readonly cronJob: string;
  /** When it runs, in UTC. */
  readonly schedule: string;
  /** Where they are, as restic writes it. */
  readonly repository: string;
  /** Password that encrypts them. Secret. */
  readonly password: pulumi.Output<string>;
  /** When the last one succeeded, in RFC 3339, as the last `up` or `refresh` saw it. Undefined before the first. */
  readonly lastSuccess: pulumi.Output<string | undefined>;
  /** Names of the suspended CronJobs that restore one, one for each member of etcd. */
  readonly restores: readonly string[];
}
