import { findingLine } from "../../kinds/finding";
import type { Manifest } from "../../kinds/manifest";
import { object, planOf, policy } from "../manifests.test-support";
import { SKIPPED } from "../objects/stays";
import { survey } from "./survey";

/** What the plan finds, which has to be what is found without members. */
function found(manifests: readonly Manifest[], otherManifests: readonly Manifest[] = []): string[] {
  const { findings } = planOf(manifests, { otherManifests });
  expect(survey(manifests, otherManifests, SKIPPED)).toEqual(findings);
  return findings.map(findingLine);
}

const calico = { apiVersion: "projectcalico.org/v3", kind: "NetworkPolicy" };
const own = { apiVersion: "networking.k8s.io/v1", kind: "NetworkPolicy" };
const deny = (type: object, metadata: object = {}) => ({ ...object("NetworkPolicy", "deny", {}, metadata), ...type });
const all = policy("all", [own, calico], {}, true);
const shares = (other: string) =>
  "error: NetworkPolicy shop/deny: would share its binding deny-networkpolicy with NetworkPolicy shop/deny of " +
  `${other}: Karmada propagates only one; rename one of them`;

test("two objects of kinds with one name, in different groups, would share a binding", () => {
  expect(found([deny(own), deny(calico), all])).toEqual([shares("networking.k8s.io/v1")]);
  expect(found([deny(own), all], [deny(calico)])).toEqual([shares("projectcalico.org/v3")]);
  expect(found([all], [deny(own), deny(calico)])).toEqual([]);
});

test("they do not in different namespaces, if no policy selects one of them, or if they are one object", () => {
  expect(found([deny(own), deny(own), all])).toEqual([]);
  expect(found([deny(own), deny(calico, { namespace: "other" }), all])).toEqual([]);
  expect(found([deny(own), deny(calico), policy("all", [own], {}, true)])).toEqual([
    expect.stringContaining("no policy selects it"),
  ]);
});

const roles = { apiVersion: "rbac.authorization.k8s.io/v1", kind: "ClusterRole" };
const role = (name: string): Manifest => ({ ...roles, metadata: { name } });
const everyRole = policy("all", [roles], {}, true);

test("names that differ in case, or in : and ., are one name", () => {
  const shared = (name: string) => [expect.stringContaining(`error: ClusterRole ${name}: would share its binding`)];
  expect(found([role("Admin"), role("admin"), everyRole])).toEqual(shared("admin"));
  expect(found([role("a:b"), role("a.b"), everyRole])).toEqual(shared("a.b"));
});

test("a name that a binding cannot have is an error where a policy selects the object", () => {
  expect(found([role("my_role"), everyRole])).toEqual([
    'error: ClusterRole my_role: Karmada cannot name its binding "my_role-clusterrole"; ' +
      "rename it: use lowercase letters, digits, - and .",
  ]);
  expect(found([role("system:node"), role("Upper"), everyRole])).toEqual([]);
  expect(found([everyRole], [role("my_role")])).toEqual([]);
  expect(found([role("my_role")])).toEqual([expect.stringContaining("no policy selects it")]);
});
