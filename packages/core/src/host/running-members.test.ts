import * as api from "../kubeconfig/get-json";
import { runningMembers } from "./running-members";

jest.mock("../kubeconfig/get-json", () => ({
  ...jest.requireActual<typeof api>("../kubeconfig/get-json"),
  getJson: jest.fn(),
}));

const KUBECONFIG = JSON.stringify({ clusters: [{ cluster: { server: "https://f.example" } }], users: [{ user: {} }] });
const answering = (answer: Promise<unknown>): Promise<number | undefined> => {
  jest.mocked(api.getJson).mockReturnValueOnce(answer);
  return runningMembers(KUBECONFIG, "federation-system", "etcd");
};

test("the members of an etcd are as many as its StatefulSet is to have", async () => {
  expect(await answering(Promise.resolve({ spec: { replicas: 3 } }))).toBe(3);
  expect(jest.mocked(api.getJson).mock.lastCall![1]).toBe(
    "/apis/apps/v1/namespaces/federation-system/statefulsets/etcd",
  );
});

test("an etcd that does not exist has none, and one that cannot be asked for is an error", async () => {
  expect(await answering(Promise.reject(new api.NotGiven("it answers with 404", 404)))).toBeUndefined();
  await expect(answering(Promise.reject(new api.NotGiven("it answers with 403", 403)))).rejects.toThrow("403");
});
