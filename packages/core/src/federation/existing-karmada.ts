import { fault, quoted } from "@fedstack/constructs/faults";
import { API_GROUPS, SYSTEM_NAMESPACE } from "@fedstack/constructs/kinds";
import type { MemberTaint } from "@fedstack/constructs/plan";
import * as pulumi from "@pulumi/pulumi";
import { NotAnswered } from "../departures/api";
import { type ClusterObject, wasJoinedBy } from "../departures/clusters";
import { FirstLook } from "../departures/first-look";
import { type Answer, type Ask, asking } from "../kubeconfig/ask";
import type { ApiAccess } from "../host/api-access";
import { CLUSTERS_API_SERVICE } from "../karmada/apis";
import { type Definition, readDefinitions } from "../karmada/definitions";
import { fieldDifference } from "../karmada/fields";
import { MEMBERS_NAMESPACE, TAINT_PREFIX } from "../karmada/names";
import type { Release } from "../karmada/release";
import { signIn } from "../kubeconfig/sign-in";
import { isLabeledBy } from "../kube/labels";
import { valueOf } from "../kube/value-of";
import type { Cluster } from "../clusters/cluster";
import { simulatedMembers } from "../clusters/simulated-members";
import type { OthersMember } from "./admission";
import { type Fault, InvalidInputError, refuse } from "../validation/errors";

/** A Karmada that somebody else has installed, as a program finds it. */
export interface ExistingKarmada {
  /** What it runs. */
  readonly release: Release;
  /** URL of the federated API, as the program itself reaches it. */
  readonly server: string;
  /** How the program itself asks the federated API. */
  readonly access: ApiAccess;
  readonly look: FirstLook;
  /** The members that others have joined, by the order of their names. */
  readonly others: readonly OthersMember[];
  /** Namespace of the control plane, in the federated API too. */
  readonly systemNamespace: string;
}

/** Kinds whose fields differ between releases of Karmada. */
const TELLING = [
  `propagationpolicies.${API_GROUPS.policy}`,
  `overridepolicies.${API_GROUPS.policy}`,
  `resourcebindings.${API_GROUPS.work}`,
  `works.${API_GROUPS.work}`,
];
const REACH = "check its address and its certificate authority, and run the program where it can reach the server";
const ADMINISTRATOR = "use a kubeconfig of an administrator of that Karmada";

/**
 * Asks who the members of a Karmada are. Unit tests have none to ask.
 *
 * @param name the federation's
 * @throws InvalidInputError if it does not answer, does not serve Karmada's APIs, or runs a release that the library does not support
 */
export async function findKarmada(name: string, karmada: Cluster, release: Release): Promise<ExistingKarmada> {
  if (!pulumi.runtime.getEngine()) {
    const server = "https://unasked.invalid";
    const others = sorted(simulatedMembers());
    return {
      release,
      server,
      access: { server, options: {} },
      look: new FirstLook(),
      others,
      systemNamespace: SYSTEM_NAMESPACE,
    };
  }
  const path = `cluster ${quoted(karmada.name)}`;
  const text = await valueOf(karmada.kubeconfig);
  if (text === undefined) refuse([lateFault(path)]);
  const access = await signIn(text!).catch((error: Error) => {
    throw new InvalidInputError([fault(path, `cannot be asked for its members: ${error.message}`)]);
  });
  return { release, server: access.server, access, ...(await askKarmada(asking(access), path, name, release)) };
}

/** Asks a federated API what it is, and who its members are. */
export async function askKarmada(
  ask: Ask,
  path: string,
  name: string,
  release: Release,
  expected: readonly Definition[] = readDefinitions(TELLING),
): Promise<Omit<ExistingKarmada, "release" | "access" | "server">> {
  const get = (asked: string): Promise<Answer> => ask({ method: "GET", path: asked });
  const served = await get(`/apis/apiregistration.k8s.io/v1/apiservices/${CLUSTERS_API_SERVICE}`);
  refuse(apiFaults(path, served));
  const [installed, ...seen] = await Promise.all([
    get(`/api/v1/namespaces/${MEMBERS_NAMESPACE}`),
    ...expected.map((one) => get(`/apis/apiextensions.k8s.io/v1/customresourcedefinitions/${one.name}`)),
  ]);
  refuse([
    ...installerFaults(name, installed!),
    ...expected.flatMap((one, index) => releaseFaults(path, release, one, seen[index]!)),
  ]);
  const look = new FirstLook();
  const clusters = await look.clusters(ask).catch((error: Error) => {
    if (!(error instanceof NotAnswered)) throw error;
    throw new InvalidInputError([fault(path, `does not tell its members: ${error.message}`, ADMINISTRATOR)]);
  });
  const others = clusters.filter((one) => one.metadata.deletionTimestamp === undefined && !wasJoinedBy(name, one));
  const { spec } = served.body as ApiService;
  return {
    look,
    others: sorted(others.map(memberOf)),
    systemNamespace: spec?.service?.namespace ?? SYSTEM_NAMESPACE,
  };
}

interface ApiService {
  readonly spec?: { readonly service?: { readonly namespace?: string | undefined } | null | undefined } | undefined;
}

function lateFault(path: string): Fault {
  return fault(
    path,
    "its kubeconfig is known only after up, but the plan needs the members of its Karmada before",
    "use a kubeconfig from a file, from the configuration or from another stack",
  );
}

/** What is wrong with an API server that should be Karmada's. */
function apiFaults(path: string, { status, message }: Answer): Fault[] {
  switch (status) {
    case 200:
      return [];
    case 0:
      return [fault(path, `does not answer: ${message}`, REACH)];
    case 404:
      return [
        fault(
          path,
          "is not the API server of a Karmada: it does not serve Clusters",
          "use the kubeconfig that Karmada's installer wrote for it, such as karmada-apiserver.config, not the one of its host",
        ),
      ];
    case 401:
    case 403:
      return [fault(path, `does not say whether it is a Karmada API server: ${message}`, ADMINISTRATOR)];
    default:
      return [fault(path, `does not say whether it is a Karmada API server: ${message}`, "try again once it is ready")];
  }
}

/** The federation that installed a control plane has the same name: each would take the other's objects for its own. */
function installerFaults(name: string, { status, body }: Answer): Fault[] {
  const { metadata } = (body ?? {}) as { readonly metadata?: { readonly labels?: Record<string, string> } };
  if (status !== 200 || !isLabeledBy(name, metadata?.labels)) return [];
  const problem = `${quoted(name)} is the name of the federation that installed this Karmada`;
  return [fault("name", problem, "use another name for what this program deploys there")];
}

/** Where the fields of a kind show another release of Karmada than the one that the plan follows. */
function releaseFaults(
  path: string,
  { versions }: Release,
  { name, spec }: Definition,
  { status, body, message }: Answer,
): Fault[] {
  const remedy = `use Karmada ${versions.karmada}, or the version of this library that is for yours`;
  const other = (how: string): Fault[] => [
    fault(path, `runs a release of Karmada that this version of the library does not support: ${how}`, remedy),
  ];
  if (status === 404) return other(`it has no ${name}`);
  if (status !== 200) return [fault(path, `does not tell which release it runs: ${message}`, ADMINISTRATOR)];
  if (!spec) return [];
  const { lacks, more } = fieldDifference(spec, (body as { readonly spec: typeof spec }).spec);
  return [
    ...(lacks.length > 0 ? other(`its ${name} lacks ${lacks.join(", ")}`) : []),
    ...(more.length > 0 ? other(`its ${name} has ${more.join(", ")} besides`) : []),
  ];
}

/** What the plan knows about a member, by its Cluster. What Karmada sets there while it is not ready passes. */
export function memberOf({ metadata: { name, labels }, spec = {} }: ClusterObject): OthersMember {
  const { id, provider, region, zone, zones, taints = [] } = spec;
  return {
    name,
    id,
    labels,
    cloudProvider: provider || undefined,
    region: region || undefined,
    zones: zones ?? (zone ? [zone] : []),
    taints: taints
      .filter(({ key }) => !key.startsWith(TAINT_PREFIX))
      .map(({ key, value, effect }) => ({ key, value, effect: effect as MemberTaint["effect"] })),
  };
}

function sorted(members: readonly OthersMember[]): readonly OthersMember[] {
  return [...members].sort((a, b) => (a.name < b.name ? -1 : 1));
}
