/**
 * Asks the registries for the digests of the release's images, and writes them to packages/core/image-digests.json, which
 * ships with @fedstack/core. Needs the compiled package. Nothing is written unless every registry answers.
 */
import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ROOT } from "./process.mjs";

const REQUEST_MILLISECONDS = 60_000;
export const DIGESTS = join(ROOT, "packages", "core", "image-digests.json");
/** Docker's own registry has another name than its images have. */
const HOSTS = { "docker.io": "registry-1.docker.io" };
/** Images for several platforms come first: their digest holds on every node. */
const TYPES = [
  "application/vnd.oci.image.index.v1+json",
  "application/vnd.docker.distribution.manifest.list.v2+json",
  "application/vnd.oci.image.manifest.v1+json",
  "application/vnd.docker.distribution.manifest.v2+json",
];

/**
 * Returns the digest of an image, such as `{ registry: "registry.k8s.io", repository: "etcd", tag: "3.6.6-0" }`, which
 * anyone may pull.
 *
 * @see https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#pulling-manifests
 */
export async function digestOf({ registry, repository, tag }) {
  const scheme = /^(localhost|127\.)/.test(registry) ? "http" : "https";
  const url = `${scheme}://${HOSTS[registry] ?? registry}/v2/${repository}/manifests/${tag}`;
  const accept = TYPES.join(", ");
  const first = await get(url, { accept });
  const answer =
    first.status === 401 ? await get(url, { accept, authorization: `Bearer ${await tokenFor(first)}` }) : first;
  if (!answer.ok) throw new Error(`${url}: the registry answers with ${answer.status}`);
  const body = Buffer.from(await answer.arrayBuffer());
  const digest = `sha256:${createHash("sha256").update(body).digest("hex")}`;
  const told = answer.headers.get("docker-content-digest");
  if (told !== null && told !== digest) throw new Error(`${url}: the registry says ${told}, but sends ${digest}`);
  return digest;
}

/** A token for what a registry has refused to somebody without one. */
async function tokenFor(refusal) {
  const challenge = refusal.headers.get("www-authenticate") ?? "";
  const parameters = Object.fromEntries(
    [...challenge.matchAll(/(\w+)="([^"]*)"/g)].map(([, key, value]) => [key, value]),
  );
  if (!/^bearer /i.test(challenge) || !parameters.realm) {
    throw new Error(`${refusal.url}: the registry lets nobody pull without signing in`);
  }
  const url = new URL(parameters.realm);
  for (const key of ["service", "scope"]) if (parameters[key]) url.searchParams.set(key, parameters[key]);
  const answer = await get(url);
  if (!answer.ok) throw new Error(`${url.origin}${url.pathname}: no token, but ${answer.status}`);
  const { token, access_token } = await answer.json();
  return token ?? access_token;
}

function get(url, headers = {}) {
  return fetch(url, { headers, signal: AbortSignal.timeout(REQUEST_MILLISECONDS) });
}

/** Writes the digests of all images of the releases, by their references. */
export async function writeDigests() {
  const require = createRequire(import.meta.url);
  const { RELEASES } = require(join(ROOT, "packages", "core", "dist", "karmada", "index.js"));
  const { imageReference } = require(join(ROOT, "packages", "core", "dist", "karmada", "images.js"));
  const images = RELEASES.flatMap(({ images }) => Object.values(images));
  const digests = await Promise.all(images.map(async (image) => [imageReference(image), await digestOf(image)]));
  writeFileSync(DIGESTS, `${JSON.stringify(Object.fromEntries(digests.sort()), null, 2)}\n`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await writeDigests();
