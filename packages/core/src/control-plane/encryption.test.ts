import * as pulumi from "@pulumi/pulumi";
import { record } from "../testing";
import { hostSite } from "../host/site.test-support";
import type { KmsArgs } from "./kms";
import { encryptionConfiguration, keyRefusal, storedEncryption } from "./encryption";

interface Configuration {
  readonly resources: readonly [
    {
      readonly resources: readonly string[];
      readonly providers: readonly {
        readonly kms?: { readonly name: string };
        readonly secretbox?: { readonly keys: readonly { readonly name: string; readonly secret: string }[] };
      }[];
    },
  ];
}

const configured = (key: number, enabled: boolean, kms?: KmsArgs): string[] => {
  const secrets = Array.from({ length: key + 1 }, (_, index) => `secret ${index + 1}`);
  const { resources } = JSON.parse(encryptionConfiguration(secrets, { key, enabled, kms })) as Configuration;
  expect(resources[0].resources).toEqual(["secrets", "works.work.karmada.io"]);
  return resources[0].providers.flatMap(
    ({ secretbox, kms: plugin }) => secretbox?.keys.map(({ name }) => name) ?? [plugin?.name ?? "plain text"],
  );
};

test("the first provider stores Secrets, and all others still read them", () => {
  expect(configured(1, true)).toEqual(["key1", "key2", "plain text"]);
  expect(configured(2, true)).toEqual(["key2", "key1", "key3", "plain text"]);
  expect(configured(1, false)).toEqual(["plain text", "key1", "key2"]);
});

test("a plugin encrypts in place of the keys, or only decrypts, and the keys still decrypt", () => {
  const kms = { name: "vault", socket: "/run/kms/vault.sock" };
  expect(configured(1, true, kms)).toEqual(["vault", "key1", "key2", "plain text"]);
  expect(configured(1, true, { ...kms, encrypts: false })).toEqual(["key1", "key2", "vault", "plain text"]);
  expect(configured(1, false, { ...kms, encrypts: false })).toEqual(["plain text", "key1", "key2", "vault"]);
});

test("the summary of how Secrets are stored has no secret, and changes with the plugin", async () => {
  const kms = { name: "vault", socket: "/run/kms/vault.sock" };
  const told: unknown[] = [];
  const summaries: string[] = [];
  await record(() => {
    for (const args of [{}, { enabled: false }, { kms }, { kms: { ...kms, encrypts: false } }]) {
      const { stores, summary } = storedEncryption(hostSite().named(String(told.length)), args);
      told.push(stores);
      summaries.push(summary);
    }
  });
  expect(told).toEqual(["key1", "plain text", "kms vault", "key1"]);
  expect(new Set(summaries).size).toBe(4);
  expect(summaries.slice(0, 2)).toEqual(["key1", "plain text"]);
});

test.each([
  [1, true],
  [1, false],
  [2, true],
])("an API server with key %i (encrypting: %s) reads what the next key stores", (key, enabled) => {
  expect(configured(key, enabled)).toContain(`key${key + 1}`);
});

test("each key is 32 bytes of its own from a private key in the state", async () => {
  let file = "";
  let secret: Promise<boolean> | undefined;
  const resources = await record(() => {
    const stored = storedEncryption(hostSite(), { key: 2 });
    stored.file.apply((text) => (file = text));
    secret = pulumi.isSecret(stored.file);
  });
  expect(resources.filter(({ type }) => type.endsWith(":PrivateKey")).map(({ name }) => name)).toEqual([
    "federation-secrets-key-1",
    "federation-secrets-key-2",
    "federation-secrets-key-3",
  ]);
  expect(await secret).toBe(true);
  const { resources: configured } = JSON.parse(file) as Configuration;
  const keys = configured[0].providers[0]!.secretbox!.keys.map(({ secret }) => Buffer.from(secret, "base64"));
  expect(keys.map(({ length }) => length)).toEqual([32, 32, 32]);
  expect(new Set(keys.map(String)).size).toBe(3);
});

test.each([
  ["1", "1", undefined],
  ["1", "2", undefined],
  [undefined, "3", undefined],
  ["1", "3", 'cannot change from "1" to "3"'],
  ["2", "1", 'cannot change from "2" to "1"'],
])("key %s may be followed by %s, or it is refused", (running, wanted, refusal) => {
  const refused = keyRefusal(running, wanted);
  if (refusal === undefined) expect(refused).toBeUndefined();
  else expect(refused).toContain(refusal);
});
