import type { Answer, Question } from "../kubeconfig/ask";
import { change, listBindings, listClusters, listWorks, markDeparture, NotAnswered } from "./api";

/** A federated API that answers every question in one way, or by its path. */
function api(answerOf: (path: string) => Partial<Answer>) {
  const asked: Question[] = [];
  const ask = async (question: Question): Promise<Answer> => {
    asked.push(question);
    return { status: 200, body: undefined, message: "", ...answerOf(question.path) };
  };
  return { ask, asked };
}
const listing = (...items: unknown[]) => ({ body: { items } });

test("bindings are those of objects in namespaces and of those that are cluster-wide", async () => {
  const { ask } = api((path) => listing({ metadata: { name: path.split("/").at(-1) } }));
  const found = await listBindings(ask, "fedstack-shop");
  expect(found.map(({ metadata }) => metadata.name)).toEqual(["resourcebindings", "clusterresourcebindings"]);
  expect(found.map(({ holder }) => holder)).toEqual(["fedstack-shop", "fedstack-shop"]);
});

test("the copies in a member are in the member's own namespace", async () => {
  const { ask, asked } = api(() => listing("work"));
  expect(await listWorks(ask, "eu-1")).toEqual(["work"]);
  expect(asked).toEqual([{ method: "GET", path: "/apis/work.karmada.io/v1alpha1/namespaces/karmada-es-eu-1/works" }]);
});

test("an empty list is one without items, as Go writes it", async () => {
  for (const items of [null, undefined, []])
    expect(await listClusters(api(() => ({ body: { items } })).ask)).toEqual([]);
});

test.each([0, 401, 403, 404, 500])("a list that is answered with %d is not taken for an empty one", async (status) => {
  const { ask } = api(() => ({ status, message: "not now", body: { items: [] } }));
  const listings = [listClusters(ask), listBindings(ask), listWorks(ask, "a")];
  const failures = await Promise.all(listings.map((one) => one.catch((error: unknown) => error)));
  expect(failures).toEqual(listings.map(() => new NotAnswered("not now")));
  for (const failure of failures) expect(failure).toBeInstanceOf(NotAnswered);
});

test("a Cluster is marked and unmarked by its annotation, and nothing else of it changes", async () => {
  const { ask, asked } = api(() => ({}));
  await markDeparture(ask, "a", "fedstack", true);
  await markDeparture(ask, "a", "fedstack", false);
  const path = "/apis/cluster.karmada.io/v1alpha1/clusters/a";
  const marked = (value: string | null) => ({
    metadata: { annotations: { "departure.fedstack.dev/fedstack": value } },
  });
  expect(asked).toEqual([
    { method: "PATCH", path, body: marked("true") },
    { method: "PATCH", path, body: marked(null) },
  ]);
});

test("a Cluster that is gone needs no mark, and any other answer is an error", async () => {
  await markDeparture(api(() => ({ status: 404 })).ask, "a", "fedstack", true);
  const refused = api(() => ({ status: 403, message: "forbidden" }));
  await expect(markDeparture(refused.ask, "a", "fedstack", true)).rejects.toThrow(new NotAnswered("forbidden"));
});

test("changes are made one after the other; what others changed or deleted is left for the next look", async () => {
  const changes: Question[] = ["a", "b", "c"].map((path) => ({ method: "PATCH", path }));
  const { ask, asked } = api((path) => ({ status: { a: 409, b: 404 }[path] ?? 200 }));
  await change(ask, changes);
  expect(asked).toEqual(changes);
});

test("a change that is refused ends the changes", async () => {
  const changes: Question[] = ["a", "b"].map((path) => ({ method: "PATCH", path }));
  const { ask, asked } = api(() => ({ status: 422, message: "invalid" }));
  await expect(change(ask, changes)).rejects.toThrow(new NotAnswered("invalid"));
  expect(asked).toHaveLength(1);
});
