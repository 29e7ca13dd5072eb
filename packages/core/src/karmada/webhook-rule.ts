/** One resource that Karmada's webhook is asked about. */
export interface WebhookRule {
  readonly group: string;
  readonly resource: string;
  readonly scope: "Namespaced" | "Cluster";
  /** Last part of the webhook's path: the singular of the resource. */
  readonly path: string;
  readonly operations?: readonly string[] | undefined;
  readonly timeoutSeconds?: number | undefined;
  readonly sideEffects?: "NoneOnDryRun" | undefined;
}
