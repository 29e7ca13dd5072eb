import { quoted } from "@fedstack/constructs/faults";
import { isAbsolute, resolve } from "node:path";
import type { Fault } from "../validation/errors";
import type { Entry } from "./entries";

/** The folder of a kubeconfig that is a file, and how files are read from there. */
export interface KubeconfigFolder {
  readonly path: string;
  readonly readFile: (path: string) => Buffer;
}

/** An entry whose files are embedded, and what keeps them from it. */
export interface Embedded {
  readonly entry: Entry;
  readonly faults: readonly Fault[];
}

/**
 * Embeds the files that an entry of a kubeconfig points to, from beside the kubeconfig.
 *
 * @param path the entry, as faults name it
 * @param folder absent if the kubeconfig is only text
 */
export function embedFiles(path: string, entry: Entry, fields: readonly string[], folder?: KubeconfigFolder): Embedded {
  const embedded: Record<string, unknown> = { ...entry };
  const faults = fields.flatMap((field): Fault[] => {
    const file = embedded[field];
    if (typeof file !== "string") return [];
    delete embedded[field];
    const data = `${field}-data`;
    if (data in entry) {
      return [{ path: `${path}: ${field}`, problem: `is set together with ${data}`, remedy: "keep only one of them" }];
    }
    const { content, fault } = readBeside(`${path}: ${field}`, file, folder);
    if (content) embedded[data] = content.toString("base64");
    return fault ? [fault] : [];
  });
  return { entry: embedded, faults };
}

/** Embeds a user's token file, which is newer than the token beside it, where it can be read. */
export function embedToken(path: string, { tokenFile, ...user }: Entry, folder?: KubeconfigFolder): Embedded {
  if (typeof tokenFile !== "string") return { entry: user, faults: [] };
  const { content, fault } = readBeside(`${path}: tokenFile`, tokenFile, folder);
  const token = content?.toString("utf8").trim();
  if (token) return { entry: { ...user, token }, faults: [] };
  if ("token" in user) return { entry: user, faults: [] };
  const empty = { path: `${path}: tokenFile`, problem: `points to the file ${quoted(tokenFile)}, which is empty` };
  return { entry: user, faults: [fault ?? empty] };
}

/** The program by which a user signs in, where it is: a path in it starts at the kubeconfig. */
export function programOf(path: string, command: string, folder?: KubeconfigFolder): string | Fault {
  if (!command.includes("/") || isAbsolute(command)) return command;
  return folder ? resolve(folder.path, command) : notBeside(path, command);
}

type FileReading =
  { readonly content: Buffer; readonly fault?: undefined } | { readonly content?: undefined; readonly fault: Fault };

function readBeside(path: string, file: string, folder?: KubeconfigFolder): FileReading {
  if (!folder) return { fault: notBeside(path, file) };
  try {
    return { content: folder.readFile(resolve(folder.path, file)) };
  } catch {
    return { fault: { path, problem: `points to the file ${quoted(file)}, which cannot be read` } };
  }
}

function notBeside(path: string, file: string): Fault {
  return {
    path,
    problem: `points to the file ${quoted(file)}`,
    remedy: "use Cluster.fromFile, or embed the file: kubectl config view --raw --flatten",
  };
}
