import { quoted } from "@fedstack/constructs/faults";
import * as pulumi from "@pulumi/pulumi";
import { CLAIM_ANNOTATION } from "../kube/labels";
import { getJson } from "../kubeconfig/get-json";
import { signIn } from "../kubeconfig/sign-in";
import { UID } from "./uid";

/** What the program itself sees of a cluster before anything is written there. */
export interface Observation {
  /** UID of the namespace kube-system. */
  readonly uid: string;
  /** The member that the cluster is already, as its claim says. */
  readonly claim?: string | undefined;
  /** Version of Kubernetes, e.g. `v1.34.4`. */
  readonly version: string;
}

/** Why a cluster could not be observed: a clause without a period. */
export interface Unobserved {
  readonly reason: string;
}

/** Asks a cluster who it is. Unit tests have no clusters. */
export async function observe(kubeconfig: string): Promise<Observation | Unobserved> {
  return pulumi.runtime.getEngine() ? ask(kubeconfig) : { reason: "there is no engine" };
}

/** Asks a cluster who it is, whether the program runs for real or not. */
async function ask(kubeconfig: string): Promise<Observation | Unobserved> {
  try {
    const cluster = await signIn(kubeconfig);
    const [namespace, version] = await Promise.all([
      getJson<SeenNamespace>(cluster, "/api/v1/namespaces/kube-system"),
      getJson<SeenVersion>(cluster, "/version"),
    ]);
    return observationOf(namespace, version);
  } catch (error) {
    return { reason: (error as Error).message };
  }
}

/** The parts of a namespace that matter, as far as a cluster answers with them. */
interface SeenNamespace {
  readonly metadata?: { readonly uid?: unknown; readonly annotations?: Readonly<Record<string, unknown>> | undefined };
}

interface SeenVersion {
  readonly gitVersion?: unknown;
}

const VERSION = /^v\d+\.\d+\.\d+[-+.\w]{0,60}$/;
/** Text that a message can contain as it is: what the library writes. */
const CLAIM = /^[- .\w]{1,300}$/;

/** What a cluster says of itself. It goes into messages and into the state, so it must be what it should be. */
export function observationOf({ metadata }: SeenNamespace, { gitVersion }: SeenVersion): Observation | Unobserved {
  const { uid, annotations } = metadata ?? {};
  const claim = annotations?.[CLAIM_ANNOTATION];
  if (typeof uid !== "string" || !UID.test(uid)) return { reason: "its namespace kube-system has no valid UID" };
  if (typeof gitVersion !== "string" || !VERSION.test(gitVersion)) {
    return { reason: `${quoted(gitVersion)} is not a version of Kubernetes` };
  }
  const known = claim === undefined || (typeof claim === "string" && CLAIM.test(claim));
  return { uid, claim: known ? claim : quoted(claim), version: gitVersion };
}
