import { type AccessOptions, memberRules, type PolicyRule } from "./access";

type Rule = { apiGroups?: string[]; resources?: string[]; verbs: string[] };
const RESTRICTED: readonly AccessOptions["access"][] = ["workloads", { namespaces: ["shop", "web"] }];
const rulesOf = (options: Partial<AccessOptions>): { clusterWide: Rule[]; namespaced: Rule[] } =>
  memberRules({ access: "everything", secrets: false, further: [], ...options }) as never;
const PLACED = [
  ["configmaps", "persistentvolumeclaims", "pods", "serviceaccounts", "services"],
  ["daemonsets", "deployments", "replicasets", "statefulsets"],
  ["cronjobs", "jobs", "ingresses", "networkpolicies", "horizontalpodautoscalers", "poddisruptionbudgets"],
].flat();
const WRITE = ["create", "update", "patch", "delete"];
const written = (rules: readonly Rule[]): string[] =>
  rules.filter(({ verbs }) => verbs.some((verb) => WRITE.includes(verb))).flatMap(({ resources = [] }) => resources);

test("by default the control plane may do anything in a member, like with Karmada's own join", () => {
  expect(rulesOf({}).clusterWide).toContainEqual({ apiGroups: ["*"], resources: ["*"], verbs: ["*"] });
});

describe.each(RESTRICTED)("access %j", (access) => {
  const { clusterWide, namespaced } = rulesOf({ access });
  const all = [...clusterWide, ...namespaced];

  test("names every kind, and only verbs that read or write objects", () => {
    expect(JSON.stringify(all)).not.toContain('"*"');
    const verbs = new Set(all.flatMap((rule) => rule.verbs));
    expect([...verbs].sort()).toEqual(["create", "delete", "get", "list", "patch", "update", "watch"]);
  });

  test("writes to workloads and what they are made of, and to no other kind", () => {
    const owners = access === "workloads" ? ["limitranges", "namespaces", "resourcequotas"] : [];
    expect(written(all).sort()).toEqual([...PLACED, ...owners].sort());
  });

  test("reads each kind that it writes in all namespaces, since Karmada watches it there", () => {
    const watched = clusterWide
      .filter(({ verbs }) => verbs.includes("watch"))
      .flatMap(({ resources = [] }) => resources);
    expect(watched).toEqual(expect.arrayContaining([...written(all), "nodes", "namespaces"]));
  });

  test("includes Secrets only if told to", () => {
    expect(JSON.stringify(all)).not.toContain("secrets");
    const told = rulesOf({ access, secrets: true });
    expect(written([...told.clusterWide, ...told.namespaced])).toContain("secrets");
  });

  test("takes further rules", () => {
    const own: PolicyRule = { apiGroups: ["example.com"], resources: ["widgets"], verbs: ["get"] };
    expect(rulesOf({ access, further: [own] }).clusterWide).toEqual([...clusterWide, own]);
  });
});

test("access to namespaces writes nothing outside them", () => {
  const { clusterWide, namespaced } = rulesOf({ access: { namespaces: ["shop"] }, secrets: true });
  expect(written(clusterWide)).toEqual([]);
  expect(written(namespaced)).not.toContain("namespaces");
  expect(written(namespaced)).not.toContain("resourcequotas");
});
