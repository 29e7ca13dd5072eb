import { isDeepStrictEqual } from "node:util";
import { isOfKind } from "@fedstack/constructs/kinds";
import type { Manifest } from "@fedstack/constructs/plan";
import { NotAnswered } from "../departures/api";
import type { Ask } from "../kubeconfig/ask";
import { type Discovered, locate } from "../federated-api/ownership-gate";

/** How an object changes in the federated API. */
export interface Change {
  readonly object: Manifest;
  /** Whether it does not exist yet. */
  readonly isNew: boolean;
  /** Whether anything but the number of its replicas changes. */
  readonly content: boolean;
  /** Whether the number of its replicas changes. */
  readonly replicas: boolean;
  /** Whether it has to be deleted, and made anew. */
  readonly isReplaced?: boolean | undefined;
}

/** How the program is about to apply something. */
export interface Applying {
  /** The field manager under which it applies. */
  readonly manager: string;
  /** Whether the program itself defines the kind of an object. */
  readonly isDefined: (object: Manifest) => boolean;
}

/**
 * Finds out how an object changes: the federated API says what it would be. The engine's own annotations do not count.
 * Undefined if nothing changes.
 */
export async function changeOf(
  ask: Ask,
  object: Manifest,
  { manager, isDefined }: Applying,
  discovered: Discovered,
): Promise<Change | undefined> {
  const path = await locate(ask, object, discovered);
  if (typeof path !== "string") {
    if (isDefined(object)) return { object, isNew: true, content: true, replicas: false };
    throw new NotAnswered(path.message);
  }
  const found = await ask({ method: "GET", path });
  if (found.status === 404) return { object, isNew: true, content: true, replicas: false };
  if (found.status !== 200) throw new NotAnswered(found.message);
  const query = `dryRun=All&force=true&fieldManager=${encodeURIComponent(manager)}`;
  const applied = await ask({ method: "APPLY", path: `${path}?${query}`, body: withoutEngine(object) });
  if (applied.status === 422) return { object, isNew: false, content: true, replicas: false, isReplaced: true };
  // A message about a Secret may show what is in it.
  const reason = isOfKind(object, "Secret") ? `a Secret is refused with ${applied.status}` : applied.message;
  if (applied.status !== 200) throw new NotAnswered(reason);
  const [before, after] = [found.body as Live, applied.body as Live];
  const content = !isDeepStrictEqual(comparable(before), comparable(after));
  const replicas = before.spec?.replicas !== after.spec?.replicas;
  return content || replicas ? { object, isNew: false, content, replicas } : undefined;
}

/** An object of the federated API, as far as it is compared. */
interface Live {
  readonly metadata: Manifest["metadata"] & { readonly annotations?: Record<string, string> | undefined };
  readonly spec?: { readonly replicas?: number | undefined } | undefined;
}

/** Fields of the metadata that the API server itself writes. */
const SERVERS = ["managedFields", "resourceVersion", "generation"];

function comparable({ metadata, spec, ...rest }: Live): unknown {
  const kept = Object.entries(withoutEngine({ metadata }).metadata).filter(([key]) => !SERVERS.includes(key));
  return {
    ...rest,
    status: undefined,
    metadata: Object.fromEntries(kept),
    spec: spec && { ...spec, replicas: undefined },
  };
}

function withoutEngine<T extends { readonly metadata: object }>(object: T): T {
  const { annotations = {} } = object.metadata as { readonly annotations?: Record<string, string> | undefined };
  const kept = Object.entries(annotations).filter(([key]) => !key.startsWith("pulumi.com/"));
  return { ...object, metadata: { ...object.metadata, annotations: Object.fromEntries(kept) } };
}
