import * as k8s from "@pulumi/kubernetes";
import type * as inputs from "@pulumi/kubernetes/types/input";
import type * as pulumi from "@pulumi/pulumi";
import { ETCD_PORTS } from "../kube/etcd-ports";
import { componentLabels } from "../kube/labels";
import type { Authority } from "../pki/authority";
import type { KeyPair } from "../pki/signer";
import type { Trust } from "../pki/trust";
import { limitDisruption, spread } from "../host/availability";
import { type Contents, mountSecrets } from "../host/component";
import { checksumAnnotation } from "../host/deployment";
import type { EtcdArgs, StorageArgs } from "./etcd-args";
import { sizeAnnotation, VOLUME_SIZE } from "./etcd-guard";
import type { EtcdMembers } from "./etcd-members";
import { etcdMembership } from "./etcd-membership";
import { commandOf, flagsAt } from "../host/flags";
import { POD_IDENTITY, podTemplate } from "../host/pods";
import { pairFiles } from "../host/secrets";
import type { Site } from "../host/site";

/**
 * What the members of an etcd are known by.
 *
 * @internal
 */
export interface EtcdPki {
  readonly trust: Trust;
  readonly server: KeyPair;
  readonly peer: KeyPair;
}

/**
 * Has an authority of an etcd's own sign what its members need.
 *
 * @internal
 */
export function issueEtcdPki({ signer, trust }: Authority, members: EtcdMembers): EtcdPki {
  const names = members.certificateNames;
  return {
    trust,
    server: signer.issue("server", { commonName: "etcd", ...names, uses: ["server_auth"] }),
    peer: signer.issue("peer", { commonName: "etcd-peer", ...names, uses: ["server_auth", "client_auth"] }),
  };
}

/**
 * Runs an etcd with TLS for clients and between members.
 *
 * @param path its arguments, as errors name them
 * @returns what is complete once all members are ready, and once all of them vote
 * @internal
 */
export function deployEtcd(
  site: Site,
  members: EtcdMembers,
  pki: EtcdPki,
  path: string,
  args: EtcdArgs,
): { readonly ready: pulumi.Resource; readonly complete: pulumi.Resource } {
  const { name } = members;
  const row = { ...site.release.components.etcd, name };
  const labels = componentLabels(name);
  const { namespace, clusterDomain, ipFamily } = site;
  const context = { namespace, clusterDomain, ipFamily, etcd: members };
  const { mounts, restartOn } = mountSecrets(site, row, contentsOf(pki));
  createService(site, name);
  if (members.replicas > 1) limitDisruption(site, name, labels, "IfHealthyBudget");

  const storage = args.storage ?? {};
  const size = storage === "ephemeral" ? undefined : (storage.size ?? VOLUME_SIZE);
  const { replicas, env, hooks, complete } = etcdMembership(site, row, members, path, size);
  const ready = new k8s.apps.v1.StatefulSet(
    site.nameOf(name),
    {
      metadata: site.metadata(name, { labels, annotations: sizeAnnotation(size) }),
      spec: {
        serviceName: name,
        replicas,
        podManagementPolicy: "Parallel",
        selector: { matchLabels: labels },
        template: podTemplate(site, labels, checksumAnnotation(restartOn), {
          name,
          image: row.image,
          command: commandOf(row.program, { ...flagsAt(row.flags, context), ...args.extraArgs }),
          env: [...POD_IDENTITY, ...env],
          resources: args.resources ?? { requests: row.requests },
          health: row.health,
          metrics: row.metrics,
          secrets: mounts,
          volumes: storage === "ephemeral" ? [{ name: "data", emptyDir: {} }] : [],
          volumeMounts: [{ name: "data", mountPath: row.data! }],
          pods: args.pods,
          spread: spread(labels),
        }),
        volumeClaimTemplates: storage === "ephemeral" ? undefined : [dataVolume(storage)],
      },
    },
    // Kubernetes changes no template of volumes. The members' own volumes grow.
    site.options({ hooks: { beforeUpdate: hooks }, ignoreChanges: ["spec.volumeClaimTemplates"] }),
  );
  return { ready, complete };
}

function contentsOf({ trust, server, peer }: EtcdPki): Contents {
  return {
    server: () => ({ files: pairFiles(trust, server), restartOn: [trust.bundle, server.certificate] }),
    peer: () => ({ files: pairFiles(trust, peer), restartOn: [peer.certificate] }),
  };
}

/** Each member has a name below that of the Service, before it is ready: that is how they find each other. */
function createService(site: Site, name: string): void {
  new k8s.core.v1.Service(
    site.nameOf(name),
    {
      metadata: site.metadata(name, { annotations: { "pulumi.com/skipAwait": "true" } }),
      spec: {
        clusterIP: "None",
        publishNotReadyAddresses: true,
        selector: componentLabels(name),
        ports: [
          { name: "client", port: ETCD_PORTS.client },
          { name: "peer", port: ETCD_PORTS.peer },
        ],
      },
    },
    site.options(),
  );
}

function dataVolume({ size = VOLUME_SIZE, className }: StorageArgs): inputs.core.v1.PersistentVolumeClaim {
  return {
    metadata: { name: "data" },
    spec: { accessModes: ["ReadWriteOnce"], storageClassName: className, resources: { requests: { storage: size } } },
  };
}
