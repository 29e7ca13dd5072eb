import { tell } from "@fedstack/constructs/faults";
import { shapeFaults } from "../validation/shape";
import type { ImageArgs } from "./images";
import { IMAGES } from "./validate-images";

const DIGEST = `@sha256:${"0".repeat(64)}`;
const faultsOf = (args: ImageArgs): string[] => shapeFaults("images", args, IMAGES).map(tell);

test("nothing, or a mirror with images and Secrets of its own, has no faults", () => {
  expect(faultsOf({})).toEqual([]);
  const overrides = { etcd: `registry.example.com:5000/etcd:3.6${DIGEST}`, scheduler: undefined };
  expect(faultsOf({ registry: "registry.example.com:5000/a/b-c", overrides, pullSecrets: ["mirror.pull-1"] })).toEqual(
    [],
  );
});

test.each([
  "",
  "https://registry.example.com",
  "Registry.example.com",
  "registry.example.com/A",
  "a b",
  "a/../b",
  "a//b",
])("%j is not a registry", (registry) => {
  expect(faultsOf({ registry })).toEqual([
    `images.registry: "${registry}" is not a registry; use one such as registry.example.com/mirror, in lower case and without https://`,
  ]);
});

test.each(["", "etcd 3.6", "https://example.com/etcd", "-etcd", "example.com//etcd"])(
  "%j is not the reference of an image",
  (etcd) => {
    expect(faultsOf({ overrides: { etcd } })).toEqual([
      `images.overrides.etcd: "${etcd}" is not the reference of an image; use one such as registry.example.com/etcd:3.6.6-0`,
    ]);
  },
);

test("names of Secrets are checked one by one, and no fault shows a password", () => {
  expect(faultsOf({ registry: "https://me:secret@host", pullSecrets: ["ok", "Pull", ""] })).toEqual([
    expect.stringMatching(/^images\.registry: "https:\/\/…@host" is not/),
    'images.pullSecrets[1]: "Pull" is not the name of a Secret; use lowercase letters, digits, "-" and "."',
    'images.pullSecrets[2]: "" is not the name of a Secret; use lowercase letters, digits, "-" and "."',
  ]);
});

test("digests pin images, each by its name", () => {
  const digest = `sha256:${"0a".repeat(32)}`;
  expect(faultsOf({ digests: { etcd: digest, webhook: undefined } })).toEqual([]);
  expect(faultsOf({ digests: { etcd: "sha256:0a", webhook: `etcd@${digest}` } })).toEqual([
    expect.stringContaining("images.digests.etcd"),
    expect.stringContaining("images.digests.webhook"),
  ]);
});

test("the Secret that the library makes of a login is not listed as well", () => {
  const dockerConfig = '{"auths": {"registry.example.com": {"auth": "YTpi"}}}';
  expect(faultsOf({ pullSecrets: ["registry-login"] })).toEqual([]);
  expect(faultsOf({ dockerConfig, pullSecrets: ["copied"] })).toEqual([]);
  expect(faultsOf({ dockerConfig, pullSecrets: ["copied", "registry-login"] })).toEqual([
    'images.pullSecrets[1]: "registry-login" is the Secret that the library makes of dockerConfig; leave it out, or use a Secret with another name',
  ]);
});
