import { isKubefed } from "../../kinds/identity";
import type { ObjectRef } from "../../kinds/identity";
import type { Manifest } from "../../kinds/manifest";
import { warningOn } from "../../kinds/finding";
import type { Finding } from "../../kinds/finding";
import { actsOnItsServer } from "../objects/stays";

/** What an object does beside running on members, or does not do there. */
export function notesOn(manifest: Manifest, ref: ObjectRef): readonly Finding[] {
  const annotations = manifest.metadata["annotations"] as { readonly [key: string]: unknown } | undefined;
  const hook = annotations?.["helm.sh/hook"];
  return [
    ...(isKubefed(ref) ? [kubefedNote(ref)] : []),
    ...(actsOnItsServer(ref) ? [warningOn(ref, "also acts on the federated API server itself")] : []),
    ...(typeof hook === "string" ? [hookNote(ref, hook)] : []),
  ];
}

/** Neither Karmada nor a member without kubefed does anything with such an object. */
export function kubefedNote(ref: ObjectRef): Finding {
  return warningOn(
    ref,
    "belongs to kubefed (Federation v2), which Karmada does not read",
    "read it with fromKubefed()",
  );
}

/** Only Helm runs hooks at their time. Karmada propagates whatever a policy selects. */
function hookNote(ref: ObjectRef, hook: string): Finding {
  const what = /\btest\b|test-success|test-failure/.test(hook) ? "test" : "hook";
  return warningOn(
    ref,
    `is a ${what} of Helm (${hook}), but it runs at once, next to everything else`,
    'leave it out: render the chart with "--no-hooks"',
  );
}
