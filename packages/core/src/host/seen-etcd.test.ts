import { getJson } from "../kubeconfig/get-json";
import { NotGiven } from "../kubeconfig/get-text";
import { EtcdMembers } from "./etcd-members";
import { lostMembers } from "./lost-members";
import { seeEtcd, type SeenEtcd } from "./seen-etcd";
import { hostSite } from "./site.test-support";

jest.mock("../kubeconfig/get-json");
jest.mock("./lost-members");

const KUBECONFIG = JSON.stringify({ clusters: [{ cluster: { server: "https://f.example" } }], users: [{ user: {} }] });
const NAMESPACED = "/namespaces/system";
const three = new EtcdMembers(hostSite().in("system"), "etcd", 3);
const votes = three.peers.map(({ peerUrl }, index) => ({ id: `${index}`, started: true, learner: false, peerUrl }));

/** What is seen where the host answers with these objects. */
function see(
  objects: Readonly<Record<string, object>>,
  { members = three, known = votes }: { members?: EtcdMembers; known?: typeof votes | undefined } = {},
): Promise<SeenEtcd | undefined> {
  jest.mocked(getJson).mockImplementation((_, path) => {
    const [, object] = path.split(NAMESPACED) as [string, string];
    return objects[object] ? Promise.resolve(objects[object]) : Promise.reject(new NotGiven(`no ${object}`, 404));
  });
  return seeEtcd(KUBECONFIG, "system", members, () => Promise.resolve(known));
}
const set = (replicas: number): object => ({ "/statefulsets/etcd": { spec: { replicas } } });
const config = (state: string): object => ({ "/configmaps/etcd": { data: { INITIAL_CLUSTER_STATE: state } } });

beforeEach(() => void jest.mocked(lostMembers).mockReset().mockResolvedValue([]));

test("an etcd that the host does not have yet is not seen, and one that cannot be asked for is an error", async () => {
  expect(await see({})).toBeUndefined();
  jest.mocked(getJson).mockRejectedValue(new NotGiven("it answers with 403", 403));
  await expect(seeEtcd(KUBECONFIG, "system", three, () => Promise.resolve([]))).rejects.toThrow("403");
});

test("an etcd whose number of members changes has as many as its StatefulSet, and none is looked for", async () => {
  expect(await see({ ...set(1) })).toEqual({ replicas: 1, lost: [], returning: false });
  const members = new EtcdMembers(hostSite().in("system"), "etcd", 1);
  expect(await see({ ...set(1) }, { members })).toEqual({ replicas: 1, lost: [], returning: false });
  expect(lostMembers).not.toHaveBeenCalled();
});

test("lost members of an etcd that keeps its number are seen", async () => {
  jest.mocked(lostMembers).mockResolvedValue(["etcd-1"]);
  expect(await see({ ...set(3), ...config("new") })).toEqual({ replicas: 3, lost: ["etcd-1"], returning: false });
});

test("a member that was put back is returning until it votes", async () => {
  const joined = { ...set(3), ...config("existing") };
  expect(await see(joined)).toMatchObject({ returning: false });
  const follows = votes.map((member) => ({ ...member, learner: member.id === "2" }));
  expect(await see(joined, { known: follows })).toMatchObject({ returning: true });
  expect(await see(joined, { known: votes.slice(1) })).toMatchObject({ returning: true });
  expect(await see({ ...set(3), ...config("new") }, { known: follows })).toMatchObject({ returning: false });
});
