import { type Ask, asking } from "../kubeconfig/ask";
import { deleteVolumes, startEmpty } from "./etcd-data";

jest.mock("../kubeconfig/ask");

const KUBECONFIG = JSON.stringify({ clusters: [{ cluster: { server: "https://f.example" } }], users: [{ user: {} }] });
const place = { kubeconfig: KUBECONFIG, namespace: "system", path: "etcd" };
const deleted: string[] = [];
const answering = (status: number): Ask => {
  return ({ method, path }) => {
    deleted.push(`${method} ${path.replace("/api/v1/namespaces/system/", "")}`);
    return Promise.resolve({ status, body: undefined, message: "it is forbidden" });
  };
};

beforeEach(() => {
  deleted.length = 0;
  jest.mocked(asking).mockReturnValue(answering(200));
});

test("volumes are deleted by their claims", async () => {
  await deleteVolumes(place, ["etcd-1", "etcd-2"]);
  expect(deleted).toEqual(["DELETE persistentvolumeclaims/data-etcd-1", "DELETE persistentvolumeclaims/data-etcd-2"]);
});

test("a pod that starts empty is deleted after its claim, so that the claim is not made for it again before", async () => {
  await startEmpty(place, ["etcd-1"]);
  expect(deleted).toEqual(["DELETE persistentvolumeclaims/data-etcd-1", "DELETE pods/etcd-1"]);
});

test("what does not exist needs no deletion, and what cannot be deleted is an error", async () => {
  jest.mocked(asking).mockReturnValue(answering(404));
  await startEmpty(place, ["etcd-1"]);
  jest.mocked(asking).mockReturnValue(answering(403));
  await expect(startEmpty(place, ["etcd-1"])).rejects.toThrow(
    "etcd: cannot delete persistentvolumeclaims/data-etcd-1 in system: it is forbidden; let the host's kubeconfig " +
      'delete pods and persistentvolumeclaims there, and run "pulumi up" again',
  );
});
