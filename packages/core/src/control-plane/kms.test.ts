import { tell } from "@fedstack/constructs/faults";
import { KMS_RULE, kmsFaults, kmsProvider, kmsRefusal, kmsSteps } from "./kms";

const socket = "/run/kms/vault.sock";
const vault = { name: "vault", socket };
const pods = { volumes: [{ mountPath: "/run/kms", source: { csi: { driver: "kms.example.com" } } }] };
const told = (encryption: object): string[] => kmsFaults({ encryption, pods }).map(tell);
const stepOf = (...args: Parameters<typeof kmsSteps>): string | undefined => kmsSteps(...args)[KMS_RULE.annotation];

test("a plugin is configured by its socket, with version 2 of the interface", () => {
  expect(kmsProvider(vault)).toEqual({
    kms: { apiVersion: "v2", name: "vault", endpoint: "unix:///run/kms/vault.sock", timeout: "3s" },
  });
  expect(kmsProvider({ ...vault, timeoutSeconds: 10 })).toMatchObject({ kms: { timeout: "10s" } });
});

test("a plugin is known before it encrypts, and as long as something may be stored that it has encrypted", () => {
  const steps = [undefined, { ...vault, encrypts: false }, vault].map(stepOf);
  expect(steps).toEqual([undefined, "vault decrypts", "vault"]);
  const [none, decrypts, encrypts] = steps as [undefined, string, string];
  for (const [running, wanted] of [
    [none, decrypts],
    [decrypts, encrypts],
    [encrypts, decrypts],
    [decrypts, none],
  ]) {
    expect(kmsRefusal(running, wanted)).toBeUndefined();
  }
  expect(kmsRefusal(none, encrypts)).toMatch(
    /"vault" cannot encrypt yet, .*; set apiServer\.encryption\.kms\.encrypts: false/,
  );
  expect(kmsRefusal(encrypts, none)).toMatch(/cannot change from "vault" to none, because nothing else decrypts/);
});

test("one plugin does not follow another", () => {
  for (const [running, wanted] of [
    ["vault", "cloud"],
    ["vault decrypts", "cloud decrypts"],
    ["vault", "cloud decrypts"],
  ]) {
    expect(kmsRefusal(running, wanted)).toMatch(/cannot change from "vault" to "cloud"/);
  }
});

test("a plugin with a socket in a volume has no faults, and without one there is nothing to check", () => {
  expect(told({ kms: vault })).toEqual([]);
  expect(told({ kms: { ...vault, encrypts: false }, enabled: false })).toEqual([]);
  expect(kmsFaults({})).toEqual([]);
});

test.each([
  [
    { kms: { ...vault, name: "Vault" } },
    'name: "Vault" is not a name for a plugin; use lowercase letters, digits and inner "-"',
  ],
  [
    { kms: { ...vault, socket: "/run/other/vault.sock" } },
    'socket: "/run/other/vault.sock" is not a socket that the pod has; mount the folder that contains it by apiServer.pods.volumes',
  ],
  [{ kms: { ...vault, timeoutSeconds: 0 } }, 'timeoutSeconds: "0" is out of range; use a whole number from 1 to 60'],
  [
    { kms: vault, enabled: false },
    "encrypts: the plugin would encrypt, but apiServer.encryption.enabled is false; set it to false",
  ],
])("%j is refused", (encryption, fault) => {
  expect(told(encryption)).toEqual([`apiServer.encryption.kms.${fault}`]);
});
