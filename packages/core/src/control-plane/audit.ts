import { quoted } from "@fedstack/constructs/faults";
import type { Fault } from "../validation/errors";

/** What the audit log has of the requests that match. */
export interface AuditRuleArgs {
  /**
   * How much is logged: nothing, who asked for what and with which result (`Metadata`), also what was sent (`Request`),
   * or also what was answered (`RequestResponse`). The last two log Secrets in plain text.
   */
  readonly level: "None" | "Metadata" | "Request" | "RequestResponse";
  /**
   * Users, of which the request is from one.
   *
   * @default - everyone
   */
  readonly users?: readonly string[] | undefined;
  /**
   * Groups, to one of which the user belongs.
   *
   * @default - all
   */
  readonly userGroups?: readonly string[] | undefined;
  /**
   * Verbs, such as `get` or `update`.
   *
   * @default - all
   */
  readonly verbs?: readonly string[] | undefined;
  /**
   * Kinds of resources.
   *
   * @default - all
   */
  readonly resources?:
    | readonly {
        readonly group?: string | undefined;
        readonly resources?: readonly string[] | undefined;
        readonly resourceNames?: readonly string[] | undefined;
      }[]
    | undefined;
  /**
   * Namespaces. `""` is for resources without a namespace.
   *
   * @default - all
   */
  readonly namespaces?: readonly string[] | undefined;
  /**
   * Paths that are not of resources, such as `/livez*`.
   *
   * @default - all
   */
  readonly nonResourceURLs?: readonly string[] | undefined;
}

/** Who asked for what, except for what components ask all the time. */
const DEFAULT_AUDIT_RULES: readonly AuditRuleArgs[] = [
  { level: "None", nonResourceURLs: ["/livez*", "/readyz*", "/healthz*", "/openapi/*"] },
  { level: "None", resources: [{ group: "coordination.k8s.io", resources: ["leases"] }] },
  {
    level: "None",
    resources: [
      { group: "", resources: ["events"] },
      { group: "events.k8s.io", resources: ["events"] },
    ],
  },
  { level: "Metadata" },
];

/**
 * Policy of the API server's audit log. Each request is logged once, when it is answered.
 *
 * @see https://kubernetes.io/docs/tasks/debug/debug-cluster/audit/
 */
export function auditPolicy(rules: readonly AuditRuleArgs[] = DEFAULT_AUDIT_RULES): string {
  return JSON.stringify({
    apiVersion: "audit.k8s.io/v1",
    kind: "Policy",
    omitStages: ["RequestReceived"],
    omitManagedFields: true,
    rules,
  });
}

/** Everything that would keep the API server from starting with these rules. */
export function auditFaults(rules: readonly AuditRuleArgs[] = DEFAULT_AUDIT_RULES): Fault[] {
  const path = "apiServer.auditRules";
  if (rules.length === 0) return [{ path, problem: "is empty", remedy: 'use [{ level: "None" }] to log nothing' }];
  return rules.flatMap(({ level, nonResourceURLs = [], resources = [], namespaces = [] }, index): Fault[] => {
    const at = `${path}[${index}]`;
    const faults: Fault[] = [];
    if (level === undefined) {
      faults.push({ path: `${at}.level`, problem: "is missing", remedy: 'use "Metadata" or "None"' });
    }
    nonResourceURLs.forEach((url, i) => {
      if (!/^(\*|\/.*)$/.test(url)) {
        faults.push({
          path: `${at}.nonResourceURLs[${i}]`,
          problem: `${quoted(url)} is not a path`,
          remedy: 'use one such as "/livez*"',
        });
      }
    });
    resources.forEach(({ resources: kinds = [], resourceNames = [] }, i) => {
      if (resourceNames.length > 0 && kinds.length === 0) {
        faults.push({
          path: `${at}.resources[${i}].resources`,
          problem: "is missing beside resourceNames",
          remedy: "name the kinds",
        });
      }
    });
    if (nonResourceURLs.length > 0 && resources.length + namespaces.length > 0) {
      faults.push({ path: at, problem: "is for resources and for other paths", remedy: "use a rule for each" });
    }
    return faults;
  });
}
