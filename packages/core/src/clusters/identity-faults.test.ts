import { identityFaults, type Joining, joinFaults } from "./identity-faults";
import type { Observation } from "./observation";

const A = "4fe10986-2f12-4607-aeb7-0746b74ca091";
const B = "f98ddcd3-13e9-4b6f-be41-c1a30ff13322";
const HOST: Observation = { uid: "11111111-2222-4333-8444-555555555555", version: "v1.34.4" };
const seen = (uid: string, more: Partial<Observation> = {}): Observation => ({ uid, version: "v1.34.4", ...more });
const UNREACHABLE = { reason: "connect ECONNREFUSED" };
const claim = "a-cluster of federation kairen on host 11111111-2222-4333-8444-555555555555";
const joining: Joining = {
  path: 'join("a-cluster")',
  federation: "kairen",
  claim,
  allowHost: false,
  restricted: false,
};
const problems = (faults: readonly { readonly path: string; readonly problem: string }[]): string[] =>
  faults.map(({ path, problem }) => `${path}: ${problem}`);

test("a cluster that is not the same as before is reported with both identities and its federation", () => {
  const [fault, ...others] = identityFaults("a-cluster", A, seen(B, { claim: "b-cluster of federation kairen" }));
  expect(others).toEqual([]);
  expect(fault).toEqual({
    path: 'cluster "a-cluster"',
    problem:
      `its kubeconfig leads to another cluster than before: "a-cluster" has the identity ${A}, ` +
      `but the cluster that answers has ${B} (member b-cluster of federation kairen)`,
    remedy: `correct the kubeconfig, or, if you have replaced the cluster, set id: "${B}"`,
  });
});

test("the same cluster, and one that does not answer, have no faults", () => {
  expect(identityFaults("a-cluster", A, seen(A))).toEqual([]);
  expect(identityFaults("a-cluster", A, UNREACHABLE)).toEqual([]);
});

test("a cluster that is not a member yet, or is this member, may join", () => {
  expect(joinFaults(joining, seen(A), HOST, { "b-cluster": seen(B) })).toEqual([]);
  expect(joinFaults(joining, seen(A, { claim }), HOST, {})).toEqual([]);
  expect(joinFaults(joining, UNREACHABLE, HOST, { "b-cluster": UNREACHABLE })).toEqual([]);
});

test("a cluster that has joined under another name is refused, naming the first", () => {
  expect(problems(joinFaults(joining, seen(A), HOST, { first: seen(A), "b-cluster": seen(B) }))).toEqual([
    'join("a-cluster"): is the same cluster as "first"',
  ]);
});

test("a member of another federation is refused, also of one with the same name on another host", () => {
  const other = claim.replace("11111111", "99999999");
  expect(problems(joinFaults(joining, seen(A, { claim: other }), HOST, {}))).toEqual([
    `join("a-cluster"): the cluster is already ${other}`,
  ]);
});

test("a member under a new name is refused with how to rename it", () => {
  const [fault] = joinFaults(joining, seen(A, { claim: claim.replace("a-cluster", "old") }), HOST, {});
  expect(fault).toMatchObject({
    problem: expect.stringMatching(/^the cluster is already old of federation/),
    remedy:
      "to rename the member, let it leave in one up and join under the new name in the next; if the federation no longer " +
      "has that member, run: kubectl annotate namespace kube-system fedstack.dev/member-of- pulumi.com/patchFieldManager-",
  });
});

test("the host is known by its identity, whatever its handle is called", () => {
  expect(problems(joinFaults(joining, seen(HOST.uid), HOST, {}))).toEqual([
    'join("a-cluster"): is the host of federation "kairen"',
  ]);
  expect(joinFaults({ ...joining, allowHost: true }, seen(HOST.uid), HOST, {})).toEqual([]);
});

test("a member that cannot limit writes is refused with restricted access", () => {
  const restricted = { ...joining, restricted: true };
  expect(joinFaults(restricted, seen(A, { version: "v1.30.0" }), HOST, {})).toEqual([]);
  expect(problems(joinFaults(restricted, seen(A, { version: "v1.29.9" }), HOST, {}))).toEqual([
    'join("a-cluster").access: needs Kubernetes 1.30 or later in the member, which runs v1.29.9',
  ]);
});
