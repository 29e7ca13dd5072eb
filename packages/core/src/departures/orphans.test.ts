import fc from "fast-check";
import type { Question } from "../kubeconfig/ask";
import type { Binding } from "./binding";
import { nextStepFree } from "./orphans";
import { ACTIONS, type Action, type Setting, SimulatedFederation } from "./simulated-federation.test-support";
import type { Step, Work } from "./steps";

const LEAVER = "b";
const NAMESPACE = "shop-namespace";
const setting: fc.Arbitrary<Setting> = fc.record({
  members: fc.constantFrom(["a", "b"], ["b"], ["b", "c", "d"]),
  replicas: fc.integer({ min: 1, max: 9 }),
  divided: fc.boolean(),
});
const course = fc.array(fc.array(fc.constantFrom<Action>(...ACTIONS), { maxLength: 6 }), { maxLength: 20 });
const FAIR: readonly (readonly Action[])[] = Array.from({ length: 25 }, () => ACTIONS);

/** A federation with the marks on the copies in the member, which Karmada takes off again where it writes them. */
class MarkedFederation extends SimulatedFederation {
  public readonly marked = new Set<string>();
  public keeps: (binding: Binding) => boolean = () => true;

  public get copies(): readonly string[] {
    return this.situationOf(LEAVER).works!.map(nameOf);
  }

  public step(isRescheduled = (): boolean => false): Step {
    const namespace: Work = {
      metadata: { name: NAMESPACE },
      spec: { workload: { manifests: [{ apiVersion: "v1", kind: "Namespace", metadata: { name: "shop" } }] } },
    };
    const works = this.situationOf(LEAVER).works!.map((work) => ({
      ...work,
      metadata: { ...work.metadata, name: nameOf(work) },
    }));
    const marked = [...works, namespace].map((work) => ({
      ...work,
      spec: { ...work.spec, preserveResourcesOnDeletion: this.marked.has(work.metadata.name!) },
    }));
    return nextStepFree({ ...this.situationOf(LEAVER), works: marked, isRescheduled }, (one) => this.keeps(one));
  }

  public answer(question: Question): void {
    const [, work] = /\/works\/(.+)$/.exec(question.path) ?? [];
    if (work === undefined) this.patch(question);
    else this.marked.add(work);
  }

  /** Lets something happen, and says which copies are deleted together with their objects. */
  public lostBy(action: Action): readonly string[] {
    const before = this.copies;
    this.act(action);
    const lost = before.filter((name) => !this.copies.includes(name) && !this.marked.has(name));
    for (const { metadata, spec } of this.bindings) {
      const needed = (spec.requiredBy ?? []).flatMap(({ clusters = [] }) => clusters);
      const written = [...(spec.clusters ?? []), ...needed].some(({ name }) => name === LEAVER);
      if (written) this.marked.delete(metadata.name);
    }
    return lost;
  }
}

function nameOf({ metadata: { annotations } }: Work): string {
  return annotations!["resourcebinding.karmada.io/name"]!;
}

test("a member leaves with everything that it has, and nothing there is deleted, in whatever order things happen", () => {
  fc.assert(
    fc.property(setting, course, (given, actions) => {
      const federation = new MarkedFederation(given);
      federation.cordoned = LEAVER;
      for (const between of [...actions, ...FAIR]) {
        federation.step().changes.forEach((change) => federation.answer(change));
        expect(between.flatMap((action) => federation.lostBy(action))).toEqual([]);
      }
      expect(federation.step().lacks).toEqual([]);
      expect([federation.copies, federation.marked.has(NAMESPACE)]).toEqual([[], true]);
      expect(federation.bindings.filter((one) => JSON.stringify(one.spec).includes(`"${LEAVER}"`))).toEqual([]);
    }),
    { numRuns: 50 },
  );
});

test("what the program places on other members from now on is kept until then", () => {
  const federation = new MarkedFederation({ members: ["a", "b"], replicas: 4, divided: true });
  const isRescheduled = (): boolean => federation.allowed.includes(LEAVER);
  const proceed = (): readonly string[] =>
    FAIR.flatMap((actions) => {
      federation.step(isRescheduled).changes.forEach((change) => federation.answer(change));
      return actions.flatMap((action) => federation.lostBy(action));
    });
  expect(proceed()).toEqual([]);
  expect(federation.step(isRescheduled)).toMatchObject({ held: true, changes: [] });
  expect(federation.step(isRescheduled).lacks).toContain("Deployment web is still placed there");
  federation.allowed = ["a"];
  expect(proceed()).toEqual([]);
  expect([federation.step(isRescheduled).lacks, federation.copies]).toEqual([[], []]);
});

test("what is not to stay is taken off the schedule, too, and deleted there", () => {
  const federation = new MarkedFederation({ members: ["a", "b"], replicas: 4, divided: true });
  federation.cordoned = LEAVER;
  federation.keeps = ({ metadata }) => metadata.name !== "web";
  FAIR.forEach((actions) => {
    federation.step().changes.forEach((change) => federation.answer(change));
    actions.forEach((action) => federation.act(action));
  });
  expect(federation.step()).toEqual({ changes: [], lacks: [], held: true });
  expect([...federation.marked].sort()).toEqual([NAMESPACE, "web-service", "web-settings"]);
  expect([federation.copies, federation.ready.has(LEAVER)]).toEqual([[], false]);
});

test("a copy that is being deleted is not marked any more", () => {
  const deleted: Work = {
    metadata: { name: "shop", deletionTimestamp: "2026-01-01T00:00:00Z" },
    spec: { workload: { manifests: [{ apiVersion: "v1", kind: "Namespace", metadata: { name: "shop" } }] } },
  };
  const situation = {
    member: LEAVER,
    staying: [],
    bindings: [],
    works: [deleted],
    isRescheduled: () => false,
    forgotten: true,
  };
  expect(nextStepFree(situation, () => true)).toEqual({ changes: [], lacks: [], held: true });
});
