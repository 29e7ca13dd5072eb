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
