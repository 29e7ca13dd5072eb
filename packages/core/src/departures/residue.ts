import { quoted } from "@fedstack/constructs/faults";
import { BY_BINDING, told } from "@fedstack/constructs/kinds";
import * as pulumi from "@pulumi/pulumi";
import type { Ask } from "../kubeconfig/ask";
import { listWorks } from "./api";
import { type Binding, isOn } from "./binding";
import type { Work } from "./steps";

/**
 * What a member has that does not respond, as messages show it: what is placed there, and copies that could not be
 * deleted there since it was moved or deleted.
 */
export async function residueOf(ask: Ask, member: string, bindings: readonly Binding[]): Promise<readonly string[]> {
  const placed = bindings.filter((one) => isOn(one, member)).map(({ spec }) => told(spec.resource));
  const copied = (await listWorks(ask, member)).filter(isOfBinding).flatMap(toldOf);
  return [...new Set([...placed, ...copied])];
}

/**
 * Says what a member keeps that is dropped.
 *
 * @param residue what it has; undefined if there is none of that name
 */
export function tellDropped(member: string, residue: readonly string[] | undefined): void {
  const has = residue?.length ? residue.join(", ") : "nothing that is placed there";
  void pulumi.log.warn(
    residue
      ? `${member} is dropped. If the cluster ever comes back, it still has: ${has}.`
      : `drop(${quoted(member)}): the federation has no member of that name. Remove the call.`,
  );
}

/** Whether a copy is one of an object that is placed, not of what Karmada itself needs in a member. */
function isOfBinding({ metadata: { annotations = {} } }: Work): boolean {
  return Object.values(BY_BINDING).some((prefix) => `${prefix}/name` in annotations);
}

function toldOf({ spec }: Work): readonly string[] {
  const [manifest] = spec?.workload?.manifests ?? [];
  return manifest ? [told({ ...manifest, ...manifest.metadata })] : [];
}
