import * as pulumi from "@pulumi/pulumi";
import type { CertificateAccess } from "../host/api-access";
import { apiGate } from "./api-gate";
import type { Answer } from "../kubeconfig/ask";

const PAUSE_MILLISECONDS = 1_000;

/**
 * Resolves once the federated API answers where the program looks for it. A load balancer's name takes minutes to
 * resolve, and the load balancer to send its first request on. Providers do not wait for either.
 *
 * @param after resources that must exist before
 */
export function answeringGate(
  access: CertificateAccess,
  timeoutSeconds: number,
  after: pulumi.Input<unknown>,
): pulumi.Output<void> {
  return pulumi.output(access.endpoint).apply((endpoint) =>
    apiGate(access, {
      question: { method: "GET", path: "/readyz" },
      lacking: unready,
      timeoutSeconds,
      pauseMilliseconds: PAUSE_MILLISECONDS,
      errorOf: (lack) =>
        `the federated API does not answer at ${endpoint} after ${timeoutSeconds} s: ${lack}. ` +
        'Set apiServer.service so that the machine that runs Pulumi can reach it, then run "pulumi up" again.',
      after,
    }),
  );
}

/** What is wrong with an answer to whether the federated API is ready. */
export function unready({ status, message }: Answer): string | undefined {
  if (status === 200) return undefined;
  return status === 0 ? message : `it answers with status ${status}`;
}
