import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { RELEASE } from ".";
import { packagedDigests } from "./image-digests";
import { imageReference } from "./images";

const folder = mkdtempSync(join(tmpdir(), "digests-"));
const file = join(folder, "image-digests.json");
const digest = `sha256:${"a".repeat(64)}`;
afterAll(() => rmSync(folder, { recursive: true }));

test("the package pins each image whose reference it has a digest for", () => {
  const references = Object.values(RELEASE.images).map((image) => imageReference(image));
  writeFileSync(file, JSON.stringify(Object.fromEntries(references.map((reference) => [reference, digest]))));
  const names = Object.keys(RELEASE.images);
  expect(packagedDigests(RELEASE.images, file)).toEqual(Object.fromEntries(names.map((name) => [name, digest])));
});

test("the digest of another version of an image is not used", () => {
  writeFileSync(file, JSON.stringify({ "registry.k8s.io/etcd:3.5.0-0": digest }));
  expect(packagedDigests(RELEASE.images, file)).toEqual({});
});

test("a package that was not released pins nothing", () => {
  expect(packagedDigests(RELEASE.images, join(folder, "none.json"))).toEqual({});
});
