import * as pulumi from "@pulumi/pulumi";
import type { Answer, Ask, Question } from "../kubeconfig/ask";
import { register, unregistered } from "./registration-gate";

const CLUSTER = { apiVersion: "cluster.karmada.io/v1alpha1", kind: "Cluster", metadata: { name: "b" } };
const REGISTERED = { member: "b", cluster: CLUSTER, manager: "fedstack-prod", timeoutSeconds: 60 };
const PATH = "/apis/cluster.karmada.io/v1alpha1/clusters/b";
const answer = (status: number, body?: unknown): Answer => ({ status, body, message: "not found" });
const withStatus = (status: string): object => ({ ...CLUSTER, status: { conditions: [{ type: "Ready", status }] } });

/** A federated API that has a Cluster, or none until it is applied. */
function serving(found?: object): { ask: Ask; asked: Question[] } {
  const asked: Question[] = [];
  const ask: Ask = async (question) => {
    asked.push(question);
    if (question.method === "GET" && !found) return answer(404);
    found ??= CLUSTER;
    return answer(question.method === "GET" ? 200 : 201, found);
  };
  return { ask, asked };
}

let told: string[];
beforeEach(() => {
  told = [];
  jest.spyOn(pulumi.log, "info").mockImplementation((text) => Promise.resolve(void told.push(text)));
});
afterEach(() => jest.restoreAllMocks());

test("a Cluster that is gone is applied again as the engine would, which the program says once", async () => {
  const { ask, asked } = serving();
  const state = { isAnew: false };
  expect(await register(ask, REGISTERED, state)).toMatchObject({ status: 201 });
  await register(ask, REGISTERED, state);
  expect(asked).toEqual([
    { method: "GET", path: PATH },
    { method: "APPLY", path: `${PATH}?fieldManager=fedstack-prod&force=true`, body: CLUSTER },
    { method: "GET", path: PATH },
  ]);
  expect([state.isAnew, told]).toEqual([
    true,
    ["b is registered again: its Cluster was deleted in the federated API."],
  ]);
});

test("a Cluster that is there is only read, and may not be Ready", async () => {
  const { ask, asked } = serving(withStatus("False"));
  const state = { isAnew: false };
  expect(unregistered(await register(ask, REGISTERED, state), state.isAnew)).toBeUndefined();
  expect([asked.map(({ method }) => method), told]).toEqual([["GET"], []]);
});

test("a Cluster that is applied again is waited for until it is Ready", () => {
  expect(unregistered(answer(201, CLUSTER), true)).toBe("it is not Ready");
  expect(unregistered(answer(200, withStatus("Unknown")), true)).toBe("it is not Ready");
  expect(unregistered(answer(200, withStatus("True")), true)).toBeUndefined();
});

test("a Cluster that an earlier run deleted is waited for until it is gone, and errors are passed on", async () => {
  const ending = { ...withStatus("True"), metadata: { name: "b", deletionTimestamp: "2026-01-01T00:00:00Z" } };
  const { ask, asked } = serving(ending);
  expect(unregistered(await register(ask, REGISTERED, { isAnew: false }), false)).toBe(
    "its earlier Cluster is being deleted",
  );
  expect(asked).toHaveLength(1);
  expect(unregistered(answer(503), false)).toBe("not found");
});
