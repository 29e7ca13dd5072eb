import * as k8s from "@pulumi/kubernetes";
import { inputsOf, one } from "../recorded.test-support";
import { record, type RecordedResource } from "../testing";
import { grantClusterRole, grantRole, user } from "./rbac";
import { hostSite } from "./site.test-support";

const RULES = [{ apiGroups: [""], resources: ["pods"], verbs: ["get"] }];
const ROLE = "rbac.authorization.k8s.io";

let resources: RecordedResource[];
beforeAll(async () => {
  resources = await record(() => {
    const site = hostSite();
    const limit = new k8s.core.v1.ConfigMap("limit", {});
    grantClusterRole(site, "wide", "fedstack:wide", RULES, user("fedstack:dns"), [limit]);
    grantRole(site.in("shop"), "narrow", "fedstack:narrow", RULES, {
      kind: "ServiceAccount",
      name: "a",
      namespace: "b",
    });
  });
});

test("a cluster role is bound to its one subject, and has the rules that were given", () => {
  expect(inputsOf(resources, ":ClusterRole", "federation-wide")).toMatchObject({
    metadata: { name: "fedstack:wide" },
    rules: RULES,
  });
  expect(inputsOf(resources, ":ClusterRoleBinding", "federation-wide")).toMatchObject({
    roleRef: { apiGroup: ROLE, kind: "ClusterRole", name: "fedstack:wide" },
    subjects: [{ kind: "User", apiGroup: ROLE, name: "fedstack:dns" }],
  });
});

test("nobody has a right before what limits it is there", () => {
  expect(one(resources, ":ClusterRoleBinding", "federation-wide").dependsOn).toContain("limit");
});

test("a role and its binding are in the namespace of the site", () => {
  expect(inputsOf(resources, ":Role", "federation-narrow")).toMatchObject({
    metadata: { name: "fedstack:narrow", namespace: "shop" },
    rules: RULES,
  });
  expect(inputsOf(resources, ":RoleBinding", "federation-narrow")).toMatchObject({
    metadata: { namespace: "shop" },
    roleRef: { apiGroup: ROLE, kind: "Role", name: "fedstack:narrow" },
    subjects: [{ kind: "ServiceAccount", name: "a", namespace: "b" }],
  });
});
