import * as pulumi from "@pulumi/pulumi";
import { deleteVolumes, startEmpty } from "./etcd-data";
import type { Etcdctl } from "./etcd-growth";
import { EtcdMembers } from "./etcd-members";
import { LedEtcd } from "./led-etcd";
import { seeEtcd } from "./seen-etcd";
import { hostSite } from "./site.test-support";

jest.mock("./etcd-data");
jest.mock("./seen-etcd");

/** What happens to an etcd and to its data, in order. */
const steps: string[] = [];
const site = hostSite().in("system");
const place = { kubeconfig: "{}", namespace: "system", path: "etcd", remedy: "look at its pods", timeoutSeconds: 0 };

/** An etcd of which some members run, each known by the number in its name. */
function etcd(wanted: number, running: readonly number[]): LedEtcd {
  const urlOf = (index: number | string): string => new EtcdMembers(site, "etcd", 9).peers[Number(index)]!.peerUrl;
  let known = running.map((index) => ({ id: `${index}`, started: true, learner: false, peerUrl: urlOf(index) }));
  const etcdctl: Etcdctl = (_, [, action, subject]) => {
    if (action === "list") {
      return Promise.resolve(
        known
          .map(({ id, started, peerUrl, learner }) =>
            [id, started ? "started" : "unstarted", "", peerUrl, "", learner].join(", "),
          )
          .join("\n"),
      );
    }
    if (action === "status") return Promise.resolve('"Leader" : 0');
    steps.push(`${action} ${subject}`);
    if (action === "remove") known = known.filter(({ id }) => id !== subject);
    else if (action === "promote") known = known.map((one) => (one.id === subject ? { ...one, learner: false } : one));
    else {
      const id = subject!.replace("etcd-", "");
      known.push({ id, started: false, learner: true, peerUrl: urlOf(id) });
    }
    return Promise.resolve("");
  };
  return new LedEtcd(place, new EtcdMembers(site, "etcd", wanted), etcdctl);
}

beforeEach(() => {
  steps.length = 0;
  jest.mocked(deleteVolumes).mockImplementation(async (_, names) => void steps.push(`delete volumes ${names.join()}`));
  jest.mocked(startEmpty).mockImplementation(async (_, names) => void steps.push(`start empty ${names.join()}`));
});
afterEach(() => void jest.restoreAllMocks());

test("new members are known before their pods start, and have no data of an earlier attempt", async () => {
  await etcd(3, [0]).prepare({ replicas: 1, lost: [], returning: false });
  expect(steps).toEqual(["add etcd-1", "add etcd-2", "delete volumes etcd-1,etcd-2"]);
});

test("a member that has started keeps its data where its pod is missing", async () => {
  await etcd(3, [0, 1, 2]).prepare({ replicas: 2, lost: [], returning: false });
  expect(steps).toEqual(["delete volumes "]);
});

test("members that are too many are gone before their pods end, and so is their data", async () => {
  await etcd(1, [0, 1, 2]).prepare({ replicas: 3, lost: [], returning: false });
  expect(steps).toEqual(["remove 2", "remove 1", "delete volumes etcd-1,etcd-2"]);
});

test("a member that has lost its data is forgotten, starts empty, and follows the others", async () => {
  await etcd(3, [0, 1, 2]).prepare({ replicas: 3, lost: ["etcd-1"], returning: false });
  expect(steps).toEqual(["remove 1", "start empty etcd-1", "add etcd-1"]);
});

test("wherever its return was interrupted, it goes on", async () => {
  await etcd(3, [0, 2]).prepare({ replicas: 3, lost: ["etcd-1"], returning: false });
  expect(steps).toEqual(["start empty etcd-1", "add etcd-1"]);
});

test("an etcd that keeps its members is not changed", async () => {
  await etcd(3, [0, 1, 2]).prepare({ replicas: 3, lost: [], returning: true });
  expect(steps).toEqual([]);
});

test("the program says what is lost, and nothing is put back where only a backup helps", async () => {
  const told: string[] = [];
  const tell = (level: string) => (text: string) => Promise.resolve(void told.push(`${level}: ${text}`));
  jest.spyOn(pulumi.log, "info").mockImplementation(tell("info"));
  jest.spyOn(pulumi.log, "warn").mockImplementation(tell("warn"));
  const found = { replicas: 3, lost: ["etcd-1"], returning: false };
  jest.mocked(seeEtcd).mockResolvedValueOnce(found);
  expect(await etcd(3, [0, 1, 2]).see()).toEqual(found);
  jest.mocked(seeEtcd).mockResolvedValueOnce({ ...found, lost: ["etcd-1", "etcd-2"] });
  expect(await etcd(3, [0, 1, 2]).see()).toEqual({ ...found, lost: [] });
  jest.mocked(seeEtcd).mockResolvedValueOnce(undefined);
  expect(await etcd(3, [0, 1, 2]).see()).toBeUndefined();
  expect(told).toEqual([
    "info: etcd: lost the data of etcd-1. The up puts it back, with an empty volume and the data of the other members.",
    "warn: etcd: lost the data of etcd-1, etcd-2, and has no majority without it; restore a backup of all members.",
  ]);
});
