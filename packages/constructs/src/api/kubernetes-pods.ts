/** Pods in Kubernetes' API: the parts that the library reads. */

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
