import { posix } from "node:path";
import type * as inputs from "@pulumi/kubernetes/types/input";
import type * as pulumi from "@pulumi/pulumi";

/** How pods of the federation on the host are scheduled and marked. */
export interface PodArgs {
  /**
   * Labels of the nodes that pods may run on.
   *
   * @default - any node
   */
  readonly nodeSelector?: { readonly [label: string]: pulumi.Input<string> } | undefined;
  /**
   * Taints of nodes that pods tolerate.
   *
   * @default - none
   */
  readonly tolerations?: readonly pulumi.Input<inputs.core.v1.Toleration>[] | undefined;
  /**
   * Rules and preferences for nodes, and for pods on the same node.
   *
   * @default - none
   */
  readonly affinity?: pulumi.Input<inputs.core.v1.Affinity> | undefined;
  /**
   * Labels of pods, in addition to the library's own.
   *
   * @default - none
   */
  readonly labels?: { readonly [label: string]: pulumi.Input<string> } | undefined;
  /**
   * Annotations of pods, in addition to the library's own.
   *
   * @default - none
   */
  readonly annotations?: { readonly [annotation: string]: pulumi.Input<string> } | undefined;
}

/** Pods of one component, and what their container has beside the library's own. */
export interface ComponentPodArgs extends PodArgs {
  /**
   * Environment variables of the container.
   *
   * @default - none
   */
  readonly env?: readonly inputs.core.v1.EnvVar[] | undefined;
  /**
   * Volumes of the container.
   *
   * @default - none
   */
  readonly volumes?: readonly PodVolumeArgs[] | undefined;
}

/** A volume in a container. */
export interface PodVolumeArgs {
  /** Folder in the container, such as `/etc/webhook`. */
  readonly mountPath: string;
  /**
   * Where the files come from, such as `{ secret: { secretName: "webhook" } }`. The profile "restricted" does not allow
   * folders of the node.
   */
  readonly source: Omit<inputs.core.v1.Volume, "name">;
  /**
   * Whether the container can only read it.
   *
   * @default true
   */
  readonly readOnly?: boolean | undefined;
}

/** Options of a pod: those of its component, and those of all pods in place of what the component leaves out. */
export function podArgs(all: PodArgs = {}, own: ComponentPodArgs = {}): ComponentPodArgs {
  const given = Object.entries(own).filter(([, value]) => value !== undefined);
  return { ...all, ...Object.fromEntries(given) };
}

/** Volumes of a pod, and where its container has them. */
export function extraVolumes(volumes: readonly PodVolumeArgs[] = []): {
  readonly volumes: inputs.core.v1.Volume[];
  readonly mounts: inputs.core.v1.VolumeMount[];
} {
  const named = volumes.map((volume, index) => ({ ...volume, name: `extra-${index}` }));
  return {
    volumes: named.map(({ name, source }) => ({ name, ...source })),
    mounts: named.map(({ name, mountPath, readOnly = true }) => ({ name, mountPath, readOnly })),
  };
}

/** Whether a file is in one of the volumes of a container. */
export function isMounted(file: string, volumes: readonly PodVolumeArgs[] = []): boolean {
  const place = posix.normalize(file);
  return posix.isAbsolute(file) && volumes.some(({ mountPath }) => place.startsWith(folderOf(mountPath)));
}

/** A folder, always with one slash at its end. */
export function folderOf(path: string): string {
  return posix.normalize(`${path}/`);
}
