import { type KubernetesObject, list } from "./kubernetes";
import { kubectl } from "./lab";

type Claim = KubernetesObject & {
  readonly spec: {
    readonly volumeName?: string;
    readonly resources: { readonly requests: { readonly storage: string } };
  };
  readonly status: { readonly capacity?: { readonly storage: string } };
};

const CLASS = "standard";
const PAUSE_MILLISECONDS = 500;

/** Gives volumes on the host the size that is asked for while something happens, as a storage driver that can resize them does. */
export async function resizing(happens: () => Promise<unknown>): Promise<void> {
  await letGrow(true);
  let over = false;
  const happened = happens().finally(() => (over = true));
  try {
    while (!over) {
      await resize();
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MILLISECONDS));
    }
  } finally {
    await letGrow(false);
  }
  await happened;
}

function letGrow(allowVolumeExpansion: boolean): Promise<string> {
  return kubectl("f", "patch", "storageclass", CLASS, "--patch", JSON.stringify({ allowVolumeExpansion }));
}

async function resize(): Promise<void> {
  for (const { metadata, spec, status } of await list<Claim>("f", "persistentvolumeclaims", "-A")) {
    const { storage } = spec.resources.requests;
    if (status.capacity === undefined || status.capacity.storage === storage) continue;
    const capacity = { storage };
    await kubectl(
      "f",
      "patch",
      "persistentvolume",
      spec.volumeName!,
      "--patch",
      JSON.stringify({ spec: { capacity } }),
    );
    const claim = ["-n", metadata.namespace!, "persistentvolumeclaim", metadata.name];
    const change = JSON.stringify({ status: { capacity } });
    await kubectl("f", "patch", ...claim, "--subresource=status", "--type=merge", "--patch", change);
  }
}
