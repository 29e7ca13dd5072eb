/**
 * What Karmada 1.18.2 knows about kinds, by `apiVersion` and kind: Kubernetes' own kinds, and those that it has scripts
 * for. It does not know a kind in another version.
 *
 * @see https://github.com/karmada-io/karmada/tree/v1.18.2/pkg/resourceinterpreter/default
 */

import type { Fields, Interpreter } from "../interpreter";

const REPLICAS = { replicas: [{ path: "spec.replicas" }], divisible: true, podTemplates: ["spec.template"] } as const;
const PARALLELISM = { replicas: [{ path: "spec.parallelism", otherwise: 1 }], divisible: true } as const;
const DEFAULTED = { ...REPLICAS, replicas: [{ path: "spec.replicas", otherwise: 1 }] } as const;
const VOLUME_SECRETS = ["cephfs", "cinder", "flexVolume", "iscsi", "rbd", "scaleIO", "storageos"];

export const interpreters: { readonly [type: string]: Interpreter } = {
  "apps/v1/DaemonSet": { podTemplates: ["spec.template"] },
  "apps/v1/Deployment": DEFAULTED,
  "apps/v1/ReplicaSet": DEFAULTED,
  "apps/v1/StatefulSet": DEFAULTED,
  "batch/v1/CronJob": { podTemplates: ["spec.jobTemplate.spec.template"] },
  "batch/v1/Job": { ...PARALLELISM, podTemplates: ["spec.template"] },
  "networking.k8s.io/v1/Ingress": { names: { Secret: ["spec.tls.*.secretName"] } },
  "v1/Pod": { replicas: [1], podTemplates: [""] },

  "apps.kruise.io/v1alpha1/AdvancedCronJob": {
    podTemplates: ["spec.template.jobTemplate.spec.template", "spec.template.broadcastJobTemplate.spec.template"],
  },
  "apps.kruise.io/v1alpha1/BroadcastJob": { ...PARALLELISM, podTemplates: ["spec.template"] },
  "apps.kruise.io/v1alpha1/CloneSet": REPLICAS,
  "apps.kruise.io/v1alpha1/DaemonSet": { podTemplates: ["spec.template"] },
  "apps.kruise.io/v1alpha1/SidecarSet": {},
  "apps.kruise.io/v1alpha1/UnitedDeployment": REPLICAS,
  "apps.kruise.io/v1beta1/StatefulSet": REPLICAS,
  "argoproj.io/v1alpha1/Workflow": {
    ...PARALLELISM,
    requirements: "",
    names: {
      ConfigMap: ["spec.volumes.*.configMap.name", "spec.volumes.*.projected.sources.*.configMap.name"],
      PersistentVolumeClaim: [
        "spec.volumes.*.persistentVolumeClaim.claimName",
        "spec.volumeClaimTemplates.*.metadata.name",
      ],
      Secret: [
        "spec.imagePullSecrets.*.name",
        "spec.volumes.*.secret.name",
        "spec.volumes.*.projected.sources.*.secret.name",
        "spec.volumes.*.azureFile.secretName",
        "spec.volumes.*.csi.nodePublishSecretRef.name",
        ...VOLUME_SECRETS.map((kind) => `spec.volumes.*.${kind}.secretRef.name`),
      ],
      ServiceAccount: ["spec.serviceAccountName", "spec.executor.serviceAccountName"],
    },
  },
  "batch.volcano.sh/v1alpha1/Job": { components: true },
  "flink.apache.org/v1beta1/FlinkDeployment": {
    replicas: [{ path: "spec.jobManager.replicas", otherwise: 1 }, taskManagers],
    components: true,
    requirements: true,
  },
  "helm.toolkit.fluxcd.io/v2beta1/HelmRelease": {
    names: {
      Secret: ["spec.chart.spec.verify.secretRef.name", "spec.kubeConfig.secretRef.name"],
      ServiceAccount: ["spec.serviceAccountName"],
    },
    references: ["spec.valuesFrom.*"],
  },
  "kubeflow.org/v1/Notebook": { replicas: [1] },
  "kubeflow.org/v1/PyTorchJob": {
    components: true,
    podTemplates: ["Master", "Worker"].map((role) => `spec.pytorchReplicaSpecs.${role}.template`),
  },
  "kubeflow.org/v1/TFJob": {
    components: true,
    podTemplates: ["PS", "Worker", "Chief", "Master", "Evaluator"].map(
      (role) => `spec.tfReplicaSpecs.${role}.template`,
    ),
  },
  "kubeflow.org/v2beta1/MPIJob": { components: true },
  "kustomize.toolkit.fluxcd.io/v1/Kustomization": {
    names: {
      Secret: ["spec.decryption.secretRef.name", "spec.kubeConfig.secretRef.name"],
      ServiceAccount: ["spec.serviceAccountName"],
    },
  },
  "ray.io/v1/RayCluster": { components: true },
  "ray.io/v1/RayJob": {
    components: true,
    podTemplates: [
      "spec.rayClusterSpec.headGroupSpec.template",
      "spec.rayClusterSpec.workerGroupSpecs.*.template",
      "spec.submitterPodTemplate",
    ],
  },
  "ray.io/v1/RayService": {
    replicas: [1, { path: "spec.rayClusterConfig.workerGroupSpecs.*.replicas", otherwise: 0 }],
    divisible: true,
    podTemplates: ["spec.rayClusterConfig.headGroupSpec.template", "spec.rayClusterConfig.workerGroupSpecs.*.template"],
  },
  "source.toolkit.fluxcd.io/v1/GitRepository": {
    names: { Secret: ["spec.secretRef.name", "spec.verify.secretRef.name"] },
  },
  "source.toolkit.fluxcd.io/v1beta2/Bucket": { names: { Secret: ["spec.secretRef.name"] } },
  "source.toolkit.fluxcd.io/v1beta2/HelmChart": { names: { Secret: ["spec.verify.secretRef.name"] } },
  "source.toolkit.fluxcd.io/v1beta2/HelmRepository": { names: { Secret: ["spec.secretRef.name"] } },
  "source.toolkit.fluxcd.io/v1beta2/OCIRepository": {
    followedWith: "spec.serviceAccountName",
    names: {
      Secret: ["spec.secretRef.name", "spec.verify.secretRef.name", "spec.certSecretRef.name"],
      ServiceAccount: ["spec.serviceAccountName"],
    },
  },
  "sparkoperator.k8s.io/v1beta2/SparkApplication": { components: true },
};

/** Task managers of a Flink job: the given number, or as many as its slots need. */
function taskManagers({ taskManager, job, flinkConfiguration }: Fields): number {
  const slots = Number(flinkConfiguration?.["taskmanager.numberOfTaskSlots"] ?? NaN);
  const { parallelism } = job ?? {};
  return Number(taskManager?.replicas ?? (slots && parallelism !== undefined ? Math.ceil(parallelism / slots) : 1));
}
