import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { guardAnnotation } from "../kube/annotation-guard";
import { getJson } from "../kubeconfig/get-json";
import { NotGiven } from "../kubeconfig/get-text";
import { signIn } from "../kubeconfig/sign-in";
import type { Site } from "../host/site";

/** ConfigMap whose annotations say which steps the last `up` that ended well has brought about. */
const RECORD = "completed-steps";
/** Annotation of the record with the version of the namespace that the `up` left. */
const LEFT = "fedstack.dev/namespace-version";

/** Steps of changes that take several `up`s, as annotations: of the namespace once they begin, of the record once done. */
export type Steps = Readonly<Record<string, string>>;

/** What is asked of a step, and how errors name it. */
export interface StepRule {
  readonly annotation: string;
  /** The argument, as errors name it. */
  readonly path: string;
  /** Why a step cannot follow another one, if it cannot. */
  readonly refusal: (running: string | undefined, wanted: string | undefined) => string | undefined;
}

/**
 * Records on the host that steps are done, after everything that they change.
 *
 * @param left version of the namespace: another one means that a later `up` has begun other steps
 */
export function recordSteps(
  site: Site,
  steps: Steps,
  left: pulumi.Output<string>,
  after: pulumi.Output<pulumi.Resource[]>,
): void {
  new k8s.core.v1.ConfigMap(
    site.nameOf(RECORD),
    { metadata: site.metadata(RECORD, { annotations: { ...steps, [LEFT]: left } }) },
    site.options({ dependsOn: after }),
  );
}

/**
 * Hooks of a control plane's namespace: they refuse a step that cannot follow the one that has begun, and any other step
 * before that one is done.
 */
export function keepSteps(
  site: Site,
  namespace: string,
  { annotation, path, refusal }: StepRule,
): pulumi.ResourceHook[] {
  let kubeconfig: string | undefined;
  site.kubeconfig?.apply((text) => (kubeconfig = text));
  return guardAnnotation(`${site.nameOf("namespace")}-keeps-${path}`, annotation, async (running, wanted, left) => {
    const refused = running === wanted ? undefined : refusal(running, wanted);
    if (refused !== undefined || running === undefined || running === wanted || kubeconfig === undefined)
      return refused;
    const completed = await completedSteps(kubeconfig, namespace, annotation);
    return unfinishedRefusal(path, { begun: running, wanted, left }, completed);
  });
}

/** A step that is done, if any is, or why that cannot be seen: a clause without a period. */
type Completed = { readonly step: string | undefined; readonly left: string | undefined } | { readonly reason: string };

/** Why another step cannot follow one that has begun, if it cannot. The one before, which is done, can. */
export function unfinishedRefusal(
  path: string,
  {
    begun,
    wanted,
    left,
  }: { readonly begun: string; readonly wanted: string | undefined; readonly left?: string | undefined },
  completed: Completed,
): string | undefined {
  if ("reason" in completed) {
    return (
      `${path}: cannot change, because the host cannot be asked whether the last up has finished: ${completed.reason}; ` +
      "run the program where it reaches the host directly"
    );
  }
  const isDone = completed.step === begun && completed.left === left;
  if (isDone || completed.step === wanted) return undefined;
  return (
    `${path}: cannot change, because the up to "${begun}" has not finished, so that parts of the control plane may be one ` +
    "step behind; undo the change, run up until it succeeds, and then make the change; if no up has ever succeeded, run destroy"
  );
}

async function completedSteps(kubeconfig: string, namespace: string, annotation: string): Promise<Completed> {
  try {
    const path = `/api/v1/namespaces/${namespace}/configmaps/${RECORD}`;
    const { metadata } = await getJson<Recorded>(await signIn(kubeconfig), path);
    return { step: metadata.annotations?.[annotation], left: metadata.annotations?.[LEFT] };
  } catch (error) {
    if (error instanceof NotGiven && error.status === 404) return { step: undefined, left: undefined };
    return { reason: (error as Error).message };
  }
}

interface Recorded {
  readonly metadata: { readonly annotations?: Readonly<Record<string, string>> };
}
