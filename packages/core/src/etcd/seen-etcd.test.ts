import { getJson } from "../kubeconfig/get-json";
import { NotGiven } from "../kubeconfig/get-text";
import { EtcdMembers } from "./etcd-members";
import { unreadyMembers } from "./lost-members";
import { seeEtcd, type SeenEtcd } from "./seen-etcd";
import { hostSite } from "../host/site.test-support";

jest.mock("../kubeconfig/get-json");
jest.mock("./lost-members");

const KUBECONFIG = JSON.stringify({ clusters: [{ cluster: { server: "https://f.example" } }], users: [{ user: {} }] });
const NAMESPACED = "/namespaces/system";
const three = new EtcdMembers(hostSite().in("system"), "etcd", 3);
const votes = three.peers.map(({ peerUrl }, index) => ({ id: `${index}`, started: true, learner: false, peerUrl }));

/** What is seen where the host answers with these objects. */
function see(
  objects: Readonly<Record<string, object>>,
  {
    members = three,
    known = votes,
    size = "5Gi",
  }: { members?: EtcdMembers; known?: typeof votes | undefined; size?: string | undefined } = {},
): Promise<SeenEtcd | undefined> {
  jest.mocked(getJson).mockImplementation((_, path) => {
    const [, object] = path.split(NAMESPACED) as [string, string];
    return objects[object] ? Promise.resolve(objects[object]) : Promise.reject(new NotGiven(`no ${object}`, 404));
  });
  return seeEtcd(KUBECONFIG, "system", members, () => Promise.resolve(known), size);
}
const set = (replicas: number, size = "5Gi", annotations = {}): object => ({
  "/statefulsets/etcd": {
    metadata: { annotations },
    spec: { replicas, volumeClaimTemplates: [{ spec: { resources: { requests: { storage: size } } } }] },
  },
});
const config = (state: string): object => ({ "/configmaps/etcd": { data: { INITIAL_CLUSTER_STATE: state } } });

const ALL_READY = { unready: [], lost: [] };
beforeEach(() => void jest.mocked(unreadyMembers).mockReset().mockResolvedValue(ALL_READY));

test("an etcd without a StatefulSet and a volume has never run, and one with a volume is not known", async () => {
  expect(await see({})).toEqual({ replicas: 0, joins: false, follows: false, grows: false, ...ALL_READY });
  expect(await see({ "/persistentvolumeclaims/data-etcd-0": {} })).toBeUndefined();
});

test("a host that cannot be asked is an error", async () => {
  jest.mocked(getJson).mockRejectedValue(new NotGiven("it answers with 403", 403));
  await expect(seeEtcd(KUBECONFIG, "system", three, () => Promise.resolve([]), "5Gi")).rejects.toThrow("403");
});

test("the only member of an etcd is not looked for", async () => {
  const members = new EtcdMembers(hostSite().in("system"), "etcd", 1);
  expect(await see({ ...set(1) }, { members })).toMatchObject({ replicas: 1, lost: [] });
  expect(unreadyMembers).not.toHaveBeenCalled();
});

test.each([
  [1, three],
  [3, new EtcdMembers(hostSite().in("system"), "etcd", 1)],
])("all members are looked for that an etcd has or is to have, of %i that run", async (running, members) => {
  const lost = { unready: ["etcd-1"], lost: ["etcd-1"], known: votes };
  jest.mocked(unreadyMembers).mockResolvedValue(lost);
  expect(await see({ ...set(running) }, { members })).toEqual({
    replicas: running,
    joins: false,
    follows: false,
    size: "5Gi",
    grows: false,
    ...lost,
  });
  expect(jest.mocked(unreadyMembers).mock.lastCall![2]).toEqual(["etcd-0", "etcd-1", "etcd-2"]);
});

test("members of an etcd that was joined follow until they vote", async () => {
  const joined = { ...set(3), ...config("existing") };
  expect(await see(joined)).toMatchObject({ joins: true, follows: false });
  const follower = votes.map((member) => ({ ...member, learner: member.id === "2" }));
  expect(await see(joined, { known: follower })).toMatchObject({ joins: true, follows: true });
  expect(await see({ ...set(3), ...config("new") }, { known: follower })).toMatchObject({
    joins: false,
    follows: false,
  });
});

test("volumes may be smaller than wanted until they have grown, and again once members have joined", async () => {
  const grown = { "fedstack.dev/volume-size": "10Gi" };
  for (const replicas of [1, 3]) {
    const members = new EtcdMembers(hostSite().in("system"), "etcd", replicas);
    const grows = async (objects: Readonly<Record<string, object>>, size?: string): Promise<boolean | undefined> =>
      (await see(objects, { members, ...(size && { size }) }))?.grows;
    expect(await grows({ ...set(replicas, "10Gi") }, "10Gi")).toBe(false);
    expect(await grows({ ...set(replicas, "5Gi") }, "10Gi")).toBe(true);
    expect(await grows({ ...set(replicas, "5Gi", grown) }, "10Gi")).toBe(true);
    expect(await grows({ ...set(replicas, "10Gi", grown) }, "10Gi")).toBe(false);
  }
});
