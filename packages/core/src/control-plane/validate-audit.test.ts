import { shapeFaults } from "../validation/shape";
import type { AuditRuleArgs } from "./audit";
import { AUDIT_RULES } from "./validate-audit";

const faultsOf = (rules: readonly AuditRuleArgs[]): string[] =>
  shapeFaults("apiServer.auditRules", rules, AUDIT_RULES).map(({ path, problem }) => `${path}: ${problem}`);

test("rules with which the API server would not start are refused", () => {
  const faults = faultsOf([
    { level: "None" },
    { level: "None", nonResourceURLs: ["/metrics"], namespaces: ["shop"] },
    { users: ["jane"] } as unknown as AuditRuleArgs,
    { level: "None", nonResourceURLs: ["*", "livez"] },
    { level: "None", resources: [{ group: "", resourceNames: ["settings"] }] },
  ]);
  expect(faults).toEqual([
    "apiServer.auditRules[1]: is for both resources and other paths",
    "apiServer.auditRules[2].level: is missing",
    'apiServer.auditRules[3].nonResourceURLs[1]: "livez" is not a path',
    "apiServer.auditRules[4].resources[0].resources: is missing beside resourceNames",
  ]);
  expect(faultsOf([])).toEqual(["apiServer.auditRules: is empty"]);
});
