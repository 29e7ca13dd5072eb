const POD = { containers: [{ name: "pod", image: "nginx" }] };
const pod = (namespace: string, spec: object = POD): object => ({
  apiVersion: "v1",
  kind: "Pod",
  metadata: { name: "intruder", namespace },
  spec,
});
const deployment = (namespace: string, spec: object): object => ({
  apiVersion: "apps/v1",
  kind: "Deployment",
  metadata: { name: "intruder", namespace },
  spec: {
    selector: { matchLabels: { app: "intruder" } },
    template: { metadata: { labels: { app: "intruder" } }, spec },
  },
});
const secret = (namespace: string, type?: string): object => ({
  apiVersion: "v1",
  kind: "Secret",
  metadata: {
    name: "intruder",
    namespace,
    annotations: type && { "kubernetes.io/service-account.name": "default" },
  },
  type,
});
const namespaceNamed = (name: string): object => ({ apiVersion: "v1", kind: "Namespace", metadata: { name } });

/** All known ways to escalate from a token for workloads. */
export const INTRUSIONS: Record<string, object> = {
  "a Secret in kube-system": secret("kube-system"),
  "a pod in kube-system": pod("kube-system", { ...POD, serviceAccountName: "default" }),
  "a workload in kube-system": deployment("kube-system", POD),
  "a workload in the federation's own namespace": deployment("karmada-cluster", POD),
  "a workload in a namespace of others": deployment("default", POD),
  "a token of a service account": secret("shop", "kubernetes.io/service-account-token"),
  "a node's credential": secret("shop", "bootstrap.kubernetes.io/token"),
  "a system namespace": namespaceNamed("kube-intruder"),
  "a system namespace of a generated name": {
    apiVersion: "v1",
    kind: "Namespace",
    metadata: { generateName: "kube-" },
  },
  "a Service with the address of somebody else": {
    apiVersion: "v1",
    kind: "Service",
    metadata: { name: "intruder", namespace: "shop" },
    spec: { ports: [{ port: 443 }], externalIPs: ["198.51.100.53"] },
  },
  "a privileged pod": deployment("shop", {
    containers: [{ name: "pod", image: "nginx", securityContext: { privileged: true } }],
  }),
  "a pod with a node's files": deployment("shop", { ...POD, volumes: [{ name: "root", hostPath: { path: "/" } }] }),
  "a pod in a node's namespaces": deployment("shop", { ...POD, hostPID: true }),
  "a pod with a node's port": deployment("shop", {
    containers: [{ name: "pod", image: "nginx", ports: [{ containerPort: 80, hostPort: 6443 }] }],
  }),
  "a cluster role binding": {
    apiVersion: "rbac.authorization.k8s.io/v1",
    kind: "ClusterRoleBinding",
    metadata: { name: "intruder" },
    roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "cluster-admin" },
  },
};
