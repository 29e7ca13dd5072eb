import { request } from "node:https";
import * as pulumi from "@pulumi/pulumi";
import type { KeyPair } from "../pki/certificate-authority";

export interface AdmissionGateArgs {
  readonly federation: string;
  /** URL of the federated API, as Pulumi reaches it. */
  readonly endpoint: pulumi.Input<string>;
  readonly authority: pulumi.Input<string>;
  readonly client: KeyPair;
  readonly timeoutSeconds: number;
}

interface Answer {
  readonly status: number;
  readonly message: string;
}

const PAUSE_MILLISECONDS = 200;
const REQUEST_MILLISECONDS = 5_000;
const DRY_RUN_PATH =
  "/apis/policy.karmada.io/v1alpha1/namespaces/default/propagationpolicies?dryRun=All&fieldManager=fedstack";

/** A policy that every webhook for policies sees and that is never stored. */
const PROBE = JSON.stringify({
  apiVersion: "policy.karmada.io/v1alpha1",
  kind: "PropagationPolicy",
  metadata: { name: "fedstack-admission-probe", namespace: "default" },
  spec: { resourceSelectors: [{ apiVersion: "v1", kind: "ConfigMap", name: "fedstack-admission-probe" }] },
});

/**
 * Resolves once the federated API accepts policies. Ready pods of the webhook do not tell: the way from the API server
 * to them is programmed a little later, and until then every policy is refused. In a preview and in unit tests it does not ask.
 */
export function admissionGate(args: AdmissionGateArgs): pulumi.Output<void> {
  const { client, endpoint, authority } = args;
  return pulumi
    .all([endpoint, authority, client.certificate, client.key])
    .apply(async ([url, ca, cert, key]): Promise<void> => {
      if (pulumi.runtime.getEngine() && !pulumi.runtime.isDryRun())
        await untilAccepted(args, () => createDryRun(url, { ca, cert, key }));
    });
}

async function untilAccepted(args: AdmissionGateArgs, ask: () => Promise<Answer>): Promise<void> {
  const deadline = Date.now() + args.timeoutSeconds * 1000;
  for (;;) {
    const answer = await ask().catch((error: Error): Answer => ({ status: 0, message: error.message }));
    if (answer.status === 200 || answer.status === 201 || answer.status === 409) return;
    if (Date.now() > deadline) {
      throw new pulumi.RunError(
        `federation "${args.federation}": its API did not accept a policy within ${args.timeoutSeconds} s: ` +
          `${answer.message}. Look at the pods of karmada-webhook, then run "pulumi up" again.`,
      );
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MILLISECONDS));
  }
}

function createDryRun(url: string, identity: { ca: string; cert: string; key: string }): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const call = request(
      `${url}${DRY_RUN_PATH}`,
      {
        ...identity,
        method: "POST",
        headers: { "content-type": "application/json" },
        timeout: REQUEST_MILLISECONDS,
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("end", () => resolve({ status: response.statusCode ?? 0, message: messageOf(chunks) }));
        response.on("error", reject);
      },
    );
    call.on("timeout", () => call.destroy(new Error(`no answer within ${REQUEST_MILLISECONDS / 1000} s`)));
    call.on("error", reject);
    call.end(PROBE);
  });
}

function messageOf(chunks: readonly Buffer[]): string {
  try {
    const { message } = JSON.parse(Buffer.concat(chunks).toString("utf8")) as { readonly message?: unknown };
    return typeof message === "string" ? message : "it gave no reason";
  } catch {
    return "its answer cannot be read";
  }
}
