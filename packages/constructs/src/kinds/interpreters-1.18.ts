/**
 * What Karmada 1.18.2 knows about kinds, by `apiVersion` and kind: Kubernetes' own kinds, and those that it has scripts
 * for. It does not know a kind in another version.
 *
 * @see https://github.com/karmada-io/karmada/tree/v1.18.2/pkg/resourceinterpreter/default
 */

/** Fields by path, such as `spec.tls.*.secretName`; `*` is each element of a list. */
type Paths = readonly string[];

/** What Karmada knows of a kind. */
export interface Interpreter {
  /**
   * Fields of its replicas, which are added up; a number is the count itself. Absent if Karmada does not count them.
   */
  readonly replicas?: readonly (number | ReplicaField | ((spec: Fields) => number))[] | undefined;
  /** Whether a member gets its share of the replicas. If not, each member with a share gets the whole object. */
  readonly divisible?: true | undefined;
  /** Whether Karmada counts its replicas by component, only with its alpha feature `MultiplePodTemplatesScheduling`. */
  readonly components?: true | undefined;
  /** Templates of its pods. */
  readonly podTemplates?: Paths | undefined;
  /** Fields outside of pod templates that name objects in its namespace, by the kind of those objects. */
  readonly names?: { readonly [kind: string]: Paths } | undefined;
  /** Fields with the kind and name of a ConfigMap or a Secret in its namespace. */
  readonly references?: Paths | undefined;
}

/** Fields of an object, of whatever shape. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- the specification is whatever the user wrote
export type Fields = any;

/** A field that holds a number of replicas. */
export interface ReplicaField {
  readonly path: string;
  /** Default if the field is absent; without a default, Karmada cannot read the object. */
  readonly otherwise?: number | undefined;
}

const REPLICAS = { replicas: [{ path: "spec.replicas" }], divisible: true, podTemplates: ["spec.template"] } as const;
const PARALLELISM = { replicas: [{ path: "spec.parallelism", otherwise: 1 }], divisible: true } as const;
const DEFAULTED = { ...REPLICAS, replicas: [{ path: "spec.replicas", otherwise: 1 }] } as const;
const VOLUME_SECRETS = ["cephfs", "cinder", "flexVolume", "iscsi", "rbd", "scaleIO", "storageos"];

export const INTERPRETERS: { readonly [type: string]: Interpreter } = {
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
  "apps.kruise.io/v1alpha1/UnitedDeployment": REPLICAS,
  "apps.kruise.io/v1beta1/StatefulSet": REPLICAS,
  "argoproj.io/v1alpha1/Workflow": {
    ...PARALLELISM,
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
  return Number(taskManager?.replicas ?? (Math.ceil(job?.parallelism / slots) || 1));
}
