import * as k8s from "@pulumi/kubernetes";
import type * as inputs from "@pulumi/kubernetes/types/input";
import * as pulumi from "@pulumi/pulumi";
import { createHash } from "node:crypto";
import type { Host } from "./host";
import { componentLabels } from "../kube/labels";
import { POD_IDENTITY, restrictedPod, type SecretMount } from "./pods";
import type { ImageName } from "../karmada/versions";
import { commandOf, type Flags } from "./flags";

/** What may be chosen for each component of the control plane. */
export interface ComponentArgs {
  /**
   * How many pods run it. They keep to different nodes where there are as many.
   *
   * @default 1
   */
  readonly replicas?: number;
  /**
   * Requests and limits of its container.
   *
   * @default - none
   */
  readonly resources?: inputs.core.v1.ResourceRequirements;
  /**
   * Further flags, by their names without dashes, e.g. `{ "max-requests-inflight": "1500" }`. A flag that the library
   * sets itself is refused by name.
   *
   * @default - none
   */
  readonly extraArgs?: { readonly [flag: string]: string };
  /**
   * Verbosity of its log, 0 to 10, as the flag `--v`.
   *
   * @default 2
   */
  readonly logLevel?: number;
}

/**
 * One component: what it runs, and what it reads.
 *
 * @internal
 */
export interface ComponentSpec {
  readonly name: string;
  readonly image: ImageName;
  readonly program: string;
  readonly flags: Flags;
  readonly args: ComponentArgs;
  readonly secrets: readonly SecretMount[];
  readonly readinessProbe: inputs.core.v1.Probe;
  readonly livenessProbe: inputs.core.v1.Probe;
  /** Certificates and files that the pods read at their start: when one changes, the pods are replaced. */
  readonly restartOn: readonly pulumi.Input<string>[];
}

/**
 * Runs a component on the host as a Deployment, which is done when its pods are ready.
 *
 * @internal
 */
export function deployComponent(
  host: Host,
  namespace: pulumi.Input<string>,
  spec: ComponentSpec,
  opts: pulumi.CustomResourceOptions,
): k8s.apps.v1.Deployment {
  const selector = componentLabels(spec.name);
  const flags = { ...spec.flags, v: String(spec.args.logLevel ?? 2), ...spec.args.extraArgs };
  return new k8s.apps.v1.Deployment(
    host.nameOf(spec.name),
    {
      metadata: host.metadata(spec.name, namespace, { labels: selector }),
      spec: {
        replicas: spec.args.replicas ?? 1,
        selector: { matchLabels: selector },
        template: {
          metadata: { labels: selector, annotations: { "fedstack.dev/checksum": checksum(spec.restartOn) } },
          spec: {
            ...restrictedPod({
              name: spec.name,
              image: host.image(spec.image),
              command: commandOf(spec.program, flags),
              env: POD_IDENTITY,
              resources: spec.args.resources,
              readinessProbe: spec.readinessProbe,
              livenessProbe: spec.livenessProbe,
              secrets: spec.secrets,
              imagePullSecrets: host.images.pullSecrets,
            }),
            affinity: apartByNode(selector),
          },
        },
      },
    },
    host.options(opts),
  );
}

/**
 * A digest of what pods read at their start. Of certificates and public files only: it is not secret.
 *
 * @internal
 */
export function checksum(contents: readonly pulumi.Input<string>[]): pulumi.Output<string> {
  return pulumi.unsecret(
    pulumi.all([...contents]).apply((texts) => createHash("sha256").update(texts.join("\0")).digest("hex")),
  );
}

/**
 * Keeps the pods of a component on different nodes where there are as many.
 *
 * @internal
 */
export function apartByNode(matchLabels: Record<string, string>): inputs.core.v1.Affinity {
  return {
    podAntiAffinity: {
      preferredDuringSchedulingIgnoredDuringExecution: [
        { weight: 100, podAffinityTerm: { topologyKey: "kubernetes.io/hostname", labelSelector: { matchLabels } } },
      ],
    },
  };
}
