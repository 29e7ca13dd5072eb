import { quoted } from "@fedstack/constructs/faults";
import type * as pulumi from "@pulumi/pulumi";
import type { CertificateAccess } from "../host/api-access";
import { APIS, POLICIES_PATH } from "../karmada/apis";
import { apiGate } from "./api-gate";
import type { Answer } from "../kubeconfig/ask";

const PAUSE_MILLISECONDS = 200;

/** Policy that all policy webhooks see and that is never stored. */
const PROBE = {
  apiVersion: APIS.policies,
  kind: "PropagationPolicy",
  metadata: { name: "fedstack-admission-probe", namespace: "default" },
  spec: { resourceSelectors: [{ apiVersion: "v1", kind: "ConfigMap", name: "fedstack-admission-probe" }] },
};

/**
 * Resolves once the federated API accepts policies. Readiness of the webhook's pods is not enough: the network path
 * from the API server to them exists a little later, and until then every policy is refused.
 */
export function admissionGate(
  access: CertificateAccess,
  federation: string,
  timeoutSeconds: number,
): pulumi.Output<void> {
  return apiGate(access, {
    question: {
      method: "POST",
      path: `${POLICIES_PATH}/namespaces/default/propagationpolicies?dryRun=All&fieldManager=fedstack`,
      body: PROBE,
    },
    lacking: unaccepted,
    timeoutSeconds,
    pauseMilliseconds: PAUSE_MILLISECONDS,
    errorOf: (lack) =>
      `federation ${quoted(federation)}: its API did not accept a policy within ${timeoutSeconds} s: ${lack}. ` +
      'Look at the pods of karmada-webhook, then run "pulumi up" again.',
  });
}

/** What keeps the federated API from accepting a policy, by its answer to one. A policy that exists was accepted. */
export function unaccepted({ status, message }: Answer): string | undefined {
  return [200, 201, 409].includes(status) ? undefined : message;
}
