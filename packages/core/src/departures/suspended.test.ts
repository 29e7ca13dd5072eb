import type { Binding } from "./binding";
import { bindingOf, dividedBy } from "./bindings.test-support";
import { asEnded, begun, closed, endAll, isBegun, isOpen } from "./suspended";

const MANAGER = "fedstack";
const MARK = "rebalance.fedstack.dev/fedstack";
const APPLIED = "policy.karmada.io/applied-placement";
const MEMBERS = [{ name: "a" }, { name: "b" }];
const [OLD, NEW] = [dividedBy({ a: 1 }), dividedBy({ a: 1, b: 1 })];

/** A workload of two replicas on a, with two more on b that do not serve, and what a program has marked it with. */
function marked(mark: string | undefined, placement: Binding["spec"]["placement"] = NEW): Binding {
  const clusters = MEMBERS.map(({ name }) => ({ name, replicas: 2 }));
  const aggregatedStatus = [{ clusterName: "a", status: { availableReplicas: 2 } }];
  const binding = bindingOf(
    { replicas: 2, placement, clusters, suspension: { scheduling: true } },
    { aggregatedStatus },
  );
  const annotations = { [APPLIED]: JSON.stringify(OLD), ...(mark !== undefined && { [MARK]: mark }) };
  return { ...binding, metadata: { ...binding.metadata, annotations } };
}

/** What a change writes. */
const written = ({ body }: { readonly body?: unknown }): unknown => {
  const { metadata, spec } = body as Pick<Binding, "metadata" | "spec">;
  return [metadata.annotations, spec];
};

test("a workload that is kept from the scheduler is marked, and again if an earlier run has not finished it", () => {
  const suspension = { scheduling: true };
  expect(written(begun(marked(undefined), MANAGER))).toEqual([{ [MARK]: "true" }, { suspension }]);
  expect(written(begun(marked("open"), MANAGER))).toEqual([{ [MARK]: "again" }, { suspension }]);
  expect(["true", "again", "open", undefined].map((one) => isBegun(marked(one), MANAGER))).toEqual([
    true,
    true,
    false,
    false,
  ]);
  expect(["true", "open"].map((one) => isOpen(marked(one), MANAGER))).toEqual([false, true]);
  expect(isBegun(marked("true"), "another")).toBe(false);
});

test("what is ended gives up replicas that do not serve, and lets the scheduler divide", () => {
  const spec = { clusters: [{ name: "a", replicas: 2 }], suspension: { scheduling: null } };
  expect(endAll([marked("true", OLD)], MEMBERS, MANAGER).map(written)).toEqual([[{ [MARK]: null }, spec]]);
});

test("the scheduler takes a placement that has changed meanwhile for the one that it has followed, and the next run goes on", () => {
  const spec = { clusters: [{ name: "a", replicas: 2 }], suspension: { scheduling: null } };
  const open = { [MARK]: "open", [APPLIED]: JSON.stringify(NEW) };
  expect(endAll([marked("true")], MEMBERS, MANAGER).map(written)).toEqual([[open, spec]]);
});

test("a workload that a second run has not finished either is left to a third one", () => {
  const again = asEnded(marked("again", OLD), MEMBERS, MANAGER);
  expect([isOpen(again, MANAGER), again.spec.clusters, again.spec.suspension?.scheduling]).toEqual([
    true,
    [{ name: "a", replicas: 2 }],
    undefined,
  ]);
});

test("what is not kept from the scheduler is not ended", () => {
  const [open, others] = [marked("open"), marked(undefined)];
  expect(endAll([open, others], MEMBERS, MANAGER)).toEqual([]);
  expect(asEnded(open, MEMBERS, MANAGER)).toBe(open);
});

test("a mark goes without a change, or so that the scheduler divides anew", () => {
  expect(written(closed(marked("open"), MANAGER))).toEqual([{ [MARK]: null }, {}]);
  const at = new Date("2026-03-01T10:20:30.456Z");
  expect(written(closed(marked("open"), MANAGER, at))).toEqual([
    { [MARK]: null },
    { rescheduleTriggeredAt: "2026-03-01T10:20:30Z" },
  ]);
});
