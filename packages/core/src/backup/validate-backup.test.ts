import { tell } from "@fedstack/constructs/faults";
import { shapeFaults } from "../validation/shape";
import { BACKUP, unrestorableFaults } from "./validate-backup";

const faultsOf = (backup: object): string[] => shapeFaults("backup", backup, BACKUP).map(tell);
const to = { kind: "volume" };
const bucket = {
  kind: "bucket",
  endpoint: "https://s3.example.com:9000",
  name: "backups",
  accessKeyId: "id",
  secretAccessKey: "key",
};

test.each([to, { kind: "claim", name: "nas" }, bucket])("backups may go to %j", (place) => {
  expect(faultsOf({ schedule: "@daily", to: place, keep: { last: 3 } })).toEqual([]);
});

test.each(["nas", "nas-1.storage", "a".repeat(253)])("%s is the name of a claim", (name) => {
  expect(faultsOf({ schedule: "@daily", to: { kind: "claim", name } })).toEqual([]);
});

test.each(["Nas", "a..b", "-nas", "nas.", "a".repeat(254)])("%s is not the name of a claim", (name) => {
  expect(faultsOf({ schedule: "@daily", to: { kind: "claim", name } })).toEqual([
    expect.stringMatching(/^backup\.to\.name: .* is not the name of a PersistentVolumeClaim; use lowercase letters/),
  ]);
});

test("when and where are needed", () => {
  expect(faultsOf({})).toEqual([
    expect.stringMatching(/^backup\.schedule: is missing; use one such as "@daily"/),
    expect.stringMatching(/^backup\.to: is missing; use one such as \{ kind: "volume" \}/),
  ]);
});

test("one error has all faults, and no secret", () => {
  const given = { ...bucket, endpoint: "s3.example.com/backups", name: "B", prefix: "/a", secretAccessKey: 12345 };
  const faults = faultsOf({ schedule: "daily", to: given, keep: { last: 0 }, password: 67890 });
  expect(faults.map((fault) => fault.split(":")[0])).toEqual([
    "backup.schedule",
    "backup.to.endpoint",
    "backup.to.name",
    "backup.to.prefix",
    "backup.to.secretAccessKey",
    "backup.keep",
    "backup.password",
  ]);
  expect(faults.join()).not.toMatch(/12345|67890/);
});

test.each(["https://s3.example.com:99999", "https://[::::]"])("%s is not the URL of a service", (endpoint) => {
  expect(faultsOf({ schedule: "@daily", to: { ...bucket, endpoint } })).toEqual([
    expect.stringContaining(`backup.to.endpoint: "${endpoint}" is not the URL of a service; use one such as https://`),
  ]);
});

test("a user and a password in the URL of a bucket are refused, and not shown", () => {
  const faults = faultsOf({ schedule: "@daily", to: { ...bucket, endpoint: "https://user:hidden@s3.example.com" } });
  expect(faults).toHaveLength(1);
  expect(faults[0]).not.toContain("hidden");
});

test("an empty password is refused", () => {
  expect(faultsOf({ schedule: "@daily", to, password: "" })).toEqual([
    "backup.password: is empty; use a password, or leave it out",
  ]);
});

test("backups need an etcd that they can be restored to", () => {
  const external = { endpoints: [], prefix: "/fedstack/prod", tls: { authority: "", certificate: "", key: "" } };
  expect(unrestorableFaults({ external }).map(tell)).toEqual([expect.stringMatching(/^backup: .*etcd\.external/)]);
  expect(unrestorableFaults({ storage: "ephemeral" }).map(tell)).toEqual([expect.stringMatching(/^backup: .*volumes/)]);
  expect(unrestorableFaults({ storage: { size: "1Gi" } })).toEqual([]);
  expect(unrestorableFaults()).toEqual([]);
});
