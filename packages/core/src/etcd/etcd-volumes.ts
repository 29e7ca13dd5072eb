import * as pulumi from "@pulumi/pulumi";
import { type Ask, asking } from "../kubeconfig/ask";
import { getJson } from "../kubeconfig/get-json";
import { NotGiven } from "../kubeconfig/get-text";
import { type SignedIn, signIn } from "../kubeconfig/sign-in";
import type { EtcdPlace } from "./etcd-data";
import { isSmaller } from "../validation/checks";

/** Volumes of an etcd, as the program wants them. */
export interface WantedVolumes {
  /** Name of the etcd, whose members' claims are `data-NAME-0` and so on. */
  readonly name: string;
  /** As a Kubernetes quantity. */
  readonly size: string;
}

/** A claim, as far as it says how big its volume is. */
interface Claim {
  readonly metadata: { readonly name: string };
  readonly spec: {
    readonly storageClassName?: string;
    readonly resources: { readonly requests: { readonly storage: string } };
  };
  readonly status: {
    readonly capacity?: { readonly storage: string };
    readonly conditions?: readonly { readonly message?: string }[];
  };
}

const PAUSE_MILLISECONDS = 1_000;

/**
 * Says which volumes grow.
 *
 * @param running their size, as the last `up` has left it
 * @throws RunError if they are to shrink, or if their storage class does not let them grow
 */
export async function expectGrowth(
  { kubeconfig, namespace, path }: EtcdPlace,
  wanted: WantedVolumes,
  running: string | undefined,
): Promise<void> {
  if (running !== undefined && isSmaller(wanted.size, running)) {
    throw new pulumi.RunError(
      `${path}.storage.size: cannot change from "${running}" to "${wanted.size}": volumes cannot shrink; set "${running}" again`,
    );
  }
  const api = await signIn(kubeconfig);
  for (const { metadata, spec } of await claims(api, namespace, wanted, requested)) {
    const { storageClassName = "", resources } = spec;
    const from = resources.requests.storage;
    if (!(await letsGrow(api, storageClassName))) {
      throw new pulumi.RunError(
        `${path}.storage.size: cannot change from "${from}" to "${wanted.size}", because the storage class ` +
          `"${storageClassName}" does not let volumes grow; set "${from}" again, or allowVolumeExpansion in the class`,
      );
    }
    void pulumi.log.info(`${path}: the volume of ${metadata.name} grows from ${from} to ${wanted.size}.`);
  }
}

/** Has smaller volumes grow, and waits until they have. Members go on meanwhile. */
export async function growVolumes(
  { kubeconfig, namespace, path }: EtcdPlace,
  wanted: WantedVolumes,
  timeoutSeconds: number,
): Promise<void> {
  const api = await signIn(kubeconfig);
  const ask = asking(api);
  const smaller = (sizeOf: (claim: Claim) => string): Promise<Claim[]> =>
    claims(api, namespace, wanted, sizeOf).catch(({ message }: Error) => {
      throw new pulumi.RunError(
        `${path}.storage.size: the host cannot be asked about the volumes in ${namespace}: ${message}; run "pulumi up" again`,
      );
    });
  for (const claim of await smaller(requested)) await request(ask, claim);
  const deadline = Date.now() + timeoutSeconds * 1000;
  for (;;) {
    const [first] = await smaller(provided);
    if (first === undefined) return;
    if (Date.now() > deadline) {
      const reason = first.status.conditions?.map(({ message }) => message).find(Boolean) ?? "no reason given";
      throw new pulumi.RunError(
        `${path}.storage.size: the volume of ${first.metadata.name} in ${namespace} has not grown to ${wanted.size} ` +
          `within ${timeoutSeconds} s: ${reason}; look at the events of the claim, and run "pulumi up" again`,
      );
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MILLISECONDS));
  }

  async function request(asked: Ask, { metadata: { name } }: Claim): Promise<void> {
    const { status, message } = await asked({
      method: "PATCH",
      path: `/api/v1/namespaces/${namespace}/persistentvolumeclaims/${name}`,
      body: { spec: { resources: { requests: { storage: wanted.size } } } },
    });
    if (status === 200) return;
    throw new pulumi.RunError(
      `${path}.storage.size: the volume of ${name} in ${namespace} cannot grow to ${wanted.size}: ${message}; ` +
        "let the host's kubeconfig patch persistentvolumeclaims there, or set the size that it has",
    );
  }
}

const requested = ({ spec }: Claim): string => spec.resources.requests.storage;
/** A claim without a volume gets one of the size that it asks for. */
const provided = ({ spec, status }: Claim): string => status.capacity?.storage ?? spec.resources.requests.storage;

/** Claims of members whose size is smaller than what is wanted. */
async function claims(
  api: SignedIn,
  namespace: string,
  { name, size }: WantedVolumes,
  sizeOf: (claim: Claim) => string,
): Promise<Claim[]> {
  const path = `/api/v1/namespaces/${namespace}/persistentvolumeclaims`;
  const { items } = await getJson<{ readonly items: readonly Claim[] }>(api, path);
  const isMember = ({ metadata }: Claim): boolean =>
    metadata.name.startsWith(`data-${name}-`) && /^\d+$/.test(metadata.name.slice(`data-${name}-`.length));
  return items.filter((claim) => isMember(claim) && isSmaller(sizeOf(claim), size));
}

/** Whether a class lets volumes grow. One that cannot be read may do so: Kubernetes says if it does not. */
async function letsGrow(api: SignedIn, className: string): Promise<boolean> {
  try {
    const path = `/apis/storage.k8s.io/v1/storageclasses/${className}`;
    const { allowVolumeExpansion } = await getJson<{ readonly allowVolumeExpansion?: boolean }>(api, path);
    return allowVolumeExpansion === true;
  } catch (error) {
    if (error instanceof NotGiven && error.status === 403) return true;
    throw error;
  }
}
