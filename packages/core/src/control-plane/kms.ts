import { quoted } from "@fedstack/constructs/faults";
import { isDnsLabel } from "@fedstack/constructs/kinds";
import { type ComponentPodArgs, isMounted } from "../host/pod-args";
import { wholeNumber } from "../validation/checks";
import type { Fault } from "../validation/errors";
import type { StepRule, Steps } from "./completed-steps";

/**
 * A plugin by which a key management service encrypts, with version 2 of Kubernetes' interface. User 65532 of the API
 * server's pods has to be able to reach its socket.
 *
 * @see https://kubernetes.io/docs/tasks/administer-cluster/kms-provider/
 */
export interface KmsArgs {
  /** Its name, which is stored with what it encrypts. It cannot change. */
  readonly name: string;
  /** Path of its Unix socket, in a volume of `apiServer.pods.volumes`. */
  readonly socket: string;
  /**
   * Seconds to wait for an answer, 1 to 60.
   *
   * @default 3
   */
  readonly timeoutSeconds?: number | undefined;
  /**
   * Whether it encrypts. Otherwise, it only decrypts what it has encrypted: in a federation that runs, that is the first
   * step toward the plugin and the last one away from it, each an `up`.
   *
   * @default true
   */
  readonly encrypts?: boolean | undefined;
}

const PATH = "apiServer.encryption.kms";
const DEFAULT_TIMEOUT_SECONDS = 3;
const MOST_SECONDS = 60;

/** The plugin as a provider in an API server's encryption configuration. */
export function kmsProvider({ name, socket, timeoutSeconds = DEFAULT_TIMEOUT_SECONDS }: KmsArgs): object {
  return { kms: { apiVersion: "v2", name, endpoint: `unix://${socket}`, timeout: `${timeoutSeconds}s` } };
}

/** Annotation with the plugin, and whether it only decrypts. */
const annotation = "fedstack.dev/secrets-kms";
const DECRYPTS = " decrypts";

/** The plugin that the arguments ask for, if any. */
export function kmsSteps(kms: KmsArgs | undefined): Steps {
  return kms ? { [annotation]: kms.encrypts === false ? `${kms.name}${DECRYPTS}` : kms.name } : {};
}

/** All API servers know a plugin before it encrypts, and it is there until nothing is stored that it has encrypted. */
export const KMS_RULE: StepRule = { annotation, path: PATH, refusal: kmsRefusal };

/** Why another use of a plugin cannot follow the one that has begun, if it cannot. */
export function kmsRefusal(running: string | undefined, wanted: string | undefined): string | undefined {
  const [from, to] = [running, wanted].map((step) => step?.replace(DECRYPTS, ""));
  if (from === to) return undefined;
  if (from !== undefined && (to !== undefined || running === from)) {
    return (
      `${PATH}: cannot change from ${quoted(from)} to ${to === undefined ? "none" : quoted(to)}, because nothing else decrypts ` +
      `what it has encrypted; set ${PATH}.encrypts: false for ${quoted(from)}, run up, and then leave it out`
    );
  }
  if (wanted === to && to !== undefined) {
    return (
      `${PATH}: ${quoted(to)} cannot encrypt yet, because API servers that run do not know it; ` +
      `set ${PATH}.encrypts: false, run up, and then leave that out`
    );
  }
  return undefined;
}

/** An API server that may have a plugin, which its pods reach. */
interface Encrypting {
  readonly encryption?: { readonly enabled?: boolean | undefined; readonly kms?: KmsArgs | undefined } | undefined;
  readonly pods?: ComponentPodArgs | undefined;
}

/** Every fault of a plugin. */
export function kmsFaults({ encryption = {}, pods }: Encrypting): Fault[] {
  const { kms, enabled = true } = encryption;
  if (kms === undefined) return [];
  const faults = wholeNumber(`${PATH}.timeoutSeconds`, kms.timeoutSeconds, 1, MOST_SECONDS);
  if (!isDnsLabel(kms.name)) {
    const problem = `${quoted(kms.name)} is not a name for a plugin`;
    faults.push({ path: `${PATH}.name`, problem, remedy: 'use lowercase letters, digits and inner "-"' });
  }
  if (!isMounted(kms.socket, pods?.volumes)) {
    const problem = `${quoted(kms.socket)} is not a socket that the pod has`;
    const remedy = "mount the folder that contains it by apiServer.pods.volumes";
    faults.push({ path: `${PATH}.socket`, problem, remedy });
  }
  if (!enabled && kms.encrypts !== false) {
    const problem = "the plugin would encrypt, but apiServer.encryption.enabled is false";
    faults.push({ path: `${PATH}.encrypts`, problem, remedy: "set it to false" });
  }
  return faults;
}
