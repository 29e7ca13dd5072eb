import { tell } from "@fedstack/constructs/faults";
import { RELEASE } from "../karmada";
import { shapeFaults } from "../validation/shape";
import { etcdFields, withQuota } from "./validate-etcd-args";

const etcd = (args: unknown): string[] => shapeFaults("etcd", args, etcdFields(RELEASE)).map(({ path }) => path);

test("an etcd has one or three members, and volumes with a size or none that lasts", () => {
  for (const storage of ["ephemeral", {}, { size: "1.5Ti" }, { size: "1048576" }, { className: "" }]) {
    expect(etcd({ storage })).toEqual([]);
  }
  for (const size of ["", "1 Gi", "Gi", "-1Gi", "1GiB"]) {
    expect(etcd({ storage: { size } })).toEqual(["etcd.storage.size"]);
  }
  expect(etcd({ replicas: 2, extraArgs: { "data-dir": "/x" } })).toEqual(["etcd.extraArgs.data-dir", "etcd.replicas"]);
});

test("a volume without the unit of its size, or of a class that cannot exist, is refused", () => {
  const told = (storage: object): string[] => shapeFaults("etcd", { storage }, etcdFields(RELEASE)).map(tell);
  for (const size of ["5", "0", "1023Ki"]) {
    expect(told({ size })).toEqual([`etcd.storage.size: "${size}" is less than 1Mi; use one such as "5Gi"`]);
  }
  expect(told({ className: "Fast SSD" })).toEqual([
    'etcd.storage.className: "Fast SSD" is not the name of a storage class; use the name of one that exists on the host, ' +
      "or leave it out",
  ]);
});

test("etcd's quota is no more than its volume", () => {
  const told = (args: object): string[] => shapeFaults("etcd", args, withQuota(etcdFields(RELEASE))).map(tell);
  const extraArgs = { "quota-backend-bytes": String(8 * 1024 ** 3) };
  expect(told({ extraArgs, storage: { size: "8Gi" } })).toEqual([]);
  expect(told({ extraArgs, storage: "ephemeral" })).toEqual([]);
  for (const [storage, size] of [
    [undefined, "5Gi"],
    [{ size: "7Gi" }, "7Gi"],
  ] as const) {
    expect(told({ extraArgs, storage })).toEqual([
      `etcd.extraArgs.quota-backend-bytes: "8589934592" is more than a volume of ${size} holds; use a smaller one, or set etcd.storage.size`,
    ]);
  }
});
