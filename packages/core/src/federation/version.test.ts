import { RELEASE } from "../karmada";
import { CANDIDATE, offerCandidate } from "../karmada/offered.test-support";
import type { Release } from "../karmada/release";
import { cluster, federate } from "../recorded.test-support";
import { plain, record } from "../testing";
import { pathsOf } from "./federation-faults.test-support";

type Version = "1.18";

/** Images of a federation's pods on the host, by repository. */
async function imagesOf(version?: string): Promise<Record<string, string>> {
  const resources = await record(() => void federate(cluster("f", "f"), "kairen.com", { version: version as Version }));
  const workloads = resources.filter(({ type }) => /:(Deployment|StatefulSet)$/.test(type));
  const images = workloads.flatMap(({ inputs }) => plain<Workload>(inputs).spec.template.spec.containers);
  return Object.fromEntries(images.map(({ image }) => /^[^/]+\/(.+):(.+)$/.exec(image)!.slice(1) as [string, string]));
}

interface Workload {
  readonly spec: {
    readonly template: { readonly spec: { readonly containers: readonly { readonly image: string }[] } };
  };
}

const versionsOf = ({ karmada, kubernetes, images }: Release): Record<string, string> => ({
  etcd: images.etcd.tag,
  "kube-apiserver": kubernetes,
  "kube-controller-manager": kubernetes,
  "karmada/karmada-aggregated-apiserver": karmada,
  "karmada/karmada-controller-manager": karmada,
  "karmada/karmada-scheduler": karmada,
  "karmada/karmada-webhook": karmada,
});

test("a version that no release has is refused", () => {
  for (const version of ["1.17", "1.19", "v1.18", 1.18])
    expect(pathsOf({ version: version as Version })).toEqual(["version"]);
});

describe("with another release to choose", () => {
  offerCandidate();

  test.each([
    ["1.18", RELEASE],
    ["1.19", CANDIDATE],
    [undefined, CANDIDATE],
  ])(
    "version %s decides over all components of the control plane",
    async (version, release) => {
      expect(pathsOf({ version: version as Version })).toEqual([]);
      expect(await imagesOf(version)).toMatchObject(versionsOf(release));
    },
    60_000,
  );

  test("what is deployed is checked by the release that the federation runs", async () => {
    const names = { name: "web", namespace: "shop" };
    const settings = { apiVersion: "v1", kind: "ConfigMap", metadata: names };
    const policy = {
      apiVersion: "policy.karmada.io/v1alpha1",
      kind: "PropagationPolicy",
      metadata: names,
      spec: {
        propagateDeps: true,
        resourceSelectors: [{ apiVersion: "v1", kind: "ConfigMap", name: "web" }],
        placement: { clusterAffinity: { clusterNames: ["a"] } },
        failover: { application: { decisionConditions: { tolerationSeconds: 300 }, purgeMode: "Immediately" } },
      },
    };
    const deployed = (version: string): Promise<unknown> =>
      record(() => {
        const federation = federate(cluster("f", "f"), "kairen.com", { version: version as Version });
        federation.join(cluster("a", "a"));
        federation.deploy("web", { toJson: () => [policy, settings] });
      });
    await expect(deployed("1.19")).rejects.toThrow('"Immediately", which Karmada 1.19 does not know; use "Directly"');
    await expect(deployed("1.18")).resolves.toBeDefined();
  }, 60_000);
});
