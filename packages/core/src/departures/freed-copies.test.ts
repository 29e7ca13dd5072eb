import type { Ask, Question } from "../kubeconfig/ask";
import { comeBack, depart, type Departure, end, giveUp, letGo, untilNothingLacks } from "./departure";
import type { Work } from "./steps";

const PATIENCE = { deadline: Date.now() + 60_000, pauseMilliseconds: 0 };
const departure: Departure = {
  member: "b",
  staying: [],
  manager: "fedstack",
  isReady: true,
  movable: (bindings) => bindings,
  isRescheduled: () => false,
};

/** A federated API with one Namespace and nothing else, which is freed or bound as asked, and goes with its Cluster. */
function withOneNamespace(isFree: boolean): { ask: Ask; copy: { isFree: boolean }; asked: string[] } {
  const copy = { isFree, deleted: false };
  const asked: string[] = [];
  const ask: Ask = async ({ method, path, body }) => {
    asked.push(`${method} ${path.split("/").slice(-2).join("/")}`);
    const { spec } = (body ?? {}) as { spec?: { preserveResourcesOnDeletion?: boolean | null } };
    if (method === "DELETE") copy.deleted = true;
    if (method === "PATCH" && path.includes("/works/")) copy.isFree = spec?.preserveResourcesOnDeletion === true;
    const work: Work = {
      metadata: { name: "one" },
      spec: {
        workload: { manifests: [{ apiVersion: "v1", kind: "Namespace", metadata: { name: "shop" } }] },
        preserveResourcesOnDeletion: copy.isFree,
      },
    };
    if (path.includes("/clusters/") && copy.deleted) return { status: 404, body: undefined, message: "not found" };
    const items = path.endsWith("/works") && !copy.deleted ? [work] : [];
    const cluster = { metadata: { resourceVersion: "1", annotations: {} }, spec: { taints: [] } };
    return { status: 200, body: path.includes("/clusters/") ? cluster : { items }, message: "" };
  };
  return { ask, copy, asked };
}

test("a member that keeps what it has loses its Cluster only once its namespaces are freed", async () => {
  const { ask, copy, asked } = withOneNamespace(false);
  await untilNothingLacks(PATIENCE, letGo(ask, { ...departure, keeps: () => true }));
  expect(copy.isFree).toBe(true);
  expect(asked.indexOf("PATCH works/one")).toBeGreaterThan(0);
  expect(asked.indexOf("DELETE clusters/b")).toBeGreaterThan(asked.indexOf("PATCH works/one"));
});

test("what an earlier run freed is bound again if the member comes back, moves away or is given up", async () => {
  const rounds = [
    (ask: Ask) =>
      comeBack(ask, { member: "b", staying: [], manager: "fedstack", isRescheduled: () => false }, () => {}),
    (ask: Ask) => depart(ask, departure, 0, () => {}),
    (ask: Ask) => giveUp(ask, "b", "fedstack"),
  ];
  for (const round of rounds) {
    const { ask, copy } = withOneNamespace(true);
    await round(ask)();
    expect(copy.isFree).toBe(false);
  }
});

test("what an earlier run freed is looked for once, and not in every round", async () => {
  const rounds = [
    (ask: Ask) =>
      comeBack(ask, { member: "b", staying: [], manager: "fedstack", isRescheduled: () => false }, () => {}),
    (ask: Ask) => giveUp(ask, "b", "fedstack"),
  ];
  for (const roundOf of rounds) {
    const { ask, asked } = withOneNamespace(true);
    const round = roundOf(ask);
    await round();
    await round();
    expect(asked.filter((one) => one === "GET karmada-es-b/works")).toHaveLength(1);
  }
});

test("an object that is to stay and is gone already is not waited for when its Cluster is deleted", async () => {
  const deletionTimestamp = "2026-01-01T00:00:00Z";
  const copy = (name: string, preserveResourcesOnDeletion: boolean): Work => ({
    metadata: { name, finalizers: ["karmada.io/execution-controller"], deletionTimestamp },
    spec: { preserveResourcesOnDeletion },
  });
  const released: Question[] = [];
  const ask: Ask = async (question) => {
    if (question.method === "PATCH") released.push(question);
    const items = question.path.endsWith("/works") ? [copy("gone", true), copy("being-deleted", false)] : [];
    return { status: 200, body: { items }, message: "" };
  };
  const now = jest.spyOn(Date, "now").mockReturnValue(0);
  const round = end(ask, "b", [{ name: "a" }]);
  for (const milliseconds of [0, 30_000]) {
    now.mockReturnValue(milliseconds);
    expect(await round()).toEqual(["its Cluster is being deleted"]);
  }
  expect(released).toEqual([]);
  now.mockReturnValue(31_000);
  await round();
  now.mockRestore();
  expect(released).toMatchObject([
    { path: expect.stringMatching(/works\/gone$/), body: { metadata: { finalizers: [] } } },
  ]);
});
