import type { ContainerImage, ImageName } from "./images";
import type { Release } from "./release";

const VERSION = "v1.19.0-rc.0";
const KUBERNETES = "v1.36.2";

/**
 * The next release, as its candidate is: only for tests, until the release itself is there.
 *
 * @see https://github.com/karmada-io/karmada/tree/v1.19.0-rc.0
 */
export function candidateAfter(release: Release): Release {
  const images = Object.entries(release.images).map(([name, image]) => [name, { ...image, tag: tagOf(image) }]);
  return {
    ...release,
    versions: { ...release.versions, karmada: "1.19", kubernetes: "1.36" },
    karmada: VERSION,
    kubernetes: KUBERNETES,
    kubernetesRange: { oldest: 27, oldestHost: 30, newest: 36 },
    images: Object.fromEntries(images) as Record<ImageName, ContainerImage>,
    renamedPurgeModes: { Immediately: "Directly", Graciously: "Gracefully" },
  };
}

function tagOf({ registry, repository, tag }: ContainerImage): string {
  if (repository.startsWith("karmada/")) return VERSION;
  if (repository.startsWith("kube-")) return KUBERNETES;
  return registry === "registry.k8s.io" && repository === "etcd" ? "3.6.8-0" : tag;
}
