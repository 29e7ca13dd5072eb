import fc from "fast-check";
import { comparePlans, planManifests } from "..";
import type { Plan } from "..";
import type { Manifest } from "../../kinds/manifest";

const members = ["a", "b", "c"].map((name) => ({ name }));
const policy = (replicaScheduling: object | undefined, ...clusterNames: string[]): Manifest => ({
  apiVersion: "policy.karmada.io/v1alpha1",
  kind: "PropagationPolicy",
  metadata: { name: "web" },
  spec: {
    resourceSelectors: [
      { apiVersion: "apps/v1", kind: "Deployment" },
      { apiVersion: "v1", kind: "Service" },
    ],
    placement: { clusterAffinity: { clusterNames }, replicaScheduling },
  },
});
const EVENLY = { replicaSchedulingType: "Divided" };
const PACKED = { replicaSchedulingType: "Divided", replicaDivisionPreference: "Aggregated" };
const web = (replicas: number, uid?: string): Manifest => ({
  apiVersion: "apps/v1",
  kind: "Deployment",
  metadata: { name: "web", uid },
  spec: { replicas },
});
const service: Manifest = { apiVersion: "v1", kind: "Service", metadata: { name: "web" } };
const plan = (...manifests: Manifest[]): Plan => planManifests(manifests, members);

test("scaling up fixed weights takes from no member, no matter how ties fall", () => {
  fc.assert(
    fc.property(fc.nat(30), fc.nat(10), fc.option(fc.constantFrom("a", "b"), { nil: undefined }), (from, more, uid) => {
      const evenly = policy(EVENLY, "a", "b", "c");
      expect(comparePlans(plan(evenly, web(from, uid)), plan(evenly, web(from + more, uid))).warnings).toEqual([]);
    }),
  );
});

test("a member that loses replicas or an object is reported", () => {
  const before = plan(policy(EVENLY, "a", "b"), web(4), service);
  const after = plan(policy(EVENLY, "b", "c"), web(4), service);
  const { changes, warnings } = comparePlans(before, after);
  expect(changes.map(({ object, members: changed }) => [object.kind, changed])).toEqual([
    [
      "Deployment",
      [
        { member: "a", before: 2, after: 0 },
        { member: "c", before: 0, after: 2 },
      ],
    ],
    [
      "Service",
      [
        { member: "a", before: 1, after: 0 },
        { member: "c", before: 0, after: 1 },
      ],
    ],
  ]);
  expect(warnings).toEqual(["Deployment web has less on a: 2 → 0.", "Service web has less on a: 1 → 0."]);
});

test("an object that disappears loses everything, and a new one loses nothing", () => {
  const [none, some] = [plan(), plan(policy(undefined, "a"), web(2))];
  expect(comparePlans(some, none).warnings).toEqual(["Deployment web has less on a: 2 → 0."]);
  expect(comparePlans(none, some)).toMatchObject({ warnings: [], changes: [{ members: [{ after: 2 }] }] });
});

test("a loss that depends on a tie is reported as possible", () => {
  const evenly = policy(EVENLY, "a", "b");
  const { changes, warnings } = comparePlans(plan(evenly, web(2)), plan(evenly, web(1)));
  expect(changes[0]).toMatchObject({
    members: [{ member: "b", before: 1, after: 0 }],
    alternative: [{ member: "a", before: 1, after: 0 }],
  });
  expect(warnings).toEqual(["Deployment web may have less on b: 1 → 0.", "Deployment web may have less on a: 1 → 0."]);
});

test("what depends on free capacity is reported as such", () => {
  const packed = policy(PACKED, "a", "b");
  expect(comparePlans(plan(packed, web(2)), plan(packed, web(3)))).toEqual({
    changes: [],
    warnings: ["What changes for Deployment web depends on free capacity."],
  });
});
