import { told } from "../../kinds/identity";
import type { ObjectRef } from "../../kinds/identity";
import type { Manifest } from "../../kinds/manifest";
import { actsOnItsServer } from "./stays";

/** Sentences about what an object does, beside running on members, or does not do there. Charts and plans show the same. */
export function notesOn(manifest: Manifest, ref: ObjectRef): readonly string[] {
  const annotations = manifest.metadata["annotations"] as { readonly [key: string]: unknown } | undefined;
  const hook = annotations?.["helm.sh/hook"];
  return [
    ...(actsOnItsServer(ref) ? [`${told(ref)} also acts on the federated API server itself.`] : []),
    ...(typeof hook === "string" ? [hookNote(ref, hook)] : []),
  ];
}

/** Only Helm runs hooks at their time. Karmada propagates whatever a policy selects. */
function hookNote(ref: ObjectRef, hook: string): string {
  const what = /\btest\b|test-success|test-failure/.test(hook) ? "test" : "hook";
  return (
    `${told(ref)} is a ${what} of Helm (${hook}), but it runs at once, next to everything else. ` +
    'Leave it out: render the chart with "--no-hooks".'
  );
}
