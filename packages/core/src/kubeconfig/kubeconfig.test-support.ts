import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readKubeconfig, type KubeconfigReading, type ReadKubeconfigOptions } from "./kubeconfig";

const NOW = new Date("2026-01-01T00:00:00Z");
/** What no message may show. */
export const SECRET = "do-not-show-this-token";

/** Parts of a kubeconfig, each as YAML writes it in one line. */
export interface Parts {
  readonly cluster?: string;
  readonly user?: string;
  readonly context?: string;
  /** Whole lines before all others. */
  readonly before?: string;
}

/** A kubeconfig of one context with a user and a cluster, as kubectl writes it. */
export function kubeconfig(parts: Parts = {}): string {
  return [
    ...(parts.before ? [parts.before] : []),
    "apiVersion: v1",
    "kind: Config",
    "clusters:",
    "- name: c",
    `  cluster: ${parts.cluster ?? '{server: "https://192.0.2.1:6443"}'}`,
    "contexts:",
    "- name: x",
    `  context: ${parts.context ?? "{cluster: c, user: u}"}`,
    "current-context: x",
    "users:",
    "- name: u",
    `  user: ${parts.user ?? `{token: ${SECRET}}`}`,
    "",
  ].join("\n");
}

export function read(source: unknown, options: Partial<ReadKubeconfigOptions> = {}): KubeconfigReading {
  return readKubeconfig("kubeconfig", source, { now: NOW, ...options });
}

/** Messages of the faults of a kubeconfig. */
export function faultsOf(source: unknown, options?: Partial<ReadKubeconfigOptions>): string[] {
  return read(source, options).faults.map(({ path, problem }) => `${path}: ${problem}`);
}

/** A certificate and its key, in base64, with the extensions of an authority or of a section of openssl. */
export function selfSigned(extensions = "v3_ca", days = 60): { readonly certificate: string; readonly key: string } {
  const folder = mkdtempSync(join(tmpdir(), "fedstack-"));
  const [key, certificate] = [join(folder, "key"), join(folder, "certificate")];
  try {
    const curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"];
    execFileSync(
      "openssl",
      ["req", "-x509", ...curve, "-nodes", "-subj", "/CN=user", "-days", `${days}`, "-extensions", extensions].concat([
        "-keyout",
        key,
        "-out",
        certificate,
      ]),
      {
        stdio: "ignore",
      },
    );
    return { certificate: readFileSync(certificate, "base64"), key: readFileSync(key, "base64") };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
