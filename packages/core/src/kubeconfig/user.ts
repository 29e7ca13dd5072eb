import { quoted } from "@fedstack/constructs/faults";
import type { Fault } from "../validation/errors";
import { certificateWarning, clientCertificateFaults, expiryWarning } from "./certificates";
import { type Entry, withheldFaults } from "./entries";
import { embedFiles, embedToken, type KubeconfigFolder, programOf } from "./files";
import { tokenValidity } from "./token";

/** Who signs in to a cluster, and how. */
export interface KubeconfigUser {
  readonly "client-certificate-data"?: string | undefined;
  readonly "client-key-data"?: string | undefined;
  readonly token?: string | undefined;
  readonly exec?: ExecProgram | undefined;
  readonly [field: string]: unknown;
}

interface ExecProgram {
  readonly command: string;
  readonly apiVersion?: string;
  readonly interactiveMode?: string;
  readonly [field: string]: unknown;
}

/** A user, with all files embedded. */
export interface UserReading {
  readonly user: KubeconfigUser;
  readonly faults: readonly Fault[];
  readonly warnings: readonly string[];
}

const EXEC_VERSIONS = ["client.authentication.k8s.io/v1", "client.authentication.k8s.io/v1beta1"];
const MODES = ["Never", "IfAvailable"];
const WAYS_TO_SIGN_IN = [
  "token",
  "tokenFile",
  "exec",
  "auth-provider",
  "username",
  "password",
  "client-certificate-data",
  "client-certificate",
];
const IMPERSONATION = ["as-uid", "as-groups", "as-user-extra"];

/** Reads a user the way kubectl does. */
export function readUser(path: string, given: Entry, now: Date, folder?: KubeconfigFolder): UserReading {
  const files = embedFiles(path, given, ["client-certificate", "client-key"], folder);
  const token = embedToken(path, files.entry, folder);
  const program = readProgram(`${path}: exec`, token.entry as KubeconfigUser, folder);
  const { user } = program;
  const faults = [...files.faults, ...token.faults, ...program.faults, ...signInFaults(path, { ...given, ...user })];
  if (faults.length > 0) return { user, faults, warnings: [] };
  const expiry = [
    ...certificateWarning(path, user["client-certificate-data"], now),
    ...expiryWarning(`${path}: the token`, tokenValidity(user.token ?? ""), now),
  ];
  const runs = user.exec
    ? [
        `${path}: exec: signs in with the program ${quoted(user.exec.command)}. It runs where Pulumi runs; ` +
          "the federation's control plane never uses it.",
      ]
    : [];
  return {
    user,
    faults: clientCertificateFaults(path, user["client-certificate-data"], user["client-key-data"], now),
    warnings: [...runs, ...expiry],
  };
}

function readProgram(
  path: string,
  user: KubeconfigUser,
  folder?: KubeconfigFolder,
): { readonly user: KubeconfigUser; readonly faults: readonly Fault[] } {
  const { exec } = user;
  if (!exec) return { user, faults: [] };
  const faults: Fault[] = [];
  if (!exec.command) return { user, faults: [{ path, problem: "has no command" }] };
  if (!EXEC_VERSIONS.includes(exec.apiVersion ?? "")) {
    faults.push({
      path: `${path}.apiVersion`,
      problem: exec.apiVersion ? "is not a version that Kubernetes supports" : "is missing",
      remedy: `update the program that wrote the kubeconfig, and write it again with ${EXEC_VERSIONS.map(quoted).join(" or ")}`,
    });
  }
  if (!MODES.includes(exec.interactiveMode ?? (exec.apiVersion === EXEC_VERSIONS[1] ? "IfAvailable" : ""))) {
    faults.push({
      path: `${path}.interactiveMode`,
      problem: exec.interactiveMode ? "needs a terminal, which Pulumi does not have, or is unknown" : "is missing",
      remedy: `use ${MODES.map(quoted).join(" or ")}`,
    });
  }
  const command = programOf(`${path}.command`, exec.command, folder);
  if (typeof command !== "string") return { user, faults: [...faults, command] };
  return { user: { ...user, exec: { ...exec, command } }, faults };
}

function signInFaults(path: string, user: KubeconfigUser): Fault[] {
  const faults = withheldFaults(path, user);
  const has = (...fields: readonly string[]): boolean => fields.some((field) => user[field] !== undefined);
  if (has("auth-provider")) {
    faults.push({
      path: `${path}: auth-provider`,
      problem: "has not been supported since Kubernetes 1.26",
      remedy: "use your provider's exec plugin, e.g. gke-gcloud-auth-plugin or kubelogin",
    });
  }
  if (has("token") && has("username", "password")) {
    faults.push({ path, problem: "has both a token and a password", remedy: "keep only one of them" });
  }
  if (/[^\x20-\x7e]/.test(user.token ?? "")) {
    faults.push({
      path: `${path}: token`,
      problem: "contains a line break or another character that a token cannot have",
    });
  }
  if (has(...IMPERSONATION) && !has("as")) {
    faults.push({ path, problem: `has ${IMPERSONATION.join(" or ")} without "as"`, remedy: "name the user to act as" });
  }
  if (!has(...WAYS_TO_SIGN_IN)) faults.push({ path, problem: "has no credentials" });
  return faults;
}
