import { auditFaults, auditPolicy, type AuditRuleArgs } from "./audit";

interface Policy {
  readonly omitStages: readonly string[];
  readonly rules: readonly {
    readonly level: string;
    readonly resources?: readonly { readonly resources: readonly string[] }[];
  }[];
}

const policy = (...args: Parameters<typeof auditPolicy>): Policy => JSON.parse(auditPolicy(...args)) as Policy;

test("the audit log has the metadata of every request, but no content and not what components ask all the time", () => {
  const { rules, omitStages } = policy();
  expect(omitStages).toEqual(["RequestReceived"]);
  expect(rules.at(-1)).toEqual({ level: "Metadata" });
  expect(new Set(rules.map(({ level }) => level))).toEqual(new Set(["None", "Metadata"]));
  const silent = rules.flatMap(({ level, resources = [] }) => (level === "None" ? resources : []));
  expect(new Set(silent.flatMap(({ resources }) => resources))).toEqual(new Set(["leases", "events"]));
});

test("other rules replace the default ones", () => {
  expect(policy([{ level: "None" }]).rules).toEqual([{ level: "None" }]);
});

test("rules with which the API server would not start are refused", () => {
  expect(auditFaults()).toEqual([]);
  const faults = auditFaults([
    { level: "None" },
    { level: "None", nonResourceURLs: ["/metrics"], namespaces: ["shop"] },
    { users: ["jane"] } as unknown as AuditRuleArgs,
    { level: "None", nonResourceURLs: ["*", "livez"] },
    { level: "None", resources: [{ group: "", resourceNames: ["settings"] }] },
  ]);
  expect(faults.map(({ path, problem }) => `${path}: ${problem}`)).toEqual([
    "apiServer.auditRules[1]: is for resources and for other paths",
    "apiServer.auditRules[2].level: is missing",
    'apiServer.auditRules[3].nonResourceURLs[1]: "livez" is not a path',
    "apiServer.auditRules[4].resources[0].resources: is missing beside resourceNames",
  ]);
  expect(auditFaults([])).toMatchObject([{ path: "apiServer.auditRules", problem: "is empty" }]);
});
