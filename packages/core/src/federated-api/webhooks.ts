import type * as inputs from "@pulumi/kubernetes/types/input";
import { DOMAIN } from "@fedstack/constructs/kinds";
import type * as pulumi from "@pulumi/pulumi";
import type { Webhooks } from "../karmada/release";
import type { WebhookRule } from "../karmada/webhook-rule";

type Webhook = inputs.admissionregistration.v1.MutatingWebhook & inputs.admissionregistration.v1.ValidatingWebhook;

/** How the API server calls Karmada's webhook. */
export interface WebhookClient {
  /** URL of the webhook, with a slash at its end. */
  readonly url: string;
  readonly caBundle: pulumi.Input<string>;
}

/** Webhooks of the mutating configuration. */
export function mutatingWebhooks({ mutating }: Webhooks, client: WebhookClient): Webhook[] {
  return mutating.map((rule) => webhook(client, "mutate", rule));
}

/** Webhooks of the validating configuration. */
export function validatingWebhooks({ validating, deletionProtected }: Webhooks, client: WebhookClient): Webhook[] {
  return [
    ...validating.map((rule) => webhook(client, "validate", rule)),
    {
      ...webhook(client, "validate", ANY_DELETION),
      rules: [{ operations: ["DELETE"], apiGroups: ["*"], apiVersions: ["*"], resources: ["*"], scope: "*" }],
      objectSelector: { matchExpressions: [{ key: deletionProtected, operator: "Exists" }] },
    },
  ];
}

const ANY_DELETION: WebhookRule = {
  group: "*",
  resource: "*",
  scope: "Namespaced",
  path: "resourcedeletionprotection",
  operations: ["DELETE"],
};

function webhook({ url, caBundle }: WebhookClient, verb: "mutate" | "validate", rule: WebhookRule): Webhook {
  return {
    name: `${rule.path}.${DOMAIN}`,
    rules: [
      {
        operations: [...(rule.operations ?? ["CREATE", "UPDATE"])],
        apiGroups: [rule.group],
        apiVersions: ["*"],
        resources: [rule.resource],
        scope: rule.scope,
      },
    ],
    clientConfig: { url: `${url}${verb}-${rule.path}`, caBundle },
    failurePolicy: "Fail",
    sideEffects: rule.sideEffects ?? "None",
    admissionReviewVersions: ["v1"],
    timeoutSeconds: rule.timeoutSeconds ?? 3,
  };
}
