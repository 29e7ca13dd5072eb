import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { kubectl, type LabCluster } from "./lab";
import type { Stack } from "./stack";

const execute = promisify(execFile);

/** A certificate and one with the same key that ended a day ago, in PEM. */
type Ended = readonly [valid: string, ended: string];

interface SignedCert {
  readonly urn: string;
  readonly type: string;
  readonly inputs: {
    readonly certRequestPem: string;
    readonly caCertPem: string;
    readonly caPrivateKeyPem: { readonly plaintext: string };
  };
  readonly outputs: { readonly certPem: string; validityEndTime: string };
}

interface State {
  readonly deployment: { readonly resources: readonly SignedCert[] };
}

interface Secret {
  readonly metadata: { readonly name: string };
  readonly data?: Readonly<Record<string, string>>;
}

const SIGNED = "tls:index/locallySignedCert:LocallySignedCert";
const DAY_MILLISECONDS = 24 * 3_600_000;
/** How deep a certificate may be in the JSON of a state: text, the text of a secret, or a document in that. */
const DEPTHS = [1, 2, 3];

/**
 * Lets time pass for a federation: every certificate that its authorities signed ended a day ago, in the state and in the
 * Secrets of these namespaces, whose pods start again with them.
 */
export async function endCertificates(
  stack: Stack,
  namespaces: readonly (readonly [LabCluster, string])[],
): Promise<void> {
  const exported = await stack.export("--show-secrets");
  const signed = (JSON.parse(exported) as State).deployment.resources.filter(({ type }) => type === SIGNED);
  const all = await Promise.all(signed.map((one, index) => end(stack, one, String(index))));
  await stack.import(inState(exported, all));
  for (const [cluster, namespace] of namespaces) {
    await endInSecrets(cluster, namespace, all);
    await kubectl(cluster, "delete", "pods", "--all", "--namespace", namespace, "--wait=false");
  }
}

/** Has the next `up` renew every certificate that the authorities signed and that is still valid: for the state, all end tomorrow. */
export async function renewNext(stack: Stack): Promise<void> {
  await stack.import(endingIn(JSON.parse(await stack.export()) as State, DAY_MILLISECONDS));
}

/** The certificates that the authorities signed, by URN. */
export async function signedIn(stack: Stack): Promise<Record<string, string>> {
  const { resources } = (JSON.parse(await stack.export()) as State).deployment;
  return Object.fromEntries(
    resources.flatMap(({ urn, type, outputs }) => (type === SIGNED ? [[urn, outputs.certPem]] : [])),
  );
}

async function end(stack: Stack, { inputs, outputs }: SignedCert, name: string): Promise<Ended> {
  const file = (suffix: string, text: string): string => {
    const path = join(stack.files, `${name}.${suffix}`);
    writeFileSync(path, text, { mode: 0o600 });
    return path;
  };
  const { stdout } = await execute("openssl", [
    ...["x509", "-req", "-days", "-1", "-copy_extensions", "copy", "-set_serial", String(Date.now())],
    ...["-in", file("csr", inputs.certRequestPem), "-CA", file("ca", inputs.caCertPem)],
    ...["-CAkey", file("key", JSON.parse(inputs.caPrivateKeyPem.plaintext) as string)],
  ]);
  return [outputs.certPem, stdout];
}

function inState(exported: string, all: readonly Ended[]): string {
  const texts = all.flatMap(([valid, ended]) => [
    ...DEPTHS.map((depth): Ended => [escaped(valid, depth), escaped(ended, depth)]),
    inBase64([valid, ended]),
  ]);
  return endingIn(JSON.parse(replaced(exported, texts)) as State, -DAY_MILLISECONDS);
}

/** A state in which all certificates end this long from now. */
function endingIn(state: State, milliseconds: number): string {
  const end = new Date(Date.now() + milliseconds).toISOString();
  for (const { type, outputs } of state.deployment.resources) {
    if (type === SIGNED) outputs.validityEndTime = end;
  }
  return JSON.stringify(state);
}

async function endInSecrets(cluster: LabCluster, namespace: string, all: readonly Ended[]): Promise<void> {
  const texts = all.flatMap((one) => [one, inBase64(one)]);
  const { items } = JSON.parse(await kubectl(cluster, "get", "secrets", "-n", namespace, "-o", "json")) as {
    items: readonly Secret[];
  };
  for (const { metadata, data = {} } of items) {
    const changed = Object.entries(data).flatMap(([key, value]) => {
      const text = replaced(Buffer.from(value, "base64").toString("latin1"), texts);
      const encoded = Buffer.from(text, "latin1").toString("base64");
      return encoded === value ? [] : [[key, encoded]];
    });
    const patch = JSON.stringify({ data: Object.fromEntries(changed) as object });
    if (changed.length > 0) await kubectl(cluster, "patch", "secret", metadata.name, "-n", namespace, "-p", patch);
  }
}

function replaced(text: string, changes: readonly Ended[]): string {
  return changes.reduce((changed, [valid, ended]) => changed.replaceAll(valid, ended), text);
}

function escaped(text: string, depth: number): string {
  return depth === 0 ? text : JSON.stringify(escaped(text, depth - 1)).slice(1, -1);
}

function inBase64([valid, ended]: Ended): Ended {
  return [Buffer.from(valid).toString("base64"), Buffer.from(ended).toString("base64")];
}
