import { tell } from "@fedstack/constructs/faults";
import type { BackupVolumeArgs } from "../backup/backup-args";
import { federationLabels } from "../kube/labels";
import { backupVolumeFaults, type SeenClaim } from "./host-volumes";

const claim = (name: string, federation: string): SeenClaim => ({
  metadata: { name, labels: federationLabels(federation) },
  spec: { storageClassName: "standard", resources: { requests: { storage: "10Gi" } } },
});
const told = (to: Omit<BackupVolumeArgs, "kind">, claims = [claim("backups", "prod")]): string[] =>
  backupVolumeFaults("prod", { kind: "volume", ...to }, claims).map(tell);

test("the volume of backups keeps its class, and does not shrink", () => {
  const remedy = (seen: string): string =>
    `set "${seen}" again, or make a claim of your own, and use { kind: "claim" }`;
  expect(told({ className: "fast", size: "5Gi" })).toEqual([
    `backup.to.className: cannot change from "standard" to "fast": the class of a volume cannot change; ${remedy("standard")}`,
    `backup.to.size: cannot change from "10Gi" to "5Gi": volumes cannot shrink; ${remedy("10Gi")}`,
  ]);
});

test("a volume that stays as it is, grows, is new, or is of another federation is taken", () => {
  expect([told({}), told({ className: "standard", size: "20Gi" })]).toEqual([[], []]);
  const others = [claim("backups", "test"), claim("data-etcd-0", "prod"), {}, { metadata: null, spec: null }];
  expect(told({ className: "fast" }, others)).toEqual([]);
});

test("backups elsewhere have no volume of the federation's", () => {
  const claims = [claim("backups", "prod")];
  expect(backupVolumeFaults("prod", undefined, claims)).toEqual([]);
  expect(backupVolumeFaults("prod", { kind: "claim", name: "mine" }, claims)).toEqual([]);
});
