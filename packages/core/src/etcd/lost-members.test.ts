import { getJson } from "../kubeconfig/get-json";
import { getText } from "../kubeconfig/get-text";
import type { KnownMember } from "./etcd-growth";
import { EtcdMembers } from "./etcd-members";
import { type UnreadyMembers, unreadyMembers } from "./lost-members";
import { hostSite } from "../host/site.test-support";

jest.mock("../kubeconfig/get-json");
jest.mock("../kubeconfig/get-text");

const members = new EtcdMembers(hostSite().in("system"), "etcd", 3);
const api = { server: "https://f.example", options: {} };
const WIPED_FOUNDER =
  '{"level":"fatal","msg":"discovery failed","error":"member 4036b1db24775ea0 has already been bootstrapped"}';
const WIPED =
  "panic: tocommit(13) is out of range [lastIndex(0)]. Was the raft log corrupted, truncated, or lost?\n\ngoroutine";

/** A pod whose container runs, or has ended. */
const pod = (index: number, is: "ready" | "running" | "ended" | "deleted"): object => ({
  metadata: { name: `etcd-${index}`, ...(is === "deleted" && { deletionTimestamp: "2026-11-28T00:00:00Z" }) },
  status: {
    conditions: [{ type: "Ready", status: is === "ready" ? "True" : "False" }],
    containerStatuses: [{ state: is === "ended" ? { waiting: {} } : { running: {} } }],
  },
});
const all: KnownMember[] = members.peers.map(({ peerUrl }, index) => ({
  id: `${index}`,
  started: true,
  learner: false,
  peerUrl,
}));
const names = members.peers.map(({ name }) => name);
const look = (
  pods: readonly object[],
  log: string | Error,
  known: () => Promise<readonly KnownMember[]> = () => Promise.resolve(all),
): Promise<UnreadyMembers> => {
  jest.mocked(getJson).mockResolvedValueOnce({ items: pods });
  jest.mocked(getText).mockReset();
  if (typeof log === "string") jest.mocked(getText).mockResolvedValue(log);
  else jest.mocked(getText).mockRejectedValue(log);
  return unreadyMembers(api, { namespace: "system", name: "etcd" }, names, known);
};
/** Those that are lost where the other ones are ready. */
const lost = async (pods: readonly object[], ...more: [string | Error, (() => Promise<readonly KnownMember[]>)?]) => {
  const given = JSON.stringify(pods);
  const others = [0, 1, 2].filter((index) => !given.includes(`etcd-${index}`)).map((index) => pod(index, "ready"));
  return (await look([...others, ...pods], ...more)).lost;
};

test.each([WIPED_FOUNDER, WIPED])("a member that ends because its data is gone is lost: %s", async (log) => {
  expect(await lost([pod(0, "ready"), pod(1, "ended")], log)).toEqual(["etcd-1"]);
  expect(jest.mocked(getText).mock.calls).toEqual([
    [api, "/api/v1/namespaces/system/pods/etcd-1/log?container=etcd&tailLines=200&previous=false"],
  ]);
  expect(jest.mocked(getJson).mock.lastCall![1]).toBe(
    "/api/v1/namespaces/system/pods?labelSelector=app.kubernetes.io%2Fname%3Detcd",
  );
});

test("of a member that runs again, the log before counts", async () => {
  expect(await lost([pod(2, "running")], WIPED)).toEqual(["etcd-2"]);
  expect(jest.mocked(getText).mock.lastCall![1]).toMatch(/etcd-2\/log.*&previous=true$/);
});

test("a member is not lost while it starts, is deleted, or has no log", async () => {
  expect(await lost([pod(0, "ready")], WIPED)).toEqual([]);
  expect(await lost([pod(1, "deleted")], WIPED)).toEqual([]);
  expect(await lost([pod(1, "running")], "elected leader")).toEqual([]);
  expect(await lost([pod(1, "running")], new Error("it answers with 400"))).toEqual([]);
  expect(await lost([pod(1, "running")], "", () => Promise.reject(new Error("no leader")))).toEqual([]);
});

test("a member that the others do not know is lost, whatever it says", async () => {
  const known = all.filter(({ id }) => id !== "1");
  expect(await lost([pod(2, "running"), pod(1, "running")], "", () => Promise.resolve(known))).toEqual(["etcd-1"]);
});

test("an etcd that has none of the wanted members lacks none: its names have changed", async () => {
  const known = all.map((member) => ({ ...member, peerUrl: member.peerUrl.replace("etcd-", "other-") }));
  expect(await lost([pod(1, "running")], "", () => Promise.resolve(known))).toEqual([]);
  const moved = all.map((member) => ({ ...member, peerUrl: member.peerUrl.replace("cluster.local", "cluster.new") }));
  expect(await lost([pod(1, "running")], "", () => Promise.resolve(moved))).toEqual([]);
});

test("a member without a pod is not ready, and neither is it lost; pods of others are not looked at", async () => {
  const stranger = { ...pod(7, "ended"), metadata: { name: "etcd-debug" } };
  expect(await look([pod(0, "ready"), pod(2, "ready"), stranger], WIPED)).toEqual({
    unready: ["etcd-1"],
    lost: [],
    known: all,
  });
});

test("where all members are ready, etcd is not asked", async () => {
  const known = jest.fn();
  expect(
    await look(
      [0, 1, 2].map((index) => pod(index, "ready")),
      WIPED,
      known,
    ),
  ).toEqual({ unready: [], lost: [] });
  expect([known, getText].map((one) => jest.mocked(one).mock.calls)).toEqual([[], []]);
});
