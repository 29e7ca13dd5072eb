import { VERSIONS } from "@fedstack/constructs/kinds";
import type { ContainerImage } from "../images";
import type { Release } from "../release";
import { addOns } from "./add-ons";
import { agent } from "./agent";
import { components } from "./components";
import * as definitions from "./definitions.json";
import { aggregatedRoles } from "./grants";
import { webhooks } from "./webhooks";

const KUBERNETES = "v1.35.2";

const karmada = (name: string): ContainerImage => ({
  registry: "docker.io",
  repository: `karmada/${name}`,
  tag: definitions.version,
});
const kubernetes = (name: string): ContainerImage => ({
  registry: "registry.k8s.io",
  repository: name,
  tag: KUBERNETES,
});

export const RELEASE_1_18: Release = {
  versions: VERSIONS,
  karmada: definitions.version,
  kubernetes: KUBERNETES,
  /**
   * A host lets a pod go on serving while it ends, by a `sleep` hook.
   *
   * @see https://github.com/karmada-io/karmada/blob/v1.18.2/README.md#kubernetes-compatibility
   * @see https://www.kubernetes.dev/resources/keps/3960/
   */
  kubernetesRange: { oldest: 26, oldestHost: 30, newest: 35 },
  images: {
    etcd: { registry: "registry.k8s.io", repository: "etcd", tag: "3.6.6-0" },
    apiServer: kubernetes("kube-apiserver"),
    kubeControllerManager: kubernetes("kube-controller-manager"),
    aggregatedApiServer: karmada("karmada-aggregated-apiserver"),
    controllerManager: karmada("karmada-controller-manager"),
    scheduler: karmada("karmada-scheduler"),
    webhook: karmada("karmada-webhook"),
    schedulerEstimator: karmada("karmada-scheduler-estimator"),
    descheduler: karmada("karmada-descheduler"),
    metricsAdapter: karmada("karmada-metrics-adapter"),
    agent: karmada("karmada-agent"),
    etcdOperator: { registry: "gcr.io", repository: "etcd-development/etcd-operator", tag: "v0.2.0" },
    recordsEtcd: { registry: "gcr.io", repository: "etcd-development/etcd", tag: "v3.6.16" },
    coreDns: { registry: "docker.io", repository: "coredns/coredns", tag: "1.15.0" },
    externalDns: { registry: "registry.k8s.io", repository: "external-dns/external-dns", tag: "v0.21.0" },
    restic: { registry: "docker.io", repository: "restic/restic", tag: "0.18.1" },
  },
  components,
  addOns,
  agent,
  definitions: {
    names: Object.keys(definitions.digests).map(definitionName).sort(),
    converted: ["resourcebindings.work.karmada.io", "clusterresourcebindings.work.karmada.io"],
  },
  renamedPurgeModes: {},
  webhooks,
  aggregatedRoles,
  eviction: {
    controllerManager: { "enable-no-execute-taint-eviction": "true", "feature-gates": "Failover=true" },
    webhook: { "allow-no-execute-taint-policy": "true" },
  },
  etcdOperatorDomain: "cluster.local",
};

/** Name of the definition in a file such as `policy/policy.karmada.io_overridepolicies.yaml`. */
function definitionName(file: string): string {
  const [group, plural] = file.replace(/^.*\/|\.yaml$/g, "").split("_");
  return `${plural}.${group}`;
}
