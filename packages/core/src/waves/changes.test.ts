import { NotAnswered } from "../departures/api";
import type { Answer, Question } from "../kubeconfig/ask";
import { type Change, changeOf } from "./changes";

const web = (annotations?: Record<string, string>) => ({
  apiVersion: "apps/v1",
  kind: "Deployment",
  metadata: { name: "web", annotations },
  spec: { replicas: 2 },
});
const live = (more: object, metadata: object = {}) => ({
  metadata: { name: "web", uid: "1", managedFields: [{}], resourceVersion: "7", generation: 3, ...metadata },
  spec: { replicas: 2, paused: false, ...more },
  status: { replicas: 2 },
});

/** How a Deployment changes, by what the federated API has and what it says would be. */
async function changed(
  has: Partial<Answer>,
  would: Partial<Answer> = {},
  object: Parameters<typeof changeOf>[1] = web(),
  isDefined = false,
): Promise<{ change: Omit<Change, "object"> | undefined; asked: readonly Question[] }> {
  const asked: Question[] = [];
  const answers: Record<string, Partial<Answer>> = {
    "/apis/apps/v1": { body: { resources: [{ name: "deployments", kind: "Deployment", namespaced: true }] } },
    "/api/v1": { body: { resources: [{ name: "secrets", kind: "Secret", namespaced: true }] } },
  };
  const ask = (question: Question): Promise<Answer> => {
    asked.push(question);
    const answer = answers[question.path] ?? (question.method === "APPLY" ? would : has);
    return Promise.resolve({ status: 200, body: {}, message: "", ...answer });
  };
  const applying = { manager: "fedstack-f", isDefined: () => isDefined };
  const found = await changeOf(ask, object, applying, new Map());
  if (!found) return { change: undefined, asked };
  const { object: changing, ...change } = found;
  expect(changing).toBe(object);
  return { change, asked };
}

test("the federated API is asked what would be, under the program's field manager and without the engine's annotations", async () => {
  const { asked } = await changed(
    { body: live({}) },
    { body: live({}) },
    web({ "pulumi.com/skipAwait": "true", tier: "edge" }),
  );
  expect(asked.at(-1)).toEqual({
    method: "APPLY",
    path: "/apis/apps/v1/namespaces/default/deployments/web?dryRun=All&force=true&fieldManager=fedstack-f",
    body: web({ tier: "edge" }),
  });
});

test("what only the API server, the engine and controllers write does not count as a change", async () => {
  const before = live({}, { annotations: { "pulumi.com/waitFor": "x" } });
  const after = { ...live({}, { managedFields: [], resourceVersion: "8", generation: 4 }), status: {} };
  expect((await changed({ body: before }, { body: after })).change).toBeUndefined();
});

test("a change of replicas is another one than a change of anything else", async () => {
  const changeTo = async (more: object, metadata = {}) =>
    (await changed({ body: live({}) }, { body: live(more, metadata) })).change;
  expect(await changeTo({ replicas: 3 })).toEqual({ isNew: false, content: false, replicas: true });
  expect(await changeTo({ paused: true })).toEqual({ isNew: false, content: true, replicas: false });
  expect(await changeTo({}, { labels: { a: "b" } })).toEqual({ isNew: false, content: true, replicas: false });
  expect(await changeTo({ paused: true, replicas: 3 })).toEqual({ isNew: false, content: true, replicas: true });
});

test("what does not exist is new, and so is what has a kind that the program itself defines later", async () => {
  const isNew = { isNew: true, content: true, replicas: false };
  expect((await changed({ status: 404 })).change).toEqual(isNew);
  const custom = { apiVersion: "apps/v1", kind: "Custom", metadata: { name: "web" } };
  expect((await changed({}, {}, custom, true)).change).toEqual(isNew);
  await expect(changed({}, {}, custom)).rejects.toThrow(/does not serve apps\/v1 Custom/);
});

test("what cannot change in place is replaced", async () => {
  const { change } = await changed({ body: live({}) }, { status: 422, message: "immutable" });
  expect(change).toEqual({ isNew: false, content: true, replicas: false, isReplaced: true });
});

test("what is not answered is asked again, and a refused Secret is not shown", async () => {
  await expect(changed({ status: 500, message: "not now" })).rejects.toThrow(new NotAnswered("not now"));
  const refused = { status: 400, message: "illegal base64 data in s3cret" };
  await expect(changed({ body: live({}) }, refused)).rejects.toThrow("s3cret");
  const secret = { apiVersion: "v1", kind: "Secret", metadata: { name: "web" } };
  await expect(changed({ body: live({}) }, refused, secret)).rejects.toThrow("a Secret is refused with 400");
});
