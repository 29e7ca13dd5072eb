import { quoted } from "@fedstack/constructs/faults";
import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { isLabeledBy } from "../kube/labels";
import { asking } from "../kubeconfig/ask";
import { getJson } from "../kubeconfig/get-json";
import { type SignedIn, signIn } from "../kubeconfig/sign-in";
import type { MoreMetadata, Site } from "./site";

/** Labels of a namespace whose pods all meet the Pod Security profile "restricted". */
export const RESTRICTED = {
  "pod-security.kubernetes.io/enforce": "restricted",
  "pod-security.kubernetes.io/warn": "restricted",
} as const;

/** Namespaces of a federation that are not given. */
export function defaultNamespaces(federation: string): { readonly system: string; readonly dns: string } {
  return { system: `${federation}-system`, dns: federation };
}

/**
 * Makes a namespace of the federation's own, which must not exist yet. A site that adopts goes on with one that has the
 * federation's labels.
 */
export function createNamespace(
  site: Site,
  role: string,
  name: string,
  metadata: MoreMetadata,
  opts: pulumi.CustomResourceOptions = {},
): k8s.core.v1.Namespace {
  const where = site.adopts ? site : site.strict;
  const hooks = where.refusesExisting ? opts.hooks : { ...opts.hooks, beforeCreate: madeBefore(where, role, name) };
  return new k8s.core.v1.Namespace(
    site.nameOf(role),
    { metadata: site.metadata(name, metadata) },
    where.options(pulumi.mergeOptions({ ...opts, hooks }, { dependsOn: site.writesAllowed })),
  );
}

/** Hooks that make a namespace before a provider that would go on with anybody's. */
function madeBefore(site: Site, role: string, name: string): pulumi.ResourceHook[] {
  if (!pulumi.runtime.getEngine()) return [];
  let kubeconfig = "";
  site.kubeconfig?.apply((text) => (kubeconfig = text));
  return [
    new pulumi.ResourceHook(`${site.nameOf(role)}-made`, async ({ newInputs }) =>
      makeNamespace(await signIn(kubeconfig), name, newInputs!, site.adopts ? site.federation : undefined),
    ),
  ];
}

/**
 * Makes a namespace that does not exist, in one request, so that of two programs at the same time only one does.
 *
 * @param adoptedBy the federation that goes on with one that has its labels, if any does
 * @throws Error if it exists and nobody goes on with it
 */
export async function makeNamespace(
  cluster: SignedIn,
  name: string,
  namespace: object,
  adoptedBy: string | undefined,
): Promise<void> {
  const path = `/api/v1/namespaces?fieldManager=${CREATOR}`;
  const { status, message } = await asking(cluster, CREATED_MILLISECONDS)({ method: "POST", path, body: namespace });
  if (status === 201) return;
  if (status !== 409) throw new Error(`namespace ${quoted(name)}: cannot be created: ${message}`);
  const refused = await existsRefusal(cluster, adoptedBy, name);
  if (refused !== undefined) throw new Error(refused);
}

/** The provider's name for what it creates. It passes those fields on to the federation's field manager. */
const CREATOR = "pulumi-kubernetes";

interface Metadata {
  readonly labels?: Readonly<Record<string, unknown>>;
  readonly deletionTimestamp?: string;
}

/** Longer than the admission webhooks of a cluster may take. */
const CREATED_MILLISECONDS = 40_000;

/** Why a program does not go on with a namespace that exists, if it does not. */
async function existsRefusal(
  cluster: SignedIn,
  adoptedBy: string | undefined,
  name: string,
): Promise<string | undefined> {
  const { metadata } = await getJson<{ readonly metadata: Metadata }>(cluster, `/api/v1/namespaces/${name}`);
  if (metadata.deletionTimestamp !== undefined) {
    return `namespace ${quoted(name)}: is being deleted; run "pulumi up" again once it is gone`;
  }
  // As Kubernetes says it.
  if (adoptedBy === undefined) return `namespaces ${quoted(name)} already exists; delete it if nobody needs it`;
  if (isLabeledBy(adoptedBy, metadata.labels)) return undefined;
  return `adopt: the namespace ${quoted(name)} is not of federation ${quoted(adoptedBy)}; delete it if nobody needs it`;
}
