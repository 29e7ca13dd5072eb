import { BACKUP, backupTraffic } from "./traffic";

const store = { repository: "/backups", secrets: {}, opens: [{ to: "outside" as const, ports: [{ port: 443 }] }] };
const ports = [{ port: 2379 }];

test("only backups reach etcd, and both reach the store", () => {
  const [etcd, backup, restore] = backupTraffic(
    { component: "etcd", accepts: { ports, from: ["etcd"] }, opens: [] },
    store,
  );
  expect(etcd?.accepts).toEqual({ ports, from: ["etcd", BACKUP] });
  expect(backup?.opens).toEqual([{ to: ["etcd"], ports }, ...store.opens]);
  expect(restore).toEqual({ component: "restore", opens: store.opens });
});
