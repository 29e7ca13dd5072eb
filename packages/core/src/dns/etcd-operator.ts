import * as k8s from "@pulumi/kubernetes";
import type * as inputs from "@pulumi/kubernetes/types/input";
import * as pulumi from "@pulumi/pulumi";
import type { StorageArgs } from "../host/etcd";
import { PORTS, type Topology } from "../host/topology";
import type { Host } from "../host/host";
import { componentLabels } from "../kube/labels";
import { aliveWhile, readyWhen, restrictedPod } from "../host/pods";
import type { OperatorRecordsArgs } from "./dns-args";
import { ETCD_CLUSTER_DEFINITION } from "./etcd-cluster-definition";
import { COMPACTION, DNS_COMPONENTS, type Records } from "./records";

type PolicyRule = inputs.rbac.v1.PolicyRule;

const HEALTH_PORT = 8081;
const DEFAULT_REPLICAS = 1;
const DEFAULT_VOLUME = "1Gi";

/** What the operator keeps in its cache, of every namespace: version 0.2.0 cannot watch one alone. */
const READ_ANYWHERE: PolicyRule[] = [
  { apiGroups: ["operator.etcd.io"], resources: ["etcdclusters"], verbs: ["get", "list", "watch"] },
  { apiGroups: ["apps"], resources: ["statefulsets"], verbs: ["get", "list", "watch"] },
  { apiGroups: [""], resources: ["configmaps", "services"], verbs: ["get", "list", "watch"] },
];

/** What it makes, in the DNS namespace alone: so the operators of two federations on one host leave each other alone. */
const WRITE_HERE: PolicyRule[] = [
  { apiGroups: ["operator.etcd.io"], resources: ["etcdclusters/finalizers"], verbs: ["update"] },
  { apiGroups: ["apps"], resources: ["statefulsets"], verbs: ["create", "update", "patch"] },
  { apiGroups: [""], resources: ["configmaps", "services"], verbs: ["create", "update", "patch"] },
  { apiGroups: ["", "events.k8s.io"], resources: ["events"], verbs: ["create", "patch"] },
];

export interface OperatorInputs {
  readonly host: Host;
  readonly topology: Topology;
  readonly namespace: k8s.core.v1.Namespace;
  readonly args: OperatorRecordsArgs;
  /** Options of what lies in the DNS namespace. */
  readonly opts: pulumi.CustomResourceOptions;
}

/** Has etcd-operator run the records' etcd. Ready when all its members are. */
export function operatorRecords(inputs: OperatorInputs): Records {
  const { host, topology, args, opts } = inputs;
  const operator = args.operatorNamespace === undefined ? deployOperator(inputs) : [];
  const withoutToken = new k8s.core.v1.ServiceAccount(
    host.nameOf("default-account"),
    // As which the operator's clusters run. It exists or will, whoever comes first.
    { metadata: host.metadata("default", topology.dnsNamespace), automountServiceAccountToken: false },
    host.options(opts),
  );
  const replicas = args.replicas ?? DEFAULT_REPLICAS;
  const { registry, tag } = splitReference(host.image("recordsEtcd"));

  const cluster = new k8s.apiextensions.CustomResource(
    host.nameOf(DNS_COMPONENTS.etcd),
    {
      apiVersion: "operator.etcd.io/v1alpha1",
      kind: "EtcdCluster",
      metadata: host.metadata(DNS_COMPONENTS.etcd, topology.dnsNamespace),
      spec: {
        size: replicas,
        imageRegistry: registry,
        version: tag,
        storageSpec: args.storage === "ephemeral" ? undefined : storageSpec(args.storage),
        etcdOptions: Object.entries(COMPACTION).map(([flag, value]) => `--${flag}=${value}`),
        podTemplate: { metadata: { labels: componentLabels(DNS_COMPONENTS.etcd) } },
      },
    },
    host.options(pulumi.mergeOptions(opts, { dependsOn: [...operator, withoutToken] })),
  );
  const disruption = new k8s.policy.v1.PodDisruptionBudget(
    host.nameOf(DNS_COMPONENTS.etcd),
    {
      metadata: host.metadata(DNS_COMPONENTS.etcd, topology.dnsNamespace, {
        // The operator tells nothing of a cluster's state: its members are counted here instead.
        annotations: { "pulumi.com/waitFor": `jsonpath={.status.currentHealthy}=${replicas}` },
      }),
      spec: { maxUnavailable: 1, selector: { matchLabels: componentLabels(DNS_COMPONENTS.etcd) } },
    },
    host.options(pulumi.mergeOptions(opts, { dependsOn: [cluster] })),
  );
  const address = topology.hostOf(DNS_COMPONENTS.etcd, topology.dnsNamespace);
  return { endpoints: [`http://${address}:${PORTS.etcdClient}`], ready: [disruption] };
}

function deployOperator({ host, topology, namespace, opts }: OperatorInputs): pulumi.Resource[] {
  const name = DNS_COMPONENTS.etcdOperator;
  const selector = componentLabels(name);
  const inNamespace = host.metadata(name, topology.dnsNamespace, { labels: selector });
  const account = new k8s.core.v1.ServiceAccount(
    host.nameOf(name),
    { metadata: inNamespace, automountServiceAccountToken: false },
    host.options(opts),
  );
  const rights = [...readAnywhere(host, topology, account), ...writeHere(host, topology, account, opts)];
  const definition = etcdClusterDefinition(host, namespace);
  const deployment = new k8s.apps.v1.Deployment(
    host.nameOf(name),
    {
      metadata: inNamespace,
      spec: {
        replicas: 1,
        strategy: { type: "Recreate" },
        selector: { matchLabels: selector },
        template: {
          metadata: { labels: selector },
          spec: restrictedPod({
            name,
            image: host.image("etcdOperator"),
            args: [`--health-probe-bind-address=:${HEALTH_PORT}`],
            readinessProbe: readyWhen("/readyz", HEALTH_PORT, "HTTP"),
            livenessProbe: aliveWhile("/healthz", HEALTH_PORT, "HTTP"),
            serviceAccountName: account.metadata.name,
            imagePullSecrets: host.images.pullSecrets,
          }),
        },
      },
    },
    host.options(pulumi.mergeOptions(opts, { dependsOn: [...rights, definition] })),
  );
  return [deployment];
}

function readAnywhere(host: Host, topology: Topology, account: k8s.core.v1.ServiceAccount): pulumi.Resource[] {
  const logicalName = host.nameOf(`${DNS_COMPONENTS.etcdOperator}-reader`);
  const metadata = host.metadata(`fedstack:${host.federation}:${DNS_COMPONENTS.etcdOperator}`);
  const role = new k8s.rbac.v1.ClusterRole(logicalName, { metadata, rules: READ_ANYWHERE }, host.options());
  const binding = new k8s.rbac.v1.ClusterRoleBinding(
    logicalName,
    {
      metadata,
      roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: role.metadata.name },
      subjects: [{ kind: "ServiceAccount", name: account.metadata.name, namespace: topology.dnsNamespace }],
    },
    host.options(),
  );
  return [binding];
}

function writeHere(
  host: Host,
  topology: Topology,
  account: k8s.core.v1.ServiceAccount,
  opts: pulumi.CustomResourceOptions,
): pulumi.Resource[] {
  const logicalName = host.nameOf(DNS_COMPONENTS.etcdOperator);
  const metadata = host.metadata(DNS_COMPONENTS.etcdOperator, topology.dnsNamespace);
  const role = new k8s.rbac.v1.Role(logicalName, { metadata, rules: WRITE_HERE }, host.options(opts));
  const binding = new k8s.rbac.v1.RoleBinding(
    logicalName,
    {
      metadata,
      roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: role.metadata.name },
      subjects: [{ kind: "ServiceAccount", name: account.metadata.name, namespace: topology.dnsNamespace }],
    },
    host.options(opts),
  );
  return [binding];
}

/**
 * The operator's kind, which all federations on the host share. Each owns it by its namespace and leaves it at destroy:
 * Kubernetes collects it with the last owner.
 */
function etcdClusterDefinition(host: Host, namespace: k8s.core.v1.Namespace): pulumi.Resource {
  const { name, spec } = ETCD_CLUSTER_DEFINITION;
  return new k8s.apiextensions.v1.CustomResourceDefinition(
    host.nameOf(name),
    {
      // The same whichever federation applies it, under a field manager of each one's own.
      metadata: {
        name,
        labels: { "app.kubernetes.io/managed-by": "fedstack" },
        // Upstream's own installation has another value: to apply this over it is a conflict, not a takeover.
        annotations: { "controller-gen.kubebuilder.io/version": "as applied by fedstack" },
        ownerReferences: [
          { apiVersion: "v1", kind: "Namespace", name: namespace.metadata.name, uid: namespace.metadata.uid },
        ],
      },
      spec,
    },
    host.options({ retainOnDelete: true }),
  );
}

function storageSpec({ size = DEFAULT_VOLUME, className }: StorageArgs = {}): Record<string, unknown> {
  return { volumeSizeRequest: size, storageClassName: className, accessModes: "ReadWriteOnce" };
}

/** An image's reference as the operator takes it: it puts a colon between the two. */
function splitReference(reference: string): { registry: string; tag: string } {
  const colon = reference.lastIndexOf(":");
  return { registry: reference.slice(0, colon), tag: reference.slice(colon + 1) };
}
