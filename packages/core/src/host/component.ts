import type * as k8s from "@pulumi/kubernetes";
import type * as inputs from "@pulumi/kubernetes/types/input";
import type * as pulumi from "@pulumi/pulumi";
import type { Component, FlagContext, SecretRole } from "../karmada/component";
import { componentLabels, RELEASE_ANNOTATION } from "../kube/labels";
import { type DeploymentSpec, runDeployment } from "./deployment";
import { commandOf, flagsAt } from "./flags";
import type { ComponentPodArgs } from "./pod-args";
import { POD_IDENTITY, type SecretMount } from "./pods";
import { type Files, fileSecret } from "./secrets";
import type { Site } from "./site";

/** Options of every component of the control plane. */
export interface ComponentArgs {
  /**
   * Number of pods. Several are spread over nodes and zones, and a PodDisruptionBudget lets one be evicted at a time.
   *
   * @default 1
   */
  readonly replicas?: number | undefined;
  /**
   * Resource requests and limits of its container. They replace the default as a whole.
   *
   * @default - requests for a small federation, and no limits
   */
  readonly resources?: inputs.core.v1.ResourceRequirements | undefined;
  /**
   * Options of its pods. Each field takes the place of the same one in the federation's `pods`.
   *
   * @default - the federation's
   */
  readonly pods?: ComponentPodArgs | undefined;
  /**
   * More flags, by name without dashes, such as `{ "max-requests-inflight": "1500" }`. Flags that the library sets are
   * refused. The file of a flag such as `audit-webhook-config-file` has to be in one of the volumes of `pods`.
   *
   * @default - none
   */
  readonly extraArgs?: { readonly [flag: string]: string } | undefined;
  /**
   * Verbosity of its log, 0 to 10: the flag `--v`.
   *
   * @default 2
   */
  readonly logLevel?: number | undefined;
}

/** Time in which every node of the host learns that a pod no longer serves. */
const DRAIN_SECONDS = 5;

/** Content of a Secret of a component, and the part that its pods read only when they start. */
export interface SecretContents {
  readonly files: Files;
  /** Certificates and public files: when one changes, the pods are replaced. */
  readonly restartOn: readonly pulumi.Input<string>[];
}

/** How the contents of each secret that a component reads are made. */
export type Contents = { readonly [role in SecretRole]?: () => SecretContents };

/**
 * Runs a component as a Deployment, which is done when its pods are ready.
 *
 * @internal
 */
export function deployComponent(
  site: Site,
  component: Component,
  contents: Contents,
  args: ComponentArgs,
  context: FlagContext,
  {
    labels = componentLabels(component.name),
    annotations,
  }: Partial<Pick<DeploymentSpec, "labels" | "annotations">> = {},
): k8s.apps.v1.Deployment {
  const { name, program } = component;
  const { mounts, restartOn } = mountSecrets(site, component, contents);
  const flags = { ...flagsAt(component.flags, { ...context, logLevel: args.logLevel }), ...args.extraArgs };
  const replicas = args.replicas ?? 1;
  return runDeployment(site, name, {
    labels,
    annotations: { [RELEASE_ANNOTATION]: site.release.karmada, ...annotations },
    replicas,
    restartOn,
    pod: {
      name,
      image: component.image,
      command: commandOf(program, flags),
      env: POD_IDENTITY,
      resources: args.resources ?? { requests: component.requests },
      health: component.health,
      metrics: component.metrics,
      secrets: mounts,
      pods: args.pods,
      drainSeconds: component.ingress && replicas > 1 ? DRAIN_SECONDS : undefined,
    },
  });
}

/**
 * Makes the secrets of a component, which are named for it and for what they are for.
 *
 * @internal
 */
export function mountSecrets(
  site: Site,
  { name, secrets }: Pick<Component, "name" | "secrets">,
  contents: Contents,
): { readonly mounts: readonly SecretMount[]; readonly restartOn: readonly pulumi.Input<string>[] } {
  const filled = (Object.keys(secrets) as SecretRole[]).map((role) => {
    const { files, restartOn } = contents[role]!();
    return { secret: fileSecret(site, `${name}-${role}`, files).metadata.name, path: secrets[role]!.path, restartOn };
  });
  return { mounts: filled, restartOn: filled.flatMap(({ restartOn }) => restartOn) };
}
