import { RELEASE } from "../karmada";
import { pinned } from "./images";

const digest = (character: string): string => `sha256:${character.repeat(64)}`;
const packaged = { etcd: digest("a"), scheduler: digest("b") };

test("images are pinned by the package's digests, also those of a private registry", () => {
  expect(pinned(RELEASE, undefined, packaged)).toEqual({ digests: packaged });
  const registry = "registry.example.com/mirror";
  expect(pinned(RELEASE, { registry }, packaged)).toEqual({ registry, digests: packaged });
});

test("digests that are given take the place of the package's as a whole", () => {
  expect(pinned(RELEASE, { digests: { etcd: digest("c") } }, packaged)).toEqual({ digests: { etcd: digest("c") } });
  expect(pinned(RELEASE, { digests: {} }, packaged)).toEqual({ digests: {} });
});
