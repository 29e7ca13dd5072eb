import type * as inputs from "@pulumi/kubernetes/types/input";
import type * as pulumi from "@pulumi/pulumi";
import type { ImageName } from "../karmada/images";
import type { Health } from "../karmada/component";
import type { Site } from "./site";

type Container = inputs.core.v1.Container;
type PodSpec = inputs.core.v1.PodSpec;
type Probe = inputs.core.v1.Probe;

/** User and group of every pod of the library. A number, since images may name none. */
const NON_ROOT = 65532;

/** What a pod does when it ends takes less: an API server has drained at once, then keeps watches open for no one. */
const TERMINATION_SECONDS = 10;

/** A secret that a pod reads as files. */
export interface SecretMount {
  readonly secret: pulumi.Input<string>;
  /** Directory in the container, and by its last part the volume's name. */
  readonly path: string;
}

/** What a pod of one container needs beyond what every pod of the library has. */
export interface RestrictedPodArgs {
  readonly name: string;
  readonly image: ImageName;
  readonly command?: pulumi.Input<pulumi.Input<string>[]> | undefined;
  readonly args?: pulumi.Input<pulumi.Input<string>[]> | undefined;
  readonly env?: inputs.core.v1.EnvVar[] | undefined;
  readonly ports?: inputs.core.v1.ContainerPort[] | undefined;
  readonly resources?: inputs.core.v1.ResourceRequirements | undefined;
  readonly health: Health;
  readonly secrets?: readonly SecretMount[] | undefined;
  readonly volumes?: inputs.core.v1.Volume[] | undefined;
  readonly volumeMounts?: inputs.core.v1.VolumeMount[] | undefined;
  readonly lifecycle?: inputs.core.v1.Lifecycle | undefined;
  /** The one capability that the profile allows, for images whose program asks for it in its file. Default: none. */
  readonly addCapability?: "NET_BIND_SERVICE" | undefined;
  /** Service account, with its token mounted. Default: none, no token. */
  readonly serviceAccountName?: pulumi.Input<string> | undefined;
  /** How long it may take to end. Default: a few seconds. */
  readonly graceSeconds?: number | undefined;
  /** Labels of pods from which it keeps to another node, where there is one. Default: any node will do. */
  readonly apartFrom?: Record<string, string> | undefined;
}

/** Environment variables by which flags refer to the pod itself, as `$(POD_IP)` and `$(POD_NAME)`. */
export const POD_IDENTITY: inputs.core.v1.EnvVar[] = [
  { name: "POD_IP", valueFrom: { fieldRef: { fieldPath: "status.podIP" } } },
  { name: "POD_NAME", valueFrom: { fieldRef: { fieldPath: "metadata.name" } } },
];

/**
 * A pod of one container that passes the Pod Security profile "restricted", with a read-only root and an empty /tmp.
 *
 * @see https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted
 */
export function restrictedPod(site: Site, args: RestrictedPodArgs): PodSpec {
  const secrets = args.secrets ?? [];
  const container: Container = {
    name: args.name,
    image: site.image(args.image),
    imagePullPolicy: "IfNotPresent",
    command: args.command,
    args: args.args,
    env: args.env,
    ports: args.ports,
    resources: args.resources,
    readinessProbe: readyWhen(args.health),
    livenessProbe: aliveWhile(args.health),
    lifecycle: args.lifecycle,
    securityContext: {
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ["ALL"], add: args.addCapability && [args.addCapability] },
    },
    volumeMounts: [
      { name: "tmp", mountPath: "/tmp" },
      ...secrets.map(({ path }) => ({ name: volumeName(path), mountPath: path, readOnly: true })),
      ...(args.volumeMounts ?? []),
    ],
  };
  return {
    automountServiceAccountToken: args.serviceAccountName !== undefined,
    serviceAccountName: args.serviceAccountName,
    enableServiceLinks: false,
    terminationGracePeriodSeconds: args.graceSeconds ?? TERMINATION_SECONDS,
    imagePullSecrets: site.pullSecrets?.map((name) => ({ name })),
    affinity: args.apartFrom && apartByNode(args.apartFrom),
    securityContext: {
      runAsNonRoot: true,
      runAsUser: NON_ROOT,
      runAsGroup: NON_ROOT,
      fsGroup: NON_ROOT,
      seccompProfile: { type: "RuntimeDefault" },
    },
    containers: [container],
    volumes: [
      { name: "tmp", emptyDir: {} },
      ...secrets.map(({ path, secret }) => ({
        name: volumeName(path),
        secret: { secretName: secret, defaultMode: 0o440 },
      })),
      ...(args.volumes ?? []),
    ],
  };
}

/** Asks often until the pod is ready, so that nobody waits for it longer than it takes. */
function readyWhen({ ready, port, scheme }: Health): Probe {
  return { httpGet: { path: ready, port, scheme }, periodSeconds: 1, timeoutSeconds: 5, failureThreshold: 3 };
}

/** Restarts a container that has not answered for a minute and a half. */
function aliveWhile({ alive, port, alivePort = port, scheme }: Health): Probe {
  return {
    httpGet: { path: alive, port: alivePort, scheme },
    initialDelaySeconds: 30,
    periodSeconds: 10,
    timeoutSeconds: 15,
    failureThreshold: 6,
  };
}

function apartByNode(matchLabels: Record<string, string>): inputs.core.v1.Affinity {
  return {
    podAntiAffinity: {
      preferredDuringSchedulingIgnoredDuringExecution: [
        { weight: 100, podAffinityTerm: { topologyKey: "kubernetes.io/hostname", labelSelector: { matchLabels } } },
      ],
    },
  };
}

function volumeName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
