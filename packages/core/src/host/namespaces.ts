import { quoted } from "@fedstack/constructs/faults";
import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { isLabeledBy } from "../kube/labels";
import { getJson, NotGiven } from "../kubeconfig/get-json";
import { signIn } from "../kubeconfig/sign-in";
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
  const hooks = site.adopts ? { ...opts.hooks, beforeCreate: refuseStrangers(site, role, name) } : opts.hooks;
  return new k8s.core.v1.Namespace(
    site.nameOf(role),
    { metadata: site.metadata(name, metadata) },
    where.options(pulumi.mergeOptions({ ...opts, hooks }, { dependsOn: site.writesAllowed })),
  );
}

/** Hooks by which a namespace that is not the federation's stops the `up` before it is written to. */
function refuseStrangers(site: Site, role: string, name: string): pulumi.ResourceHook[] {
  if (!pulumi.runtime.getEngine()) return [];
  let kubeconfig = "";
  site.kubeconfig?.apply((text) => (kubeconfig = text));
  return [
    new pulumi.ResourceHook(`${site.nameOf(role)}-adopted`, async () => {
      const refused = strangerRefusal(site.federation, name, await labelsOf(kubeconfig, name));
      if (refused !== undefined) throw new Error(refused);
    }),
  ];
}

type Labels = Readonly<Record<string, unknown>>;

/** Labels of a namespace; undefined if there is none. */
async function labelsOf(kubeconfig: string, name: string): Promise<Labels | undefined> {
  try {
    const path = `/api/v1/namespaces/${name}`;
    const { metadata } = await getJson<{ readonly metadata: { readonly labels?: Labels } }>(
      await signIn(kubeconfig),
      path,
    );
    return metadata.labels ?? {};
  } catch (error) {
    if (error instanceof NotGiven && error.status === 404) return undefined;
    throw error;
  }
}

/** Why a federation does not adopt a namespace, if it does not. One that does not exist is made. */
export function strangerRefusal(federation: string, name: string, labels: Labels | undefined): string | undefined {
  if (labels === undefined || isLabeledBy(federation, labels)) return undefined;
  return `adopt: the namespace ${quoted(name)} is not of federation ${quoted(federation)}; delete it if nobody needs it`;
}
