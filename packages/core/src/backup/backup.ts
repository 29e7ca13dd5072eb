import type * as inputs from "@pulumi/kubernetes/types/input";
import * as pulumi from "@pulumi/pulumi";
import type { EtcdMembers } from "../etcd/etcd-members";
import { TMP_FOLDER } from "../host/pods";
import { fileSecret, pairFiles } from "../host/secrets";
import type { Site } from "../host/site";
import { ETCD_PORTS } from "../kube/etcd-ports";
import { derivedSecret } from "../pki/derived-secret";
import { type KeyPair, newKey } from "../pki/signer";
import type { Trust } from "../pki/trust";
import type { BackupArgs, Backups } from "./backup-args";
import { SNAPSHOT, storing } from "./commands";
import { cronJob } from "./cron-job";
import { restoreJobs } from "./restore";
import { type Store, volumeOf } from "./store";
import { BACKUP } from "./traffic";

const PURPOSE = "fedstack.dev/backups";
const TLS = "/etc/backup/etcd";
const SECRET = "backup-store";
/** A backup that takes longer would keep the next ones from starting. */
const DEADLINE_SECONDS = 3600;
const RETRIES = 2;
const REQUESTS = { cpu: "50m", memory: "128Mi" };

/** How backups sign in to etcd. */
export interface EtcdClient {
  readonly trust: Trust;
  readonly pair: KeyPair;
}

/**
 * Makes backups of an etcd on a schedule, and what restores them.
 *
 * @internal
 */
export function backUp(site: Site, etcd: EtcdMembers, client: EtcdClient, args: BackupArgs, store: Store): Backups {
  const password = passwordOf(site, args);
  const restic = resticEnv(site, store, password);
  const resources = args.resources ?? { requests: REQUESTS };
  const tls = fileSecret(site, "backup-etcd", pairFiles(client.trust, client.pair)).metadata.name;
  const credentials = [`--cacert=${TLS}/ca.crt`, `--cert=${TLS}/tls.crt`, `--key=${TLS}/tls.key`];
  const endpoint = `--endpoints=https://${etcd.serviceHost}:${ETCD_PORTS.client}`;
  const job = cronJob(site, BACKUP, {
    component: BACKUP,
    schedule: args.schedule,
    job: { backoffLimit: RETRIES, activeDeadlineSeconds: DEADLINE_SECONDS },
    pod: {
      name: "store",
      image: "restic",
      command: storing(site.federation, args.keep),
      env: restic,
      resources,
      secrets: [{ secret: tls, path: TLS }],
      ...volumeOf(store),
      before: [
        {
          name: "snapshot",
          image: "etcd",
          command: ["etcdctl", endpoint, ...credentials, "snapshot", "save", SNAPSHOT],
        },
      ],
    },
  });
  return {
    cronJob: `${site.namespace}/${BACKUP}`,
    schedule: args.schedule,
    repository: store.repository,
    password,
    lastSuccess: job.status.apply((status) => (status as typeof status | undefined)?.lastSuccessfulTime),
    restores: restoreJobs(site, etcd, { store, env: restic, resources }),
  };
}

function passwordOf(site: Site, { password }: BackupArgs): pulumi.Output<string> {
  if (password !== undefined) return pulumi.secret(password);
  const { privateKeyPem } = newKey(site.nameOf("backup-password"), { parent: site.parent });
  return pulumi.secret(privateKeyPem.apply((pem) => derivedSecret(pem, PURPOSE)));
}

/** Variables of restic. Those that are secret come from a Secret. */
function resticEnv(
  site: Site,
  { repository, secrets }: Store,
  password: pulumi.Input<string>,
): inputs.core.v1.EnvVar[] {
  const files = { RESTIC_PASSWORD: password, ...secrets };
  const { name } = fileSecret(site, SECRET, files).metadata;
  return [
    { name: "RESTIC_REPOSITORY", value: repository },
    { name: "RESTIC_CACHE_DIR", value: `${TMP_FOLDER}/cache` },
    ...Object.keys(files).map((key) => ({ name: key, valueFrom: { secretKeyRef: { name, key } } })),
  ];
}
