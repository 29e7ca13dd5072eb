import * as pulumi from "@pulumi/pulumi";
import { getJson } from "../kubeconfig/get-json";
import { deleteVolumes, startEmpty } from "./etcd-data";
import type { Etcdctl } from "./etcd-growth";
import { EtcdMembers } from "./etcd-members";
import { expectGrowth, growVolumes } from "./etcd-volumes";
import { LedEtcd } from "./led-etcd";
import { type SeenEtcd, seeEtcd } from "./seen-etcd";
import { hostSite } from "../host/site.test-support";

jest.mock("../kubeconfig/get-json");
jest.mock("../kubeconfig/sign-in");
jest.mock("./etcd-data");
jest.mock("./etcd-volumes");
jest.mock("./seen-etcd", () => ({ ...jest.requireActual<object>("./seen-etcd"), seeEtcd: jest.fn() }));

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
  return new LedEtcd(place, new EtcdMembers(site, "etcd", wanted), etcdctl, "5Gi");
}

/** An etcd of which so many pods run, all of them ready unless the test says otherwise. */
const seen = (replicas: number, more: Partial<SeenEtcd> = {}): SeenEtcd => ({
  replicas,
  joins: true,
  follows: false,
  grows: false,
  unready: [],
  lost: [],
  ...more,
});
const written = (replicas: number, state = "existing"): void => {
  const data = {
    INITIAL_CLUSTER: new EtcdMembers(site, "etcd", replicas).initialCluster,
    INITIAL_CLUSTER_STATE: state,
  };
  jest.mocked(getJson).mockResolvedValue({ data });
};

beforeEach(() => {
  steps.length = 0;
  written(3);
  jest.mocked(deleteVolumes).mockImplementation(async (_, names) => void steps.push(`delete volumes ${names.join()}`));
  jest.mocked(growVolumes).mockImplementation(async (_, { name, size }) => void steps.push(`grow ${name} to ${size}`));
  jest.mocked(startEmpty).mockImplementation(async (_, names) => void steps.push(`start empty ${names.join()}`));
});
afterEach(() => void jest.restoreAllMocks());

test("new members are known before their pods start, and have no data of an earlier attempt", async () => {
  await etcd(3, [0]).prepare(seen(1));
  expect(steps).toEqual(["add etcd-1", "add etcd-2", "delete volumes etcd-1,etcd-2"]);
});

test("a member that has started keeps its data where its pod is missing", async () => {
  await etcd(3, [0, 1, 2]).prepare(seen(2));
  expect(steps).toEqual(["delete volumes "]);
});

test("members that are too many are gone before their pods end, and so is their data", async () => {
  written(1);
  await etcd(1, [0, 1, 2]).prepare(seen(3));
  expect(steps).toEqual(["remove 2", "remove 1", "delete volumes etcd-1,etcd-2"]);
});

test("a member that has lost its data is forgotten, starts empty, and follows the others", async () => {
  await etcd(3, [0, 1, 2]).prepare(seen(3, { lost: ["etcd-1"] }));
  expect(steps).toEqual(["remove 1", "start empty etcd-1", "add etcd-1"]);
});

test("wherever its return was interrupted, it goes on", async () => {
  await etcd(3, [0, 2]).prepare(seen(3, { lost: ["etcd-1"] }));
  expect(steps).toEqual(["start empty etcd-1", "add etcd-1"]);
});

test("an etcd that keeps its members is not changed", async () => {
  await etcd(3, [0, 1, 2]).prepare(seen(3));
  expect(steps).toEqual([]);
});

test("an etcd that has never run is not changed", async () => {
  await etcd(3, []).prepare(seen(0));
  expect(steps).toEqual([]);
});

test("smaller volumes grow before anything else changes, and those of new members once these vote", async () => {
  await etcd(3, [0]).prepare(seen(1, { grows: true }));
  expect(steps).toEqual(["grow etcd to 5Gi", "add etcd-1", "add etcd-2", "delete volumes etcd-1,etcd-2"]);
  steps.length = 0;
  await etcd(3, [0, 1, 2]).vote();
  expect(steps).toEqual(["grow etcd to 5Gi"]);
});

test("nothing is deleted where this run has not written what members read that start without data", async () => {
  const told = 'etcd: its ConfigMap etcd is not as this run wants it; run "pulumi up" without --target';
  await expect(etcd(1, [0, 1, 2]).prepare(seen(3))).rejects.toThrow(told);
  written(3, "new");
  await expect(etcd(3, [0, 1, 2]).prepare(seen(3, { lost: ["etcd-1"] }))).rejects.toThrow(told);
  expect(steps).toEqual([]);
});

describe("what is seen", () => {
  const told: string[] = [];
  const votes = (...pods: string[]): SeenEtcd["known"] =>
    new EtcdMembers(site, "etcd", 3).peers.map(({ name, peerUrl }) => ({
      id: name,
      started: true,
      peerUrl,
      learner: !pods.includes(name),
    }));
  const look = (wanted: 1 | 3, found: SeenEtcd | undefined): Promise<SeenEtcd | undefined> => {
    jest.mocked(seeEtcd).mockResolvedValueOnce(found);
    return etcd(wanted, []).see();
  };
  beforeEach(() => {
    told.length = 0;
    const tell = (level: string) => (text: string) => Promise.resolve(void told.push(`${level}: ${text}`));
    jest.spyOn(pulumi.log, "info").mockImplementation(tell("info"));
    jest.spyOn(pulumi.log, "warn").mockImplementation(tell("warn"));
  });

  test("the program names a lost member", async () => {
    const found = seen(3, { lost: ["etcd-1"], known: votes("etcd-0", "etcd-1", "etcd-2") });
    expect(await look(3, found)).toEqual(found);
    expect(await look(3, undefined)).toBeUndefined();
    expect(told).toEqual([
      "info: etcd: lost the data of etcd-1. The up puts it back, with an empty volume and the data of the other members.",
    ]);
  });

  test("nothing is put back where only a backup helps", async () => {
    for (const known of [undefined, votes("etcd-0", "etcd-1", "etcd-2")]) {
      const found = seen(3, { lost: ["etcd-1", "etcd-2"], known });
      expect(await look(3, found)).toMatchObject({ lost: [] });
      expect(told.pop()).toBe(
        "warn: etcd: lost the data of etcd-1, etcd-2, and has no majority without it; restore a backup of all members.",
      );
    }
  });

  test("members that do not vote are put back, however many they are", async () => {
    const found = seen(3, { lost: ["etcd-1", "etcd-2"], known: votes("etcd-0") });
    expect(await look(3, found)).toEqual(found);
  });

  test("volumes that cannot grow are refused, and nothing asks about those that are as wanted", async () => {
    jest.mocked(expectGrowth).mockRejectedValueOnce(new pulumi.RunError("the class does not let them"));
    expect(await look(1, seen(1))).toMatchObject({ grows: false });
    await expect(look(1, seen(1, { grows: true }))).rejects.toThrow("the class does not let them");
    expect(expectGrowth).toHaveBeenCalledTimes(1);
  });

  test("an etcd shrinks only while all that vote and all that stay are ready", async () => {
    const refused =
      'etcd.replicas: cannot change from 3 to 1 while etcd-0 is not ready; set 3 again, run "pulumi up" until all ' +
      "members are ready, and then change it";
    const all = votes("etcd-0", "etcd-1", "etcd-2");
    await expect(look(1, seen(3, { unready: ["etcd-0"], lost: ["etcd-0"], known: all }))).rejects.toThrow(refused);
    await expect(look(1, seen(3, { unready: ["etcd-0"], known: votes() }))).rejects.toThrow(refused);
    await expect(look(1, seen(3, { unready: ["etcd-2"], known: all }))).rejects.toThrow("while etcd-2 is not");
    await expect(look(1, seen(3, { unready: ["etcd-2"] }))).rejects.toThrow("while etcd-2 is not");
    expect(await look(1, seen(3, { unready: ["etcd-1", "etcd-2"], known: votes("etcd-0") }))).toMatchObject({
      lost: [],
    });
    expect(await look(1, seen(3))).toMatchObject({ replicas: 3 });
  });
});
