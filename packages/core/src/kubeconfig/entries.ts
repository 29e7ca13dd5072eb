import { isRecord, quoted, type Shape, STRING } from "@fedstack/constructs/faults";
import type { Fault } from "../validation/errors";
import { shapeFaults } from "../validation/shape";
import { CLUSTER, CONTEXT, USER } from "./fields";

/** One named cluster, user or context. Fields of empty text are left out, as they mean nothing. */
export type Entry = Readonly<Record<string, unknown>>;

/** Everything that a kubeconfig names. */
export interface Entries {
  readonly clusters: ReadonlyMap<string, Entry>;
  readonly users: ReadonlyMap<string, Entry>;
  readonly contexts: ReadonlyMap<string, Entry>;
  readonly faults: readonly Fault[];
}

/** What `kubectl config view` takes out. */
const SECRETS = ["certificate-authority-data", "client-certificate-data", "client-key-data", "token", "password"];

/** Reads all lists of a kubeconfig: one that is damaged anywhere is damaged. */
export function readEntries(path: string, document: Readonly<Record<string, unknown>>): Entries {
  const faults: Fault[] = [];
  const read = (list: string, key: string, shape: Shape): ReadonlyMap<string, Entry> => {
    const given = document[list] ?? [];
    if (!Array.isArray(given)) {
      faults.push({ path: `${path}: ${list}`, problem: "is not a list" });
      return new Map();
    }
    const entries = new Map<string, Entry>();
    given.forEach((entry: unknown, index) => {
      const at = `${path}: ${list}[${index}]`;
      const found = shapeFaults(
        at,
        entry ?? {},
        { name: STRING, [key]: shape },
        { secret: true, ignoresUnknown: true },
      );
      faults.push(...found);
      if (found.length > 0) return;
      const { name = "", [key]: value } = (entry ?? {}) as Record<string, unknown>;
      if (typeof name !== "string" || name === "") faults.push({ path: at, problem: "has no name" });
      else if (entries.has(name))
        faults.push({
          path: at,
          problem: `uses the name ${quoted(name)} again`,
          remedy: "give every entry its own name",
        });
      else entries.set(name, filled(value));
    });
    return entries;
  };
  return {
    clusters: read("clusters", "cluster", CLUSTER),
    users: read("users", "user", USER),
    contexts: read("contexts", "context", CONTEXT),
    faults,
  };
}

/** Tells of what `kubectl config view` has taken out of an entry. */
export function withheldFaults(path: string, entry: Entry): Fault[] {
  return SECRETS.filter((field) => entry[field] === "REDACTED" || entry[field] === "DATA+OMITTED").map((field) => ({
    path: `${path}: ${field}`,
    problem: 'was removed by "kubectl config view"',
    remedy: 'write the kubeconfig with "kubectl config view --raw"',
  }));
}

function filled(value: unknown): Entry {
  const entries = Object.entries(isRecord(value) ? value : {});
  return Object.fromEntries(entries.filter(([, field]) => field !== ""));
}
