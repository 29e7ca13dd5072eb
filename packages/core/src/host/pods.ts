import type * as inputs from "@pulumi/kubernetes/types/input";
import type * as pulumi from "@pulumi/pulumi";
import type { ImageName } from "../karmada/images";
import type { Health } from "../karmada/component";
import { metricsPort, scrapeAnnotations } from "./metrics";
import { type ComponentPodArgs, extraVolumes, podArgs } from "./pod-args";
import type { Site } from "./site";

type Container = inputs.core.v1.Container;
type PodSpec = inputs.core.v1.PodSpec;
type Probe = inputs.core.v1.Probe;

/** User and group of the library's pods. A number, because some images do not set a user. */
const NON_ROOT = 65532;

/**
 * Time for pods to end. It is longer than they need: an API server answers at once, and then only keeps watches open.
 */
const TERMINATION_SECONDS = 10;

/** A Secret that a pod reads as files. */
export interface SecretMount {
  readonly secret: pulumi.Input<string>;
  /** Directory in the container. Its last part is the volume's name. */
  readonly path: string;
}

/** Options of a pod with one container. */
export interface RestrictedPodArgs {
  readonly name: string;
  readonly image: ImageName;
  readonly command?: pulumi.Input<pulumi.Input<string>[]> | undefined;
  readonly args?: pulumi.Input<pulumi.Input<string>[]> | undefined;
  readonly env?: inputs.core.v1.EnvVar[] | undefined;
  readonly ports?: inputs.core.v1.ContainerPort[] | undefined;
  readonly resources?: inputs.core.v1.ResourceRequirements | undefined;
  /** Its probes. Absent: it runs to its end, unless {@link restarts}. */
  readonly health?: Health | undefined;
  /** Whether it is started again when it ends. Default: if it has probes. */
  readonly restarts?: boolean | undefined;
  readonly secrets?: readonly SecretMount[] | undefined;
  readonly volumes?: inputs.core.v1.Volume[] | undefined;
  readonly volumeMounts?: inputs.core.v1.VolumeMount[] | undefined;
  /** How long it goes on serving after Kubernetes asks it to stop. Default: it ends at once. */
  readonly drainSeconds?: number | undefined;
  /**
   * The only capability that the profile allows, for images whose program has it as a file capability. Default: none.
   */
  readonly addCapability?: "NET_BIND_SERVICE" | undefined;
  /** Service account. Default: the namespace's own. */
  readonly serviceAccountName?: pulumi.Input<string> | undefined;
  /** Whether a token for the host's API is mounted. Default: no. */
  readonly apiToken?: boolean | undefined;
  /** Port on which it serves its metrics: see `Component`. */
  readonly metrics?: number | undefined;
  /** Options of its component's pods. */
  readonly pods?: ComponentPodArgs | undefined;
  /** How it is spread over nodes. Default: any node will do. */
  readonly spread?: inputs.core.v1.TopologySpreadConstraint[] | undefined;
  /** What runs to its end before the container, one after the other, with the same volumes and resources. */
  readonly before?: readonly Step[] | undefined;
}

/** A container that runs to its end. */
export interface Step {
  readonly name: string;
  readonly image: ImageName;
  readonly command?: pulumi.Input<pulumi.Input<string>[]> | undefined;
  readonly env?: inputs.core.v1.EnvVar[] | undefined;
}

/** Folder that every pod can write to. */
export const TMP_FOLDER = "/tmp";

/** Environment variables for flags that refer to the pod: `$(POD_IP)` and `$(POD_NAME)`. */
export const POD_IDENTITY: inputs.core.v1.EnvVar[] = [
  { name: "POD_IP", valueFrom: { fieldRef: { fieldPath: "status.podIP" } } },
  { name: "POD_NAME", valueFrom: { fieldRef: { fieldPath: "metadata.name" } } },
];

/** Template of such pods. The library's own labels and annotations come before those that are given. */
export function podTemplate(
  site: Site,
  labels: Record<string, string>,
  annotations: Record<string, pulumi.Input<string>> | undefined,
  args: RestrictedPodArgs,
): inputs.core.v1.PodTemplateSpec {
  const given = podArgs(site.pods, args.pods);
  const annotated = { ...given.annotations, ...scrapeAnnotations(site.metrics, args), ...annotations };
  return {
    metadata: {
      labels: { ...given.labels, ...labels },
      annotations: Object.keys(annotated).length > 0 ? annotated : undefined,
    },
    spec: restrictedPod(site, args, given),
  };
}

/**
 * Pod with one container that meets the Pod Security profile "restricted", with a read-only root file system and an
 * empty `/tmp`.
 *
 * @see https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted
 */
function restrictedPod(site: Site, args: RestrictedPodArgs, pods: ComponentPodArgs): PodSpec {
  const secrets = args.secrets ?? [];
  const extra = extraVolumes(pods.volumes);
  const volumeMounts = [
    { name: "tmp", mountPath: TMP_FOLDER },
    ...secrets.map(({ path }) => ({ name: volumeName(path), mountPath: path, readOnly: true })),
    ...(args.volumeMounts ?? []),
    ...extra.mounts,
  ];
  const containerOf = (step: Step & Pick<RestrictedPodArgs, "addCapability">): Container => {
    const env = [...(step.env ?? []), ...(pods.env ?? [])];
    return {
      name: step.name,
      image: site.image(step.image),
      imagePullPolicy: "IfNotPresent",
      command: step.command,
      env: env.length > 0 ? env : undefined,
      resources: args.resources,
      securityContext: {
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ["ALL"], add: step.addCapability && [step.addCapability] },
      },
      volumeMounts,
    };
  };
  const ports = [...(args.ports ?? []), ...metricsPort(site.metrics, args)];
  const container: Container = {
    ...containerOf(args),
    args: args.args,
    ports: ports.length > 0 ? ports : undefined,
    startupProbe: args.health && startedWhen(args.health),
    readinessProbe: args.health && readyWhen(args.health),
    livenessProbe: args.health && aliveWhile(args.health),
    lifecycle: args.drainSeconds === undefined ? undefined : { preStop: { sleep: { seconds: args.drainSeconds } } },
  };
  return {
    automountServiceAccountToken: args.apiToken ?? false,
    serviceAccountName: args.serviceAccountName,
    enableServiceLinks: false,
    terminationGracePeriodSeconds: TERMINATION_SECONDS + (args.drainSeconds ?? 0),
    imagePullSecrets: site.pullSecrets,
    nodeSelector: pods.nodeSelector,
    tolerations: pods.tolerations && [...pods.tolerations],
    affinity: pods.affinity,
    priorityClassName: site.priorityClassName,
    topologySpreadConstraints: args.spread,
    securityContext: {
      runAsNonRoot: true,
      runAsUser: NON_ROOT,
      runAsGroup: NON_ROOT,
      fsGroup: NON_ROOT,
      seccompProfile: { type: "RuntimeDefault" },
    },
    restartPolicy: (args.restarts ?? args.health) ? undefined : "Never",
    initContainers: args.before?.map(containerOf),
    containers: [container],
    volumes: [
      { name: "tmp", emptyDir: {} },
      ...secrets.map(({ path, secret }) => ({
        name: volumeName(path),
        secret: { secretName: secret, defaultMode: 0o440 },
      })),
      ...(args.volumes ?? []),
      ...extra.volumes,
    ],
  };
}

/** Checks every second, so that a pod counts as ready as soon as it is. */
function readyWhen({ ready, port, scheme }: Health): Probe {
  const asked: Probe =
    typeof ready === "string" ? { httpGet: { path: ready, port, scheme } } : { tcpSocket: { port: ready.opens } };
  return { ...asked, periodSeconds: 1, timeoutSeconds: 5, failureThreshold: 3 };
}

/** Checks every second, so that the other probes begin as soon as they can. */
function startedWhen({ startSeconds, ...health }: Health): Probe | undefined {
  if (startSeconds === undefined) return undefined;
  return { httpGet: aliveAt(health), periodSeconds: 1, timeoutSeconds: 15, failureThreshold: startSeconds };
}

/** Restarts a container that has not responded for a minute and a half. */
function aliveWhile(health: Health): Probe {
  return {
    httpGet: aliveAt(health),
    initialDelaySeconds: 30,
    periodSeconds: 10,
    timeoutSeconds: 15,
    failureThreshold: 6,
  };
}

function aliveAt({ alive, port, alivePort = port, scheme }: Health): Probe["httpGet"] {
  return { path: alive, port: alivePort, scheme };
}

function volumeName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
