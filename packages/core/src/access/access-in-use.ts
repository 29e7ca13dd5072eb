import { quoted } from "@fedstack/constructs/faults";
import { BY_BINDING, type Manifest, told } from "@fedstack/constructs/kinds";
import type * as pulumi from "@pulumi/pulumi";
import { asking } from "../kubeconfig/ask";
import { type ApiAccess, signedIn } from "../host/api-access";
import { worksPath } from "../karmada/apis";
import { guardInputs } from "../kube/annotation-guard";
import { valueOf } from "../kube/value-of";
import type { AccessOptions } from "./access";
import { accessRefusal } from "./access-refusal";

/** A copy of an object that a member has. */
interface Work {
  readonly metadata: { readonly labels?: Readonly<Record<string, string>> | undefined };
  readonly spec?:
    { readonly workload?: { readonly manifests?: readonly Manifest[] | undefined } | undefined } | undefined;
}

/** Labels of copies that a placement made, unlike those that Karmada makes for itself. */
const PLACED = Object.values(BY_BINDING).map((prefix) => `${prefix}/permanent-id`);

/**
 * Hooks of a member's roles: an access is not narrowed while the member has what needs more. Karmada could neither change
 * nor delete that, so that its end would be waited for in vain.
 */
export function keepAccessInUse(
  name: string,
  access: ApiAccess,
  member: string,
  options: AccessOptions,
): pulumi.ResourceHook[] {
  const reached = signedIn(access);
  return guardInputs(name, async () => {
    const api = await valueOf(reached);
    if (!api) return undefined;
    const { body } = await asking(api)({ method: "GET", path: worksPath(member) });
    return inUseRefusal(
      member,
      options,
      (body as { readonly items?: readonly Work[] | undefined } | undefined)?.items ?? [],
    );
  });
}

/** Why a member cannot grant only this, if it has copies that need more. */
export function inUseRefusal(member: string, options: AccessOptions, works: readonly Work[]): string | undefined {
  const placed = works.filter(({ metadata: { labels = {} } }) => PLACED.some((label) => label in labels));
  const lost = placed.flatMap(({ spec }) =>
    (spec?.workload?.manifests ?? []).flatMap((manifest) => {
      const { apiVersion, kind, metadata } = manifest;
      const object = { apiVersion, kind, name: metadata.name, namespace: metadata.namespace };
      return accessRefusal(options, object, manifest) === undefined ? [] : [told(object)];
    }),
  );
  if (lost.length === 0) return undefined;
  return (
    `join(${quoted(member)}): cannot be given less access while it has ${[...new Set(lost)].sort().join(", ")}: ` +
    "Karmada could neither change nor delete that there; take it away in an up of its own first"
  );
}
