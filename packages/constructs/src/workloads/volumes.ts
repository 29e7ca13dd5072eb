import { fault, quoted } from "../faults";
import type { Fault, Fields, Reader } from "../faults";
import type { VolumeSource } from "../api/kubernetes";
import { specOf } from "../kinds/specs";
import { FederatedConfigMap } from "../objects/federated-config-map";
import { FederatedSecret } from "../objects/federated-secret";
import { dnsLabel } from "../validation/checks";

/** A volume, and where the container sees it. */
export interface MountedVolume {
  /** Path in the container, such as `/etc/app`. */
  readonly mountPath: string;
  /** The ConfigMap or the Secret whose keys are the files, or any other source. */
  readonly source: FederatedConfigMap | FederatedSecret | VolumeSource;
  /**
   * Path inside the volume to mount, such as a single file.
   *
   * @default - the whole volume
   */
  readonly subPath?: string | undefined;
  /**
   * Whether the container cannot write to it.
   *
   * @default false
   */
  readonly readOnly?: boolean | undefined;
  /**
   * Name of the volume, a DNS label.
   *
   * @default - made from the path: `etc-app` for `/etc/app`
   */
  readonly name?: string | undefined;
}

const source: Reader = (path, value, reading) =>
  value instanceof FederatedConfigMap || value instanceof FederatedSecret
    ? value
    : specOf("Volume")(path, value, reading);

export const VOLUME: Fields<MountedVolume> = {
  mountPath: "anything",
  source,
  subPath: "anything",
  readOnly: "anything",
  name: "anything",
};

/** Volumes for the spec of a pod. */
export function volumesOf(mounted: readonly MountedVolume[] | undefined): readonly object[] | undefined {
  return mounted?.map((volume) => ({ name: nameOf(volume), ...sourceOf(volume.source) }));
}

/** Mounts for the spec of a container. */
export function mountsOf(mounted: readonly MountedVolume[] | undefined): readonly object[] | undefined {
  return mounted?.map((volume) => {
    const { mountPath, subPath, readOnly } = volume;
    return { name: nameOf(volume), mountPath, subPath, readOnly };
  });
}

/** Faults of volumes. */
export function volumeFaults(mounted: readonly MountedVolume[] = []): Fault[] {
  const names = mounted.map(nameOf);
  return mounted.flatMap((volume, i) => [
    ...(typeof volume.mountPath === "string" && volume.mountPath.startsWith("/")
      ? dnsLabel(`volumes[${i}].name`, names[i])
      : [fault(`volumes[${i}].mountPath`, `${quoted(volume.mountPath)} is not an absolute path`, 'start it with "/"')]),
    ...(volume.source
      ? []
      : [fault(`volumes[${i}].source`, "is missing", "use a FederatedConfigMap, or { emptyDir: {} }")]),
    ...(names.indexOf(names[i]!) === i
      ? []
      : [fault(`volumes[${i}].name`, `${quoted(names[i])} is the name of two volumes`, "set another name")]),
  ]);
}

function nameOf({ name, mountPath }: MountedVolume): string {
  return (
    name ??
    (typeof mountPath === "string" ? mountPath : "")
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, "-")
      .replace(/^-|-$/g, "")
  );
}

function sourceOf(from: MountedVolume["source"]): object {
  if (from instanceof FederatedConfigMap) return { configMap: { name: from.name } };
  return from instanceof FederatedSecret ? { secret: { secretName: from.name } } : { ...from };
}
