import { record } from "../testing";
import { hostSite } from "../host/site.test-support";
import { encryptionConfiguration, keyRefusal, storedEncryption } from "./encryption";

interface Configuration {
  readonly resources: readonly [
    {
      readonly resources: readonly string[];
      readonly providers: readonly {
        readonly secretbox?: { readonly keys: readonly { readonly name: string; readonly secret: string }[] };
      }[];
    },
  ];
}

const configured = (key: number, enabled: boolean): string[] => {
  const secrets = Array.from({ length: key + 1 }, (_, index) => `secret ${index + 1}`);
  const { resources } = JSON.parse(encryptionConfiguration(secrets, key, enabled)) as Configuration;
  expect(resources[0].resources).toEqual(["secrets", "works.work.karmada.io"]);
  return resources[0].providers.flatMap(({ secretbox }) => secretbox?.keys.map(({ name }) => name) ?? ["plain text"]);
};

test("the first provider stores Secrets, and all others still read them", () => {
  expect(configured(1, true)).toEqual(["key1", "key2", "plain text"]);
  expect(configured(2, true)).toEqual(["key2", "key1", "key3", "plain text"]);
  expect(configured(1, false)).toEqual(["plain text", "key1", "key2"]);
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
  const resources = await record(() => {
    storedEncryption(hostSite(), { key: 2 }).file.apply((text) => (file = text));
  });
  expect(resources.filter(({ type }) => type.endsWith(":PrivateKey")).map(({ name }) => name)).toEqual([
    "federation-secrets-key-1",
    "federation-secrets-key-2",
    "federation-secrets-key-3",
  ]);
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
