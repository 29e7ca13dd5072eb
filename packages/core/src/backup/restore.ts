import type * as inputs from "@pulumi/kubernetes/types/input";
import type { EtcdMembers } from "../etcd/etcd-members";
import type { Site } from "../host/site";
import { CHOSEN, type DataFolders, fetching, replacing, restoring } from "./commands";
import { cronJob } from "./cron-job";
import { type Store, volumeOf } from "./store";
import { RESTORE } from "./traffic";

/** How long a Job can be looked at after its end. */
const KEPT_SECONDS = 3600;

/** What a restore is made of. */
export interface RestoreInputs {
  readonly store: Store;
  readonly env: inputs.core.v1.EnvVar[];
  readonly resources: inputs.core.v1.ResourceRequirements;
}

/**
 * Makes a suspended CronJob for each member of etcd: a Job of it replaces the data in the member's volume by that of a
 * backup, the last one unless another is chosen.
 *
 * @returns their names
 */
export function restoreJobs(site: Site, etcd: EtcdMembers, { store, env, resources }: RestoreInputs): string[] {
  const folder = site.release.components.etcd.data!;
  const folders: DataFolders = {
    data: `${folder}/data`,
    restored: `${folder}/restored`,
    replaced: `${folder}/replaced`,
  };
  const { volumes, volumeMounts } = volumeOf(store);
  return etcd.peers.map((member) => {
    const name = `${RESTORE}-${member.name}`;
    cronJob(site, name, {
      component: RESTORE,
      // Pods of Jobs that have ended would keep the volume from being replaced.
      job: { backoffLimit: 0, ttlSecondsAfterFinished: KEPT_SECONDS },
      pod: {
        name: "replace",
        image: "restic",
        command: replacing(folders),
        resources,
        volumes: [...volumes, { name: "data", persistentVolumeClaim: { claimName: `data-${member.name}` } }],
        volumeMounts: [...volumeMounts, { name: "data", mountPath: folder }],
        before: [
          {
            name: "fetch",
            image: "restic",
            command: fetching(site.federation, folders),
            env: [...env, { name: CHOSEN, value: "latest" }],
          },
          {
            name: "restore",
            image: "etcd",
            command: restoring(folders, {
              name: member.name,
              "initial-cluster": etcd.initialCluster,
              "initial-cluster-token": `${site.namespace}-${etcd.name}`,
              "initial-advertise-peer-urls": member.peerUrl,
            }),
          },
        ],
      },
    });
    return name;
  });
}
