import { auditPolicy } from "./audit";

interface Policy {
  readonly omitStages: readonly string[];
  readonly rules: readonly {
    readonly level: string;
    readonly nonResourceURLs?: readonly string[];
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
  const paths = rules.flatMap(({ level, nonResourceURLs = [] }) => (level === "None" ? nonResourceURLs : []));
  expect(paths).toEqual(["/livez*", "/readyz*", "/healthz*", "/openapi/*"]);
});

test("other rules replace the default ones", () => {
  expect(policy([{ level: "None" }]).rules).toEqual([{ level: "None" }]);
});
