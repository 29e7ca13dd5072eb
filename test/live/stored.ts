import { readFileSync } from "node:fs";
import { join } from "node:path";
import { list } from "./kubernetes";
import { LAB_HOME } from "./missing";

interface Volume {
  readonly spec: { readonly claimRef: { readonly namespace: string }; readonly hostPath: { readonly path: string } };
}

/** Fields of etcd's `mvccpb.KeyValue` that are numbers, and those that are bytes. */
const MOD_REVISION = 3;
const VALUE = 5;

/** What an etcd of F with a single member stores under a key, as text, from the file of its database. */
export async function storedIn(namespace: string, key: string): Promise<string | undefined> {
  const volumes = await list<Volume>("f", "persistentvolumes");
  const { hostPath } = volumes.find(({ spec }) => spec.claimRef.namespace === namespace)!.spec;
  const folder = hostPath.path.replace("/tmp/hostpath_pv", join(LAB_HOME, "data", "pv"));
  const database = readFileSync(join(folder, "data", "member", "snap", "db"));
  return newest(database, key);
}

/** The value of the last revision of a key in the pages of a database, which keep older ones, too. */
function newest(database: Buffer, key: string): string | undefined {
  const start = Buffer.concat([Buffer.from([0x0a, key.length]), Buffer.from(key)]);
  let found: { readonly revision: number; readonly value: string } | undefined;
  for (let at = database.indexOf(start); at >= 0; at = database.indexOf(start, at + 1)) {
    const { revision, value } = readEntry(database, at + start.length);
    if (value !== undefined && revision >= (found?.revision ?? 0)) found = { revision, value };
  }
  return found?.value;
}

function readEntry(bytes: Buffer, from: number): { readonly revision: number; readonly value?: string } {
  let at = from;
  let revision = 0;
  const number = (): number => {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = bytes.readUInt8(at++);
      value += (byte % 128) * factor;
      if (byte < 128) return value;
    }
  };
  for (;;) {
    const tag = number();
    if (tag === VALUE * 8 + 2) {
      const length = number();
      return { revision, value: bytes.toString("latin1", at, at + length) };
    }
    if (tag % 8 !== 0 || tag > 8 * VALUE) return { revision };
    const value = number();
    if (tag === MOD_REVISION * 8) revision = value;
  }
}
