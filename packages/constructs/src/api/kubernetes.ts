/**
 * The parts of Kubernetes' API that the library reads. It passes on all other fields as they are. Specs with the types
 * that `cdk8s import k8s` generates fit, too.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/
 */

/** Amounts by resource, such as `{ cpu: "500m", memory: "1Gi" }`. */
export interface Quantities {
  /** CPUs, such as `2` or `500m`. */
  readonly cpu?: string | undefined;
  /** Memory, such as `512Mi`. */
  readonly memory?: string | undefined;
  /** Amount of any other resource. */
  readonly [resource: string]: string | undefined;
}

/** Resource requests and limits of a container. */
export interface ResourceRequirements {
  /** What a node must have free for it. */
  readonly requests?: Quantities | undefined;
  /** What it may use at most. */
  readonly limits?: Quantities | undefined;
}

/** Fields that the library passes on as they are, as Kubernetes defines them. */
export type OtherFields<Names extends string> = { readonly [name in Names]?: unknown };

/** A container of a pod. */
export interface Container extends OtherFields<
  | "args"
  | "command"
  | "env"
  | "envFrom"
  | "imagePullPolicy"
  | "lifecycle"
  | "livenessProbe"
  | "ports"
  | "readinessProbe"
  | "resizePolicy"
  | "resources"
  | "restartPolicy"
  | "restartPolicyRules"
  | "securityContext"
  | "startupProbe"
  | "stdin"
  | "stdinOnce"
  | "terminationMessagePath"
  | "terminationMessagePolicy"
  | "tty"
  | "volumeDevices"
  | "volumeMounts"
  | "workingDir"
> {
  /** Name of the container, a DNS label. */
  readonly name: string;
  /** Reference of its image. */
  readonly image?: string | undefined;
}

/** Check of a container, as Kubernetes defines it, such as `{ httpGet: { path: "/ready", port: 8080 } }`. */
export type Probe = OtherFields<
  | "exec"
  | "failureThreshold"
  | "grpc"
  | "httpGet"
  | "initialDelaySeconds"
  | "periodSeconds"
  | "successThreshold"
  | "tcpSocket"
  | "terminationGracePeriodSeconds"
  | "timeoutSeconds"
>;

/** Rights of a container, as Kubernetes defines them. */
export type SecurityContext = OtherFields<
  | "allowPrivilegeEscalation"
  | "appArmorProfile"
  | "capabilities"
  | "privileged"
  | "procMount"
  | "readOnlyRootFilesystem"
  | "runAsGroup"
  | "runAsNonRoot"
  | "runAsUser"
  | "seLinuxOptions"
  | "seccompProfile"
  | "windowsOptions"
>;

/** Rights of all containers of a pod, and groups of its volumes, as Kubernetes defines them. */
export type PodSecurityContext = OtherFields<
  | "appArmorProfile"
  | "fsGroup"
  | "fsGroupChangePolicy"
  | "runAsGroup"
  | "runAsNonRoot"
  | "runAsUser"
  | "seLinuxChangePolicy"
  | "seLinuxOptions"
  | "seccompProfile"
  | "supplementalGroups"
  | "supplementalGroupsPolicy"
  | "sysctls"
  | "windowsOptions"
>;

/** What a volume has, as Kubernetes defines it, such as `{ emptyDir: {} }`. */
export type VolumeSource = OtherFields<
  | "awsElasticBlockStore"
  | "azureDisk"
  | "azureFile"
  | "cephfs"
  | "cinder"
  | "configMap"
  | "csi"
  | "downwardAPI"
  | "emptyDir"
  | "ephemeral"
  | "fc"
  | "flexVolume"
  | "flocker"
  | "gcePersistentDisk"
  | "gitRepo"
  | "glusterfs"
  | "hostPath"
  | "image"
  | "iscsi"
  | "nfs"
  | "persistentVolumeClaim"
  | "photonPersistentDisk"
  | "portworxVolume"
  | "projected"
  | "quobyte"
  | "rbd"
  | "scaleIO"
  | "secret"
  | "storageos"
  | "vsphereVolume"
>;

/** Specification of pods. */
export interface PodSpec extends OtherFields<
  | "activeDeadlineSeconds"
  | "affinity"
  | "automountServiceAccountToken"
  | "dnsConfig"
  | "dnsPolicy"
  | "enableServiceLinks"
  | "ephemeralContainers"
  | "hostAliases"
  | "hostIPC"
  | "hostNetwork"
  | "hostPID"
  | "hostUsers"
  | "hostname"
  | "hostnameOverride"
  | "imagePullSecrets"
  | "nodeName"
  | "nodeSelector"
  | "os"
  | "overhead"
  | "preemptionPolicy"
  | "priority"
  | "priorityClassName"
  | "readinessGates"
  | "resourceClaims"
  | "resources"
  | "restartPolicy"
  | "runtimeClassName"
  | "schedulerName"
  | "schedulingGates"
  | "securityContext"
  | "serviceAccount"
  | "serviceAccountName"
  | "setHostnameAsFQDN"
  | "shareProcessNamespace"
  | "subdomain"
  | "terminationGracePeriodSeconds"
  | "tolerations"
  | "topologySpreadConstraints"
  | "volumes"
  | "workloadRef"
> {
  /** Containers that run side by side; at least one. */
  readonly containers: readonly Container[];
  /** Containers that run before them, one after the other. */
  readonly initContainers?: readonly Container[] | undefined;
}

/** Metadata and specification of the pods that a controller makes. */
export interface PodTemplateSpec {
  /** Labels and annotations of the pods. The labels must match the selector. */
  readonly metadata?: PodMetadata | undefined;
  /** Spec of the pods. */
  readonly spec?: PodSpec | undefined;
}

/** Metadata of pods. */
export interface PodMetadata extends OtherFields<"finalizers" | "name" | "namespace"> {
  /** Labels of the pods. */
  readonly labels?: { readonly [key: string]: string } | undefined;
  /** Annotations of the pods. */
  readonly annotations?: { readonly [key: string]: string } | undefined;
}

/** Selects objects by their labels. */
export interface PodSelector extends OtherFields<"matchExpressions"> {
  /** Labels that an object must have. */
  readonly matchLabels?: { readonly [key: string]: string } | undefined;
}

/** Spec of a kind whose controller finds its pods by their labels. */
export interface PodControllerSpec {
  /** Labels with which the controller finds its pods. */
  readonly selector: PodSelector;
  /** Pods that the controller makes. */
  readonly template: PodTemplateSpec;
}

/** Spec of a Deployment. */
export interface DeploymentSpec
  extends
    PodControllerSpec,
    OtherFields<"minReadySeconds" | "paused" | "progressDeadlineSeconds" | "revisionHistoryLimit" | "strategy"> {
  /** Number of pods. */
  readonly replicas?: number | undefined;
}

/** Spec of a StatefulSet. */
export interface StatefulSetSpec
  extends
    PodControllerSpec,
    OtherFields<
      | "minReadySeconds"
      | "ordinals"
      | "persistentVolumeClaimRetentionPolicy"
      | "podManagementPolicy"
      | "revisionHistoryLimit"
      | "updateStrategy"
      | "volumeClaimTemplates"
    > {
  /** Number of pods. */
  readonly replicas?: number | undefined;
  /**
   * Name of the headless Service that gives the pods their host names.
   *
   * @default - the name of the StatefulSet
   */
  readonly serviceName?: string | undefined;
}

/** Spec of a DaemonSet. */
export interface DaemonSetSpec
  extends PodControllerSpec, OtherFields<"minReadySeconds" | "revisionHistoryLimit" | "updateStrategy"> {}

/** Spec of a Job. */
export interface JobSpec extends OtherFields<
  | "activeDeadlineSeconds"
  | "backoffLimitPerIndex"
  | "completionMode"
  | "managedBy"
  | "manualSelector"
  | "maxFailedIndexes"
  | "podFailurePolicy"
  | "podReplacementPolicy"
  | "selector"
  | "successPolicy"
  | "suspend"
  | "ttlSecondsAfterFinished"
> {
  /** Pods that must succeed. */
  readonly completions?: number | undefined;
  /** Pods that run at a time. */
  readonly parallelism?: number | undefined;
  /** How many times a failed pod is retried. */
  readonly backoffLimit?: number | undefined;
  /** Pods that the Job makes. */
  readonly template: PodTemplateSpec;
}

/** Spec of a CronJob. */
export interface CronJobSpec extends OtherFields<
  "concurrencyPolicy" | "failedJobsHistoryLimit" | "startingDeadlineSeconds" | "successfulJobsHistoryLimit" | "suspend"
> {
  /** When it runs, as a cron expression. */
  readonly schedule: string;
  /** Time zone of the schedule. */
  readonly timeZone?: string | undefined;
  /** Job that each run makes. */
  readonly jobTemplate: { readonly metadata?: PodMetadata | undefined; readonly spec?: JobSpec | undefined };
}

/** A port of a Service. */
export interface ServicePort extends OtherFields<"appProtocol" | "name" | "nodePort" | "protocol" | "targetPort"> {
  /** Port that the Service listens on. */
  readonly port: number;
}

/** Spec of a Service. */
export interface ServiceSpec extends OtherFields<
  | "allocateLoadBalancerNodePorts"
  | "clusterIP"
  | "clusterIPs"
  | "externalIPs"
  | "externalName"
  | "externalTrafficPolicy"
  | "healthCheckNodePort"
  | "internalTrafficPolicy"
  | "ipFamilies"
  | "ipFamilyPolicy"
  | "loadBalancerClass"
  | "loadBalancerIP"
  | "loadBalancerSourceRanges"
  | "publishNotReadyAddresses"
  | "sessionAffinity"
  | "sessionAffinityConfig"
  | "trafficDistribution"
  | "type"
> {
  /** Ports of the Service. */
  readonly ports?: readonly ServicePort[] | undefined;
  /** Labels of the pods behind it. */
  readonly selector?: { readonly [key: string]: string } | undefined;
}

/** Spec of an Ingress. */
export interface IngressSpec extends OtherFields<"defaultBackend" | "ingressClassName" | "tls"> {
  /** What is served where, by host name. */
  readonly rules?: readonly IngressRule[] | undefined;
}

/** What an Ingress serves at one host. */
export interface IngressRule extends OtherFields<"http"> {
  /** Host name. */
  readonly host?: string | undefined;
}
