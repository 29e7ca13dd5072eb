import { quoted } from "@fedstack/constructs/faults";
import type { Release } from "../karmada/release";
import { UNTOLD_RELEASE } from "../karmada/names";
import { releaseVersions } from "../karmada/release-of";
import { federationLabels, RELEASE_ANNOTATION } from "../kube/labels";
import type { Fault } from "../validation/errors";
import { itemsOf } from "./host-items";
import type { Layout } from "./layout";

/** A Deployment on a host, as far as the host answers with what matters. */
export interface SeenDeployment {
  readonly metadata?:
    | { readonly name?: unknown; readonly annotations?: Readonly<Record<string, unknown>> | null | undefined }
    | null
    | undefined;
}

/** Asks a host for the Deployments of a control plane. Of one that does not list them, nothing is known. */
export function deploymentsOf(
  kubeconfig: string,
  { name, namespaces }: Pick<Layout, "name" | "namespaces">,
): Promise<readonly SeenDeployment[]> {
  const labels = Object.entries(federationLabels(name)).map((label) => label.join("="));
  const query = `labelSelector=${encodeURIComponent(labels.join(","))}`;
  return itemsOf(kubeconfig, `/apis/apps/v1/namespaces/${namespaces.system}/deployments?${query}`);
}

/**
 * Says why a release cannot follow what runs: parts of the control plane may be of the release before, if an `up` between
 * the two has not finished.
 */
export function upgradeFaults(host: string, release: Release, deployments: readonly SeenDeployment[]): Fault[] {
  const components = new Set<unknown>(Object.values(release.components).map(({ name }) => name));
  const running = deployments
    .filter(({ metadata }) => components.has(metadata?.name))
    .flatMap(({ metadata }) => minorOf(metadata?.annotations?.[RELEASE_ANNOTATION] ?? UNTOLD_RELEASE) ?? [])
    .sort((a, b) => a - b);
  const [wanted, oldest, newest] = [minorOf(release.karmada)!, running[0], running.at(-1)];
  if (oldest === undefined || newest === undefined) return [];
  const own = quoted(release.versions.karmada);
  if (wanted < newest) {
    return [
      {
        path: "version",
        problem: `${own} is older than Karmada 1.${newest}, which runs on ${quoted(host)} and may have stored what ${own} cannot read`,
        remedy: useMinor(newest),
      },
    ];
  }
  if (wanted <= oldest + 1) return [];
  return [
    {
      path: "version",
      problem: `${own} cannot follow Karmada 1.${oldest}, which runs on ${quoted(host)}, because no minor release can be left out`,
      remedy: `${useMinor(oldest + 1)}, and run up, before`,
    },
  ];
}

function useMinor(minor: number): string {
  const version = `1.${minor}`;
  return `use ${quoted(version)}${releaseVersions().includes(version) ? "" : " of a version of this library that has it"}`;
}

/** Number of a minor release of Karmada 1, if a version tells one. */
function minorOf(version: unknown): number | undefined {
  const [, minor] = (typeof version === "string" && /^v1\.(\d{1,4})\.\d/.exec(version)) || [];
  return minor === undefined ? undefined : Number(minor);
}
