import * as pulumi from "@pulumi/pulumi";
import type { Site } from "../host/site";
import type { Ask, Question } from "../kubeconfig/ask";
import { askingAs } from "../kubeconfig/ask-as";
import { hasProxy } from "../kubeconfig/sign-in";
import { valueOf } from "../kube/value-of";

/** Annotation of pods that connect to members: when the newest token was issued that they know. */
const KNOWN = "fedstack.dev/members-tokens";
const MANAGER = "fedstack-members-tokens";
/** Tokens of several members are replaced in one `up`. */
const GATHER_MILLISECONDS = 2_000;
const PAUSE_MILLISECONDS = 500;
const FOUND = 200;

/**
 * Components that connect to members. They watch a member with the token that it had when they began to, until they
 * start again.
 *
 * @see https://github.com/karmada-io/karmada/issues/4802
 */
export class MemberClients {
  private newest = "";
  private restarting: Promise<void> | undefined;

  public constructor(private readonly site: Site) {}

  /**
   * Restarts them, unless they have started with a token or a newer one.
   *
   * @param issued when the token was issued, in RFC 3339
   * @throws RunError if they do not start in time
   */
  public take(issued: string): Promise<void> {
    if (issued > this.newest) this.newest = issued;
    return (this.restarting ??= this.restart());
  }

  private async restart(): Promise<void> {
    await paused(GATHER_MILLISECONDS);
    this.restarting = undefined;
    const kubeconfig = this.site.kubeconfig && (await valueOf(this.site.kubeconfig));
    if (kubeconfig === undefined || hasProxy(kubeconfig)) return;
    const { namespace, timeoutSeconds } = this.site;
    const { newest } = this;
    const { controllerManager, metricsAdapter } = this.site.release.components;
    await Promise.all(
      [controllerManager, ...(metricsAdapter ? [metricsAdapter] : [])].map(({ name }) =>
        restartSince(askingAs(kubeconfig), { namespace, name, timeoutSeconds: timeoutSeconds! }, newest),
      ),
    );
  }
}

/** A Deployment, and how long its pods may take to start. */
interface Restarted {
  readonly namespace: string;
  readonly name: string;
  readonly timeoutSeconds: number;
}

/**
 * Restarts the pods of a Deployment, unless they have started with a token or a newer one.
 *
 * @param issued when the token was issued, in RFC 3339
 * @throws RunError if they do not start in time
 */
export async function restartSince(
  ask: Ask,
  { namespace, name, timeoutSeconds }: Restarted,
  issued: string,
): Promise<void> {
  const deadline = Date.now() + timeoutSeconds * 1000;
  const path = `/apis/apps/v1/namespaces/${namespace}/deployments/${name}`;
  const answered = async (question: Question): Promise<Deployment> => {
    const { status, body, message } = await ask(question);
    if (status === FOUND) return body as Deployment;
    throw notRestarted(name, message);
  };
  const { spec } = await answered({ method: "GET", path });
  if ((spec.template.metadata?.annotations?.[KNOWN] ?? "") >= issued) return;
  const body = { spec: { template: { metadata: { annotations: { [KNOWN]: issued } } } } };
  let seen = await answered({ method: "PATCH", path: `${path}?fieldManager=${MANAGER}`, body });
  while (!isRolledOut(seen)) {
    if (Date.now() > deadline) throw notRestarted(name, `its pods are not ready after ${timeoutSeconds} s`);
    await paused(PAUSE_MILLISECONDS);
    seen = await answered({ method: "GET", path });
  }
}

function notRestarted(name: string, reason: string): pulumi.RunError {
  return new pulumi.RunError(
    `${name} could not be restarted, and watches members with their old tokens: ${reason}; run up again`,
  );
}

function isRolledOut({ metadata, spec, status }: Deployment): boolean {
  const { observedGeneration = 0, replicas = 0, updatedReplicas = 0, availableReplicas = 0 } = status ?? {};
  return (
    observedGeneration >= metadata.generation &&
    updatedReplicas === spec.replicas &&
    replicas === updatedReplicas &&
    availableReplicas === updatedReplicas
  );
}

function paused(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** A Deployment, as far as it is read. */
interface Deployment {
  readonly metadata: { readonly generation: number };
  readonly spec: {
    readonly replicas: number;
    readonly template: { readonly metadata?: { readonly annotations?: Readonly<Record<string, string>> } };
  };
  readonly status?: {
    readonly observedGeneration?: number;
    readonly replicas?: number;
    readonly updatedReplicas?: number;
    readonly availableReplicas?: number;
  };
}
