import * as k8s from "@pulumi/kubernetes";
import type * as inputs from "@pulumi/kubernetes/types/input";
import * as pulumi from "@pulumi/pulumi";
import type { Connections } from "../host/network-policies";
import type { Site } from "../host/site";
import type { BackupArgs, BackupBucketArgs } from "./backup-args";

/** Where a volume of backups is in a pod. */
const FOLDER = "/backups";
const DEFAULT_SIZE = "10Gi";

/** A place for backups, as pods use it. */
export interface Store {
  /** As restic writes it. */
  readonly repository: string;
  /** Variables by which restic finds it. */
  readonly secrets: Readonly<Record<string, pulumi.Input<string>>>;
  /** Connections to it. */
  readonly opens: readonly Connections[];
  /** The claim of its volume. Absent: it is reached over the network. */
  readonly claim?: pulumi.Input<string> | undefined;
}

/** Finds the place for backups, or makes it. */
export function storeOf(site: Site, to: BackupArgs["to"]): Store {
  if (to.kind === "bucket") {
    const { endpoint, region = "us-east-1", accessKeyId, secretAccessKey } = to;
    return {
      repository: `s3:${folderIn(to, site.federation)}`,
      secrets: {
        AWS_ACCESS_KEY_ID: accessKeyId,
        AWS_SECRET_ACCESS_KEY: pulumi.secret(secretAccessKey),
        AWS_DEFAULT_REGION: region,
      },
      opens: [{ to: "outside", ports: [{ port: portOf(endpoint) }] }],
    };
  }
  const claim = to.kind === "claim" ? to.name : makeClaim(site, to.size, to.className).metadata.name;
  return { repository: FOLDER, secrets: {}, opens: [], claim };
}

/** URL of a federation's folder in a bucket. */
export function folderIn({ endpoint, name, prefix }: BackupBucketArgs, federation: string): string {
  return `${endpoint.replace(/\/$/, "")}/${name}/${prefix ?? federation}`;
}

/** A store as a volume of a pod. */
export function volumeOf({ claim }: Store): {
  readonly volumes: inputs.core.v1.Volume[];
  readonly volumeMounts: inputs.core.v1.VolumeMount[];
} {
  if (claim === undefined) return { volumes: [], volumeMounts: [] };
  return {
    volumes: [{ name: "backups", persistentVolumeClaim: { claimName: claim } }],
    volumeMounts: [{ name: "backups", mountPath: FOLDER }],
  };
}

/**
 * It may be bound only when the first pod uses it, so nothing waits for that. With its backups, it stays until the namespace
 * goes.
 */
function makeClaim(site: Site, size = DEFAULT_SIZE, storageClassName?: string): k8s.core.v1.PersistentVolumeClaim {
  return new k8s.core.v1.PersistentVolumeClaim(
    site.nameOf("backups"),
    {
      metadata: site.metadata("backups", { annotations: { "pulumi.com/skipAwait": "true" } }),
      spec: { accessModes: ["ReadWriteOnce"], storageClassName, resources: { requests: { storage: size } } },
    },
    site.options({ retainOnDelete: true }),
  );
}

function portOf(endpoint: string): number {
  const { port, protocol } = new URL(endpoint);
  return port === "" ? (protocol === "https:" ? 443 : 80) : Number(port);
}
