import type { MemberTaint } from "@fedstack/constructs/plan";
import * as pulumi from "@pulumi/pulumi";
import fc from "fast-check";
import type { Answer, Question } from "../kubeconfig/ask";
import { unsettled, setTaints, type TaintedCluster, taintPatch, untainted } from "./taint-gate";

const ANNOTATION = "fedstack.dev/taints";
const EDGE: MemberTaint = { key: "example.com/edge", effect: "NoSchedule" };
const GPU: MemberTaint = { key: "gpu", value: "only", effect: "NoExecute" };
const NOT_READY: MemberTaint = { key: "cluster.karmada.io/not-ready", effect: "NoSchedule" };

type Taints = NonNullable<TaintedCluster["spec"]["taints"]>;
const cluster = (taints?: Taints, annotations?: Record<string, string>): TaintedCluster => ({
  metadata: { resourceVersion: "7", annotations },
  spec: { taints },
});
const answer = (status: number, body?: unknown, message = ""): Answer => ({ status, body, message });

/** The Cluster once a patch is applied. */
function patched(before: TaintedCluster, wanted: readonly MemberTaint[]): TaintedCluster {
  const patch = taintPatch(before, wanted);
  if (!patch) return before;
  const annotations = { ...before.metadata.annotations, ...patch.metadata.annotations };
  const left = Object.entries(annotations).filter((entry): entry is [string, string] => entry[1] !== null);
  return cluster(patch.spec.taints, Object.fromEntries(left));
}

test("a taint is added after those of others, and recorded as the program's", () => {
  expect(taintPatch(cluster([NOT_READY]), [GPU, EDGE])).toEqual({
    metadata: {
      resourceVersion: "7",
      annotations: { [ANNOTATION]: "example.com/edge:NoSchedule,gpu:NoExecute" },
    },
    spec: { taints: [NOT_READY, GPU, EDGE] },
  });
});

test("a taint that goes from the program goes from the member, and so does the record", () => {
  const recorded = { [ANNOTATION]: "example.com/edge:NoSchedule" };
  expect(taintPatch(cluster([EDGE, NOT_READY], recorded), [])).toEqual({
    metadata: { resourceVersion: "7", annotations: { [ANNOTATION]: null } },
    spec: { taints: [NOT_READY] },
  });
});

test("a taint with another value replaces the program's own", () => {
  const recorded = { [ANNOTATION]: "gpu:NoExecute" };
  const since = { ...GPU, timeAdded: "2026-01-01T00:00:00Z" };
  const other = { ...GPU, value: "mostly" };
  expect(taintPatch(cluster([since], recorded), [other])?.spec.taints).toEqual([other]);
  expect(taintPatch(cluster([since], recorded), [GPU])).toBeUndefined();
});

test("taints of a Cluster that is being deleted are not those of the member", () => {
  const { metadata, spec } = cluster([EDGE]);
  const ending = { metadata: { ...metadata, deletionTimestamp: "2026-01-01T00:00:00Z" }, spec };
  expect(unsettled(answer(200, ending), [EDGE])).toBe("its earlier Cluster is being deleted");
  expect(unsettled(answer(200, ending), [])).toBeUndefined();
  expect(unsettled(answer(200, cluster([EDGE])), [EDGE])).toBeUndefined();
  expect(unsettled(answer(404), [EDGE])).toBeUndefined();
});

test("a taint that somebody took away is set again", () => {
  expect(taintPatch(cluster([], { [ANNOTATION]: "gpu:NoExecute" }), [GPU])?.spec.taints).toEqual([GPU]);
});

test("a taint that others set with the same value stays theirs, and outlives the program's", () => {
  expect(taintPatch(cluster([EDGE]), [EDGE])).toBeUndefined();
  expect(taintPatch(cluster([EDGE]), [])).toBeUndefined();
});

test("a taint that others set with another value is an error at once, and is not changed", () => {
  const theirs = { ...GPU, value: "theirs" };
  expect(taintPatch(cluster([theirs]), [GPU])).toBeUndefined();
  expect(() => untainted(answer(200, cluster([theirs])), "a", [GPU])).toThrow(
    new pulumi.RunError(
      'join("a"): somebody else has set gpu=theirs:NoExecute on the member; ' +
        "remove it there, or use that value or another key",
    ),
  );
});

test("a member without taints, now and before, is read once and never written, even before it is there", async () => {
  const asked: Question[] = [];
  for (const found of [answer(200, cluster([NOT_READY])), answer(404)]) {
    const last = await setTaints(async (question) => (asked.push(question), found), "a", []);
    expect(untainted(last, "a", [])).toBeUndefined();
  }
  expect(asked.map(({ method }) => method)).toEqual(["GET", "GET"]);
});

test("a member with taints is waited for, and written again when somebody else wrote at the same time", async () => {
  const answers = [
    answer(404, undefined, "not found"),
    answer(200, cluster()),
    answer(409, undefined, "the object has been modified"),
    answer(200, cluster([NOT_READY])),
    answer(200, cluster([NOT_READY, EDGE])),
  ];
  const asked: Question[] = [];
  const ask = async (question: Question): Promise<Answer> => (asked.push(question), answers[asked.length - 1]!);
  const lacks: unknown[] = [];
  for (let round = 0; round < 3; round++) lacks.push(untainted(await setTaints(ask, "a", [EDGE]), "a", [EDGE]));
  expect(lacks).toEqual(["not found", "the object has been modified", undefined]);
  expect(asked.map(({ method }) => method)).toEqual(["GET", "GET", "PATCH", "GET", "PATCH"]);
  expect(asked[4]).toMatchObject({
    path: "/apis/cluster.karmada.io/v1alpha1/clusters/a",
    body: { spec: { taints: [NOT_READY, EDGE] } },
  });
});

describe("whatever is on a Cluster, and whatever the program wants over time", () => {
  const taint = fc.record({
    key: fc.constantFrom("a", "example.com/b", "c"),
    value: fc.constantFrom(undefined, "", "x", "y"),
    effect: fc.constantFrom("NoSchedule" as const, "NoExecute" as const),
  });
  const identityOf = ({ key, effect }: MemberTaint): string => `${key}:${effect}`;
  const taints = fc.uniqueArray(taint, { selector: identityOf });

  test("the taints of others stay as they are, and in their order", () => {
    fc.assert(
      fc.property(taints, fc.array(taints, { maxLength: 4 }), (foreign, wishes) => {
        const theirs = new Set(foreign.map(identityOf));
        let now = cluster(foreign);
        for (const wanted of [...wishes, []]) {
          now = patched(now, wanted);
          expect(now.spec.taints?.filter((one) => theirs.has(identityOf(one)))).toEqual(foreign);
        }
        expect(now.spec.taints).toEqual(foreign);
        expect(now.metadata.annotations?.[ANNOTATION]).toBeUndefined();
      }),
    );
  });

  test("the member has each wanted taint that is not another's, none of earlier ones, and needs no second write", () => {
    fc.assert(
      fc.property(taints, taints, taints, (foreign, earlier, wanted) => {
        const now = patched(patched(cluster(foreign), earlier), wanted);
        const theirs = new Set(foreign.map(identityOf));
        const own = (now.spec.taints ?? []).filter((one) => !theirs.has(identityOf(one)));
        const plain = (list: readonly MemberTaint[]): string[] =>
          list.map((one) => `${identityOf(one)}=${one.value ?? ""}`).sort();
        expect(plain(own)).toEqual(plain(wanted.filter((one) => !theirs.has(identityOf(one)))));
        expect(taintPatch(now, wanted)).toBeUndefined();
      }),
    );
  });
});
