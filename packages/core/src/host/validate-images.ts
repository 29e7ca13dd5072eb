import { quoted } from "@fedstack/constructs/faults";
import type { Fault } from "../validation/errors";
import { quotedUrl } from "../validation/quoted-url";
import { isDeferred } from "../validation/shape";
import { type ImageArgs, PULL_SECRET } from "./images";
import { dockerConfigFaults } from "./pull-secret";

const REGISTRY = /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?(:[0-9]{1,5})?(\/[a-z0-9]+((\.|_{1,2}|-+)[a-z0-9]+)*)*\/*$/;
const REFERENCE = /^[A-Za-z0-9][-A-Za-z0-9._:/]*(@sha256:[0-9a-f]{64})?$/;
const DIGEST = /^sha256:[0-9a-f]{64}$/;
const SECRET = /^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$/;

/** Every fault of where images come from. */
export function imageFaults({
  registry,
  digests = {},
  overrides = {},
  dockerConfig,
  pullSecrets = [],
}: ImageArgs): Fault[] {
  const faults: Fault[] = [];
  if (registry !== undefined && !REGISTRY.test(registry)) {
    faults.push({
      path: "images.registry",
      problem: `${quotedUrl(registry)} is not a registry`,
      remedy: "use e.g. registry.example.com/mirror, in lower case and without https://",
    });
  }
  for (const [name, digest] of Object.entries(digests)) {
    if (digest === undefined || DIGEST.test(digest)) continue;
    faults.push({
      path: `images.digests.${name}`,
      problem: `${quotedUrl(digest)} is not the digest of an image`,
      remedy: "use sha256: and 64 hexadecimal digits",
    });
  }
  for (const [name, reference] of Object.entries(overrides)) {
    if (reference !== undefined && (!REFERENCE.test(reference) || reference.includes("//"))) {
      faults.push({
        path: `images.overrides.${name}`,
        problem: `${quotedUrl(reference)} is not the reference of an image`,
        remedy: "use e.g. registry.example.com/etcd:3.6.6-0",
      });
    }
  }
  if (dockerConfig !== undefined && !isDeferred(dockerConfig)) faults.push(...dockerConfigFaults(dockerConfig));
  pullSecrets.forEach((secret, index) => {
    if (!SECRET.test(secret)) {
      faults.push({
        path: `images.pullSecrets[${index}]`,
        problem: `${quotedUrl(secret)} is not the name of a Secret`,
        remedy: 'use lowercase letters, digits, "-" and "."',
      });
    } else if (secret === PULL_SECRET && dockerConfig !== undefined) {
      faults.push({
        path: `images.pullSecrets[${index}]`,
        problem: `${quoted(secret)} is the Secret that the library makes of dockerConfig`,
        remedy: "leave it out, or use a Secret with another name",
      });
    }
  });
  return faults;
}
