import { memberRules } from "./access";

type Rule = { apiGroups?: string[]; resources?: string[]; resourceNames?: string[]; verbs: string[] };
const workloads = memberRules("workloads") as Rule[];

test("51: by default the control plane may do anything in a member, as Karmada's own join grants", () => {
  expect(memberRules("everything")).toContainEqual({ apiGroups: ["*"], resources: ["*"], verbs: ["*"] });
});

test("51: the narrower access names every kind and verb, and writes to no nodes and no admission", () => {
  for (const rule of workloads) expect(JSON.stringify(rule)).not.toContain('"*"');
  const writable = workloads.filter(({ verbs }) => verbs.includes("create")).flatMap(({ resources = [] }) => resources);
  expect(writable).toEqual(expect.arrayContaining(["deployments", "services", "jobs"]));
  for (const kind of ["nodes", "validatingwebhookconfigurations", "customresourcedefinitions", "roles"]) {
    expect(writable).not.toContain(kind);
  }
});

test("51: the narrower access changes no role but the one by which the federation's users reach the member", () => {
  const changes = workloads.filter(
    ({ resources, verbs }) => resources?.includes("clusterroles") && verbs.includes("update"),
  );
  expect(changes).toMatchObject([{ resourceNames: ["karmada-impersonator"] }]);
});

test("51: rules of one's own are added", () => {
  const own = { apiGroups: ["example.com"], resources: ["widgets"], verbs: ["get"] };
  expect(memberRules("workloads", [own])).toEqual([...workloads, own]);
});
