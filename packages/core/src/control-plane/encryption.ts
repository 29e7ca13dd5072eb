import { quoted } from "@fedstack/constructs/faults";
import * as pulumi from "@pulumi/pulumi";
import type { Site } from "../host/site";
import { WORKS_RESOURCE } from "../karmada/names";
import { derivedSecret } from "../pki/derived-secret";
import { newKey } from "../pki/signer";
import type { StepRule, Steps } from "./completed-steps";
import { type KmsArgs, kmsProvider } from "./kms";

/** Encryption of Secrets in the control plane's etcd. */
export interface EncryptionArgs {
  /**
   * Whether Secrets are encrypted. An `up` that changes it stores all Secrets again.
   *
   * @default true
   */
  readonly enabled?: boolean | undefined;
  /**
   * Number of the key that encrypts. Raise it by 1 to rotate: the next `up` creates the key and stores all Secrets again
   * with it. Earlier keys stay in the state, because backups of etcd need them.
   *
   * @default 1
   */
  readonly key?: number | undefined;
  /**
   * A key management service that encrypts instead of these keys.
   *
   * @default - none
   */
  readonly kms?: KmsArgs | undefined;
}

/** Secrets, and what contains copies of those that are placed on members. */
const RESOURCES = ["secrets", WORKS_RESOURCE];
const PURPOSE = "fedstack.dev/secrets";

/** Configuration of how an API server stores Secrets. */
export interface StoredEncryption {
  /** The file. Secret. */
  readonly file: pulumi.Output<string>;
  /** How new Secrets are stored: `key1`, `kms vault` or `plain text`. */
  readonly stores: string;
  /** What of it is public. */
  readonly summary: string;
}

/**
 * Creates the keys, and the configuration with all of them. One key more than needed exists, and is known to the API
 * servers that run: in a rolling update they read what a new one stores with it. The same holds for plain text.
 *
 * @see https://kubernetes.io/docs/tasks/administer-cluster/encrypt-data/
 */
export function storedEncryption(site: Site, args: EncryptionArgs): StoredEncryption {
  const { enabled = true, key = 1, kms } = args;
  const numbers = Array.from({ length: key + 1 }, (_, index) => index + 1);
  const secrets = numbers.map((number) => {
    const { privateKeyPem } = newKey(site.nameOf(`secrets-key-${number}`), { parent: site.parent });
    return privateKeyPem.apply((pem) => derivedSecret(pem, PURPOSE));
  });
  const file = pulumi.all(secrets).apply((all) => encryptionConfiguration(all, args));
  const encrypts = kms && kms.encrypts !== false ? `kms ${kms.name}` : nameOf(key);
  const stores = enabled ? encrypts : "plain text";
  return { file: pulumi.secret(file), stores, summary: kms ? JSON.stringify([stores, kmsProvider(kms)]) : stores };
}

/**
 * The API server's encryption configuration.
 *
 * @param secrets the keys in base64, from the first on
 */
export function encryptionConfiguration(
  secrets: readonly string[],
  { enabled = true, key = 1, kms }: EncryptionArgs,
): string {
  const all = secrets.map((secret, index) => ({ name: nameOf(index + 1), secret }));
  const keys = [all[key - 1]!, ...all.filter((_, index) => index !== key - 1)];
  const plugin = kms ? [kmsProvider(kms)] : [];
  const encrypted = [{ secretbox: { keys } }];
  const encrypting = kms?.encrypts === false ? [...encrypted, ...plugin] : [...plugin, ...encrypted];
  const plain = { identity: {} };
  return JSON.stringify({
    apiVersion: "apiserver.config.k8s.io/v1",
    kind: "EncryptionConfiguration",
    resources: [{ resources: RESOURCES, providers: enabled ? [...encrypting, plain] : [plain, ...encrypting] }],
  });
}

function nameOf(key: number): string {
  return `key${key}`;
}

/** Annotation with the number of the key that encrypts. */
const annotation = "fedstack.dev/secrets-key";

/** The key that the arguments ask for. */
export function keySteps({ key = 1 }: EncryptionArgs): Steps {
  return { [annotation]: String(key) };
}

/** No key is left out, or taken back: running API servers would not know it. */
export const KEY_RULE: StepRule = { annotation, path: "apiServer.encryption.key", refusal: keyRefusal };

/** Why another key cannot follow the one that encrypts now, if it cannot. */
export function keyRefusal(running: string | undefined, wanted: string | undefined): string | undefined {
  if (running === undefined || wanted === undefined) return undefined;
  const step = Number(wanted) - Number(running);
  if (step === 0 || step === 1) return undefined;
  return (
    `apiServer.encryption.key: cannot change from ${quoted(running)} to ${quoted(wanted)}, because stored Secrets could ` +
    `no longer be read; use ${quoted(running)}, or ${quoted(Number(running) + 1)} to rotate the key`
  );
}
