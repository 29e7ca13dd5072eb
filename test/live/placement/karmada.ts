import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Manifest } from "@fedstack/constructs/plan";
import { kubectl, labScript, live, type LabCluster, within } from "../lab";
import { LAB_HOME, missingClusters } from "../missing";
import { timed } from "../times";

/** Federated API of a Karmada from karmadactl, with the members f-a-cluster and f-b-cluster. */
export const KARMADA = { file: join(LAB_HOME, "karmadactl", "data", "karmada-apiserver.config") };

const FIELD_MANAGER = "fedstack";

/** A test that needs only the clusters. */
export function onKarmada(name: string, run: () => Promise<void>): void {
  live(name, run, missingClusters());
}

export async function install(): Promise<void> {
  await timed("Karmada by karmadactl, with two members", () => labScript("karmada.sh"));
}

/** Removes Karmada, even after an installation that failed halfway. */
export async function remove(): Promise<void> {
  if (existsSync(join(LAB_HOME, "karmadactl"))) await labScript("karmada.sh", "remove");
}

/**
 * Applies objects by server-side apply, like a GitOps tool: first namespaces, then definitions, then everything else.
 *
 * @returns what was applied, such as `deployment.apps/web`
 * @throws Error with the API server's message if it refuses anything
 */
export async function apply(
  manifests: readonly Manifest[],
  cluster: LabCluster | { readonly file: string } = KARMADA,
): Promise<string[]> {
  const ofKind = (kind: string): readonly Manifest[] => manifests.filter((manifest) => manifest.kind === kind);
  const early = [...ofKind("Namespace"), ...ofKind("CustomResourceDefinition")];
  const rest = manifests.filter((manifest) => !early.includes(manifest));
  const applied: string[] = [];
  for (const part of [early, rest].filter(({ length }) => length > 0)) {
    const output = await withFile(part, (file) =>
      kubectl(cluster, "apply", "--server-side", `--field-manager=${FIELD_MANAGER}`, "-f", file),
    );
    applied.push(...[...output.matchAll(/^(\S+) serverside-applied$/gm)].map(([, object]) => object!));
    for (const { metadata } of part.filter(({ kind }) => kind === "CustomResourceDefinition")) {
      await kubectl(cluster, "wait", "--for=condition=Established", `crd/${metadata.name}`, within(120));
    }
  }
  return applied;
}

/**
 * Deletes objects and waits until they are gone from the API: policies and namespaces last, because they hold the
 * others.
 */
export async function withdraw(
  manifests: readonly Manifest[],
  cluster: LabCluster | { readonly file: string } = KARMADA,
): Promise<void> {
  const rank = (manifest: Manifest): number => (manifest.kind === "Namespace" ? 2 : isPolicy(manifest) ? 1 : 0);
  for (const part of [0, 1, 2].map((at) => manifests.filter((manifest) => rank(manifest) === at))) {
    if (part.length > 0) await withFile(part, (file) => kubectl(cluster, "delete", "--ignore-not-found", "-f", file));
  }
}

/** Whether an object is a policy of Karmada. */
export function isPolicy({ apiVersion }: Manifest): boolean {
  return apiVersion.startsWith("policy.karmada.io/");
}

/** Objects in the federated API. */
export async function read(manifests: readonly Manifest[]): Promise<Manifest[]> {
  const output = await withFile(manifests, (file) => kubectl(KARMADA, "get", "-f", file, "-o", "json"));
  const found = JSON.parse(output) as Manifest & { readonly items?: Manifest[] };
  return found.items ?? [found];
}

async function withFile<T>(manifests: readonly Manifest[], run: (file: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "fedstack-placement-"));
  const file = join(folder, "objects.json");
  writeFileSync(file, JSON.stringify({ apiVersion: "v1", kind: "List", items: manifests }));
  try {
    return await run(file);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
