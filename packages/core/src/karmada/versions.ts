/** One container image of the library: its registry, its repository there, and its tag. */
export interface ContainerImage {
  /** Host of its registry. */
  readonly registry: string;
  /** Repository in the registry. */
  readonly repository: string;
  /** Tag in the repository. */
  readonly tag: string;
}

/** Version of the Karmada release that images, definitions and flags belong to. */
export const KARMADA_VERSION = "v1.18.2";
/** Version of the Kubernetes release whose API server and controller manager serve the federated API. */
export const KUBERNETES_VERSION = "v1.35.2";

const kubernetes = (name: string): ContainerImage => ({
  registry: "registry.k8s.io",
  repository: name,
  tag: KUBERNETES_VERSION,
});
const karmada = (name: string): ContainerImage => ({
  registry: "docker.io",
  repository: `karmada/${name}`,
  tag: KARMADA_VERSION,
});

/** Every image that a federation runs. */
export const IMAGES = {
  etcd: { registry: "registry.k8s.io", repository: "etcd", tag: "3.6.6-0" },
  apiServer: kubernetes("kube-apiserver"),
  kubeControllerManager: kubernetes("kube-controller-manager"),
  aggregatedApiServer: karmada("karmada-aggregated-apiserver"),
  controllerManager: karmada("karmada-controller-manager"),
  scheduler: karmada("karmada-scheduler"),
  webhook: karmada("karmada-webhook"),
  etcdOperator: { registry: "gcr.io", repository: "etcd-development/etcd-operator", tag: "v0.2.0" },
  recordsEtcd: { registry: "gcr.io", repository: "etcd-development/etcd", tag: "v3.6.16" },
  coreDns: { registry: "docker.io", repository: "coredns/coredns", tag: "1.15.0" },
  externalDns: { registry: "registry.k8s.io", repository: "external-dns/external-dns", tag: "v0.21.0" },
} satisfies Record<string, ContainerImage>;

/** Name of an image of the library. */
export type ImageName = keyof typeof IMAGES;

/** Gives the reference to pull an image by, from its own registry or from a private one that mirrors its repository. */
export function imageReference(name: ImageName, privateRegistry?: string): string {
  const { registry, repository, tag } = IMAGES[name];
  return `${privateRegistry ?? registry}/${repository}:${tag}`;
}
