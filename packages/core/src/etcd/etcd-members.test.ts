import { record } from "../testing";
import { EtcdMembers } from "./etcd-members";
import { hostSite } from "../host/site.test-support";

/** The members of an etcd of some size. */
async function membersOf(replicas: number): Promise<EtcdMembers> {
  const made: EtcdMembers[] = [];
  await record(() => made.push(new EtcdMembers(hostSite().in("system"), "etcd", replicas)));
  return made[0]!;
}

test("clients find every member by its own name, over TLS", async () => {
  const members = await membersOf(3);
  expect(members.clientUrls).toEqual([
    "https://etcd-0.etcd.system.svc.cluster.local:2379",
    "https://etcd-1.etcd.system.svc.cluster.local:2379",
    "https://etcd-2.etcd.system.svc.cluster.local:2379",
  ]);
});

test("members find each other by the same names, at the port for members", async () => {
  expect((await membersOf(3)).initialCluster.split(",")).toEqual([
    "etcd-0=https://etcd-0.etcd.system.svc.cluster.local:2380",
    "etcd-1=https://etcd-1.etcd.system.svc.cluster.local:2380",
    "etcd-2=https://etcd-2.etcd.system.svc.cluster.local:2380",
  ]);
});

test("certificates hold for every member, and for a member that asks itself, whatever the size", async () => {
  const [one, three] = [await membersOf(1), await membersOf(3)];
  expect(one.certificateNames).toEqual(three.certificateNames);
  expect(three.certificateNames.ipAddresses).toEqual(["127.0.0.1"]);
  expect(three.certificateNames.dnsNames).toEqual(
    expect.arrayContaining(["localhost", "etcd.system.svc.cluster.local", "*.etcd.system.svc.cluster.local"]),
  );
});
