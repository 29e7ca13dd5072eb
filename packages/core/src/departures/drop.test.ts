import type { Answer, Ask, Question } from "../kubeconfig/ask";
import type { Binding } from "./binding";
import { bindingOf } from "./bindings.test-support";
import { drop, end, OutOfTime, untilNothingLacks } from "./departure";

const PATIENCE = { deadline: Date.now() + 60_000, pauseMilliseconds: 0 };
const STAYING = [{ name: "a" }];
const FINALIZER = "karmada.io/execution-controller";
const task = (fromCluster: string, producer: string) => ({ fromCluster, producer, reason: "Any" });

/**
 * Karmada that deletes a Cluster once its copies are gone and no schedule has it, that waits for the member before it
 * lets go of copies that are to be preserved, and that finds no other member for what is scheduled there.
 */
function dropping(
  works: string[],
  tasks = [task("b", "TaintManager"), task("b", "fedstack"), task("a", "fedstack")],
  spec: Partial<Binding["spec"]> = {},
) {
  const finalizers = new Map(works.map((name) => [name, [FINALIZER]]));
  let binding = bindingOf({
    clusters: [
      { name: "a", replicas: 1 },
      { name: "b", replicas: 2 },
    ],
    gracefulEvictionTasks: tasks,
    ...spec,
  });
  const isScheduled = (): boolean => binding.spec.clusters!.some(({ name }) => name === "b");
  let [deleted, gone] = [false, false];
  const asked: string[] = [];
  const ask: Ask = async ({ method, path, body }: Question): Promise<Answer> => {
    asked.push(`${method} ${path.split("/").at(-1)}`);
    const answer = (status: number, more: unknown = {}): Answer => ({ status, body: more, message: "" });
    if (method === "DELETE") {
      gone = deleted && finalizers.size === 0 && !isScheduled();
      deleted = true;
      return answer(gone ? 404 : 200);
    }
    if (method === "PATCH" && path.includes("/works/")) {
      finalizers.delete(path.split("/").at(-1)!);
      return answer(200);
    }
    if (method === "PATCH") {
      if (!deleted) throw new Error("taken off a Cluster that is not being deleted");
      binding = { ...binding, spec: { ...binding.spec, ...(body as typeof binding).spec } };
      return answer(200);
    }
    if (path.endsWith("/works")) {
      const items = [...finalizers].map(([name, all]) => ({
        metadata: { name, finalizers: all, ...(deleted && { deletionTimestamp: "2026-01-01T00:00:00Z" }) },
      }));
      return answer(200, { items });
    }
    return answer(200, { items: path.endsWith("/resourcebindings") ? [binding] : [] });
  };
  return { ask, asked, spec: () => binding.spec, isGone: () => gone };
}

test("a member that is dropped is deleted, and copies that wait for it are let go", async () => {
  const { ask, asked, isGone } = dropping(["web", "settings"]);
  await untilNothingLacks(PATIENCE, drop(ask, "b", STAYING));
  expect(isGone()).toBe(true);
  expect(asked).toEqual(expect.arrayContaining(["DELETE b", "PATCH web", "PATCH settings"]));
});

test("a Cluster that is ended is deleted only as long as it is the same one", async () => {
  const asked: Question[] = [];
  const answers = [200, 409];
  const ask: Ask = async (question) => {
    asked.push(question);
    const status = question.method === "DELETE" ? answers.shift()! : 200;
    return { status, body: { items: [] }, message: "" };
  };
  await untilNothingLacks(PATIENCE, end(ask, "b", STAYING, "uid-of-b"));
  const deletions = asked.filter(({ method }) => method === "DELETE");
  expect(deletions).toHaveLength(2);
  for (const { body } of deletions) expect(body).toMatchObject({ preconditions: { uid: "uid-of-b" } });
  expect(asked.at(-1)).toBe(deletions[1]);
});

test("no task of anyone is left that would keep objects away from a member of that name", async () => {
  const { ask, spec } = dropping([]);
  await untilNothingLacks(PATIENCE, drop(ask, "b", STAYING));
  expect(spec().gracefulEvictionTasks).toEqual([task("a", "fedstack")]);
});

test("a member is dropped although the scheduler finds no other member for what is placed there", async () => {
  const { ask, spec, isGone } = dropping([]);
  await untilNothingLacks(PATIENCE, drop(ask, "b", STAYING));
  expect([isGone(), spec().clusters]).toEqual([true, [{ name: "a", replicas: 1 }]]);
});

test("a Cluster whose deletion an earlier run began goes with everything that is placed or held there", async () => {
  const { ask, spec, isGone } = dropping([]);
  await untilNothingLacks(PATIENCE, end(ask, "b", STAYING));
  expect([isGone(), spec().clusters]).toEqual([true, [{ name: "a", replicas: 1 }]]);
  expect(spec().gracefulEvictionTasks).toEqual([task("a", "fedstack")]);
});

test("nothing is taken off a member whose deletion is refused", async () => {
  const { ask, asked } = dropping([]);
  const refusing: Ask = async (question) =>
    question.method === "DELETE" ? { status: 403, body: undefined, message: "forbidden" } : ask(question);
  const late = { deadline: 0, pauseMilliseconds: 0 };
  await expect(untilNothingLacks(late, drop(refusing, "b", STAYING))).rejects.toThrow("forbidden");
  expect(asked).toEqual([]);
});

test("copies that are not being deleted keep their finalizers", async () => {
  const { ask, asked } = dropping(["web"], []);
  const unanswered: Ask = async (question) =>
    question.method === "DELETE" ? { status: 503, body: undefined, message: "no endpoints" } : ask(question);
  const late = { deadline: 0, pauseMilliseconds: 0 };
  await expect(untilNothingLacks(late, drop(unanswered, "b", STAYING))).rejects.toThrow(OutOfTime);
  expect(asked).not.toContain("PATCH web");
});

test("members that stay keep their replicas when one is dropped, however the scheduler would divide them anew", async () => {
  const staying = [{ name: "a" }, { name: "c" }];
  const weights = ["a", "b", "c"].map((name) => ({ targetCluster: { clusterNames: [name] }, weight: 1 }));
  const { ask, spec } = dropping([], [], {
    replicas: 6,
    clusters: [
      { name: "a", replicas: 4 },
      { name: "b", replicas: 2 },
    ],
    placement: {
      replicaScheduling: {
        replicaSchedulingType: "Divided",
        replicaDivisionPreference: "Weighted",
        weightPreference: { staticWeightList: weights },
      },
    } as Binding["spec"]["placement"],
  });
  await untilNothingLacks(PATIENCE, drop(ask, "b", staying));
  expect(spec().clusters).toEqual([
    { name: "a", replicas: 4 },
    { name: "c", replicas: 2 },
  ]);
});
