import { BOOLEAN, checked, type Fields, quoted, required, STRING, within, wordOf } from "@fedstack/constructs/faults";
import { labelKey } from "@fedstack/constructs/kinds";
import { validateMemberName } from "@fedstack/constructs/names";
import type * as pulumi from "@pulumi/pulumi";
import type { MemberTaint } from "@fedstack/constructs/plan";
import { TAINT_PREFIX } from "../karmada/names";
import { certificateFaults } from "../kubeconfig/certificates";
import { OWN_PREFIX } from "../kube/labels";
import { httpsFaults, proxyFaults } from "../kubeconfig/cluster";
import { distinct } from "../validation/checks";
import type { Fault } from "../validation/errors";
import { LABEL_VALUE, LABELS, shapeFaults } from "../validation/shape";
import { UID, UID_OF } from "./uid";

/**
 * Properties of a cluster, by which placements select it. These are plain values, because they decide where replicas
 * land.
 */
export interface ClusterOptions {
  /**
   * Region, for placements by region and for DNS names. A label value: at most 63 characters.
   *
   * @default - none: Services have no names by region there
   */
  readonly region?: string | undefined;
  /**
   * Availability zones; the first one is used in DNS names. Label values: at most 63 characters each.
   *
   * @default - none
   */
  readonly zones?: readonly string[] | undefined;
  /**
   * Cloud provider, for placements by provider, such as `aws`.
   *
   * @default - none
   */
  readonly cloudProvider?: string | undefined;
  /**
   * Labels of the member, for placements by label.
   *
   * @default - none
   */
  readonly labels?: { readonly [key: string]: string } | undefined;
  /**
   * Taints of the member: only placements that tolerate them select it. `NoSchedule` leaves what already runs there;
   * `NoExecute` evicts it if the federation sets `evictFromLostMembers`, and otherwise acts like `NoSchedule`. Taints that
   * others set on the member, such as Karmada's own while it is not ready, stay as they are.
   *
   * Use each pair of key and effect once. Keys are label keys, but not under `cluster.karmada.io/` or `fedstack.dev/`;
   * values are label values.
   *
   * @default - none
   * @see https://karmada.io/docs/userguide/failover/taint-and-toleration
   */
  readonly taints?: readonly MemberTaint[] | undefined;
  /**
   * Address of the API server from the host's pods, `https://…`, if it differs from the kubeconfig's.
   *
   * @default - the kubeconfig's server
   */
  readonly apiEndpoint?: string | undefined;
  /**
   * Authority of the certificate at {@link apiEndpoint}, in PEM, trusted beside the cluster's own.
   *
   * @default - the kubeconfig's
   */
  readonly certificateAuthority?: string | undefined;
  /**
   * Whether the federation trusts whatever answers at {@link apiEndpoint}: anyone who can redirect its traffic gets its token.
   *
   * @default false
   */
  readonly insecureSkipTLSVerification?: boolean | undefined;
  /**
   * Proxy through which the host's pods reach the cluster, `http://…`, `https://…` or `socks5://…`, without a password.
   *
   * @default - the kubeconfig's, unless there is an {@link apiEndpoint}
   */
  readonly proxyURL?: string | undefined;
  /**
   * Identity that the cluster must have: the UID of its namespace `kube-system`. Set it when you replace a cluster on
   * purpose; everything in it is then created anew.
   *
   * @default - the identity that the cluster had when the program first used it, which the state records
   */
  readonly id?: string | undefined;
}

/** Options of {@link Cluster.fromKubeconfig} and {@link Cluster.fromFile}. */
export interface ClusterFromKubeconfigOptions extends ClusterOptions {
  /**
   * Context to use from the kubeconfig.
   *
   * @default - the kubeconfig's current context
   */
  readonly context?: string | undefined;
}

/** Options of {@link Cluster.fromProvider}. */
export interface ClusterFromProviderOptions extends ClusterFromKubeconfigOptions {
  /** The kubeconfig that the provider uses, as text or as an object. */
  readonly kubeconfig: pulumi.Input<string | object>;
}

/** Prefixes of taints that Karmada and the library set on members themselves. */
const RESERVED = [TAINT_PREFIX, OWN_PREFIX];
const EFFECTS: readonly string[] = ["NoSchedule", "NoExecute"] satisfies MemberTaint["effect"][];

/** A label value with at least one character. */
const PLACE = checked<string>(LABEL_VALUE, (path, value) =>
  value === "" ? [{ path, problem: "is empty", remedy: "leave it out" }] : [],
);
const TAINT: Fields<MemberTaint> = {
  key: required(checked(STRING, taintKeyFaults), 'use a label key, such as "example.com/edge"'),
  value: LABEL_VALUE,
  effect: required(wordOf(EFFECTS)),
};
const FIELDS: Fields<ClusterFromKubeconfigOptions> = {
  context: STRING,
  region: PLACE,
  zones: [PLACE],
  cloudProvider: PLACE,
  labels: LABELS,
  taints: distinct<MemberTaint>(
    TAINT,
    ({ key, effect }) => (typeof key === "string" && typeof effect === "string" ? `${key}:${effect}` : undefined),
    taintAgain,
  ),
  apiEndpoint: checked(STRING, httpsFaults),
  certificateAuthority: checked(STRING, certificateFaults),
  insecureSkipTLSVerification: BOOLEAN,
  proxyURL: checked(STRING, proxyFaults),
  id: checked(STRING, uidFaults),
};

const FIELDS_WITH_PROVIDER: Fields<ClusterFromProviderOptions> = { ...FIELDS, kubeconfig: "anything" };

/** Every fault of a cluster's name. */
export function clusterNameFaults(name: unknown): Fault[] {
  if (typeof name === "string") return validateMemberName(name);
  return [{ path: "name", problem: `${quoted(name)} is not text`, remedy: 'use a name, such as "eu-1"' }];
}

/** Every fault of what a cluster is said to be. Whether it has a provider decides which options there are. */
export function clusterOptionsFaults(
  path: string,
  options: ClusterFromKubeconfigOptions,
  withProvider: boolean,
): Fault[] {
  const fields = withProvider ? FIELDS_WITH_PROVIDER : FIELDS;
  return within(path, shapeFaults("", options, fields, { root: "options" }));
}

function uidFaults(path: string, id: string): Fault[] {
  return UID.test(id) ? [] : [{ path, problem: `${quoted(id)} is not a UID`, remedy: `use the output of: ${UID_OF}` }];
}

function taintKeyFaults(path: string, key: string): Fault[] {
  if (!RESERVED.some((prefix) => key.startsWith(prefix))) return labelKey(path, key);
  const problem = `${quoted(key)} is reserved for taints of the control plane`;
  return [{ path, problem, remedy: 'use a prefix of your own, such as "example.com/"' }];
}

function taintAgain(path: string, { key, effect }: MemberTaint): Fault {
  const problem = `${quoted(`${key}:${effect}`)} is already in the list`;
  return { path, problem, remedy: "use each key once per effect" };
}
