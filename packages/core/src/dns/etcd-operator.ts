import * as k8s from "@pulumi/kubernetes";
import type * as inputs from "@pulumi/kubernetes/types/input";
import type * as pulumi from "@pulumi/pulumi";
import type { StorageArgs } from "../etcd/etcd-args";
import { runDeployment } from "../host/deployment";
import { defaultNamespaces } from "../host/namespaces";
import { grantClusterRole, grantRole } from "../host/rbac";
import type { Site } from "../host/site";
import { ETCD_PORTS } from "../kube/etcd-ports";
import { componentLabels } from "../kube/labels";
import type { OperatorRecordsArgs } from "./dns-args";
import { ETCD_CLUSTER_DEFINITION } from "./etcd-cluster-definition";
import { COMPACTION, DNS_COMPONENTS, DNS_REQUESTS, type Records } from "./records";
import { keepStorage } from "./records-guard";

type PolicyRule = inputs.rbac.v1.PolicyRule;

const HEALTH_PORT = 8081;
const DEFAULT_REPLICAS = 1;
const DEFAULT_VOLUME = "1Gi";

/** Objects that the operator caches from all namespaces: version 0.2.0 cannot watch a single one. */
const READ_ANYWHERE: PolicyRule[] = [
  { apiGroups: ["operator.etcd.io"], resources: ["etcdclusters"], verbs: ["get", "list", "watch"] },
  { apiGroups: ["apps"], resources: ["statefulsets"], verbs: ["get", "list", "watch"] },
  { apiGroups: [""], resources: ["configmaps", "services"], verbs: ["get", "list", "watch"] },
];

/**
 * Objects that it creates, only in the DNS namespace, so that the operators of two federations on one host do not
 * interfere.
 */
const WRITE_HERE: PolicyRule[] = [
  { apiGroups: ["operator.etcd.io"], resources: ["etcdclusters/finalizers"], verbs: ["update"] },
  { apiGroups: ["apps"], resources: ["statefulsets"], verbs: ["create", "update", "patch"] },
  { apiGroups: [""], resources: ["configmaps", "services"], verbs: ["create", "update", "patch"] },
  { apiGroups: ["", "events.k8s.io"], resources: ["events"], verbs: ["create", "patch"] },
];

/**
 * Lets etcd-operator run the etcd for the records. Complete when all its members are ready.
 *
 * @param namespace the namespace of the site
 */
export function operatorRecords(site: Site, namespace: k8s.core.v1.Namespace, args: OperatorRecordsArgs): Records {
  const name = DNS_COMPONENTS.etcd;
  const operator = args.operatorNamespace === undefined ? [deployOperator(site, namespace)] : [];
  const withoutToken = new k8s.core.v1.ServiceAccount(
    site.nameOf("default-account"),
    // The operator's clusters run as this account. It may already exist.
    { metadata: site.metadata("default"), automountServiceAccountToken: false, imagePullSecrets: site.pullSecrets },
    site.options(),
  );
  const replicas = args.replicas ?? DEFAULT_REPLICAS;
  const { registry, tag } = splitReference(site.image("recordsEtcd"));

  const cluster = new k8s.apiextensions.CustomResource(
    site.nameOf(name),
    {
      apiVersion: "operator.etcd.io/v1alpha1",
      kind: "EtcdCluster",
      metadata: site.metadata(name),
      spec: {
        size: replicas,
        imageRegistry: registry,
        version: tag,
        storageSpec: args.storage === "ephemeral" ? undefined : storageSpec(args.storage),
        etcdOptions: Object.entries(COMPACTION).map(([flag, value]) => `--${flag}=${value}`),
        podTemplate: {
          metadata: { labels: { ...site.pods.labels, ...componentLabels(name) }, annotations: site.pods.annotations },
        },
      },
    },
    site
      .after(...operator, withoutToken, defaultRequests(site))
      .options({ hooks: { beforeUpdate: keepStorage(site.nameOf(name)) } }),
  );
  const disruption = new k8s.policy.v1.PodDisruptionBudget(
    site.nameOf(name),
    {
      // The operator does not report a cluster's state, so this counts its members instead.
      metadata: site.metadata(name, {
        annotations: { "pulumi.com/waitFor": `jsonpath={.status.currentHealthy}=${replicas}` },
      }),
      spec: { maxUnavailable: 1, selector: { matchLabels: componentLabels(name) } },
    },
    site.after(cluster).options(),
  );
  return { endpoints: [`http://${site.hostOf(name)}:${ETCD_PORTS.client}`], ready: [disruption] };
}

function deployOperator(site: Site, namespace: k8s.core.v1.Namespace): pulumi.Resource {
  const name = DNS_COMPONENTS.etcdOperator;
  const labels = componentLabels(name);
  const account = new k8s.core.v1.ServiceAccount(
    site.nameOf(name),
    { metadata: site.metadata(name, { labels }), automountServiceAccountToken: false },
    site.options(),
  );
  const subject = { kind: "ServiceAccount", name: account.metadata.name, namespace: site.namespace };
  const { federation } = site;
  // What is cluster-wide must be told apart where two federations of one name have namespaces of their own.
  const owner = site.namespace === defaultNamespaces(federation).dns ? federation : `${federation}:${site.namespace}`;
  const rights = [
    grantClusterRole(site.clusterWide, `${name}-reader`, `fedstack:${owner}:${name}`, READ_ANYWHERE, subject),
    grantRole(site, name, name, WRITE_HERE, subject),
  ];
  return runDeployment(site.after(...rights, etcdClusterDefinition(site.clusterWide, namespace)), name, {
    labels,
    replicas: 1,
    oneAtATime: true,
    pod: {
      name,
      image: "etcdOperator",
      resources: { requests: DNS_REQUESTS.etcdOperator },
      args: [`--health-probe-bind-address=:${HEALTH_PORT}`],
      health: { port: HEALTH_PORT, scheme: "HTTP", ready: "/readyz", alive: "/healthz" },
      serviceAccountName: account.metadata.name,
      apiToken: true,
    },
  });
}

/**
 * Definition of the operator's kind, which all federations on the host share. The namespace of each federation owns it,
 * and `destroy` leaves it: Kubernetes deletes it with its last owner.
 */
function etcdClusterDefinition(site: Site, namespace: k8s.core.v1.Namespace): pulumi.Resource {
  const { name, spec } = ETCD_CLUSTER_DEFINITION;
  return new k8s.apiextensions.v1.CustomResourceDefinition(
    site.nameOf(name),
    {
      // The same from every federation, each with its own field manager.
      metadata: {
        name,
        labels: { "app.kubernetes.io/managed-by": "fedstack" },
        // Upstream's installation has another value, so applying this over it is a conflict and not a takeover.
        annotations: { "controller-gen.kubebuilder.io/version": "as applied by fedstack" },
        ownerReferences: [
          { apiVersion: "v1", kind: "Namespace", name: namespace.metadata.name, uid: namespace.metadata.uid },
        ],
      },
      spec,
    },
    site.options({ retainOnDelete: true }),
  );
}

/** Version 0.2.0 sets no resources for its clusters' pods, so the namespace does. */
function defaultRequests(site: Site): pulumi.Resource {
  return new k8s.core.v1.LimitRange(
    site.nameOf("default-requests"),
    {
      metadata: site.metadata("default-requests"),
      spec: { limits: [{ type: "Container", defaultRequest: { ...DNS_REQUESTS.etcd } }] },
    },
    site.options(),
  );
}

function storageSpec({ size = DEFAULT_VOLUME, className }: StorageArgs = {}): Record<string, unknown> {
  return { volumeSizeRequest: size, storageClassName: className, accessModes: "ReadWriteOnce" };
}

/** An image's reference in two parts, of which the second may have a digest. The operator joins them with a colon. */
function splitReference(reference: string): { registry: string; tag: string } {
  const colon = reference.indexOf(":", reference.lastIndexOf("/"));
  return { registry: reference.slice(0, colon), tag: reference.slice(colon + 1) };
}
