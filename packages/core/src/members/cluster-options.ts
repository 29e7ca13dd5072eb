import { BOOLEAN, type Fields, quoted, STRING, within } from "@fedstack/constructs/faults";
import { validateMemberName } from "@fedstack/constructs/names";
import type * as pulumi from "@pulumi/pulumi";
import type { MemberTaint } from "@fedstack/constructs/plan";
import { LABEL_KEY, LABEL_VALUE } from "../kube/labels";
import { certificateFaults } from "../kubeconfig/certificates";
import { httpsFaults, proxyFaults } from "../kubeconfig/cluster";
import type { Fault } from "../validation/errors";
import { shapeFaults } from "../validation/shape";
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
const RESERVED = ["cluster.karmada.io/", "fedstack.dev/"];
const EFFECTS: readonly string[] = ["NoSchedule", "NoExecute"] satisfies MemberTaint["effect"][];

const TAINT: Fields<MemberTaint> = { key: STRING, value: STRING, effect: STRING };
const FIELDS: Fields<ClusterFromKubeconfigOptions> = {
  context: STRING,
  region: STRING,
  zones: [STRING],
  cloudProvider: STRING,
  labels: { "*": STRING },
  taints: [TAINT],
  apiEndpoint: STRING,
  certificateAuthority: STRING,
  insecureSkipTLSVerification: BOOLEAN,
  proxyURL: STRING,
  id: STRING,
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
  const faults = within(
    path,
    shapeFaults("", options, withProvider ? FIELDS_WITH_PROVIDER : FIELDS, { root: "options" }),
  );
  if (faults.length > 0) return faults;
  const { region, zones = [], cloudProvider, labels = {}, taints = [] } = options;
  const { apiEndpoint, certificateAuthority, proxyURL } = options;
  const values: [string, string | undefined][] = [
    ["region", region],
    ["cloudProvider", cloudProvider],
    ...zones.map((zone, index): [string, string] => [`zones[${index}]`, zone]),
  ];
  for (const [field, value] of values) {
    if (value !== undefined && (value === "" || !LABEL_VALUE.test(value)))
      faults.push(notALabel(`${path}: ${field}`, value));
  }
  for (const [key, value] of Object.entries(labels)) {
    if (!LABEL_KEY.test(key)) faults.push({ path: `${path}: labels`, problem: `${quoted(key)} is not a label key` });
    if (!LABEL_VALUE.test(value)) faults.push(notALabel(`${path}: labels[${quoted(key)}]`, value));
  }
  if (options.id !== undefined && !UID.test(options.id)) {
    faults.push({
      path: `${path}: id`,
      problem: `${quoted(options.id)} is not a UID`,
      remedy: `use the output of: ${UID_OF}`,
    });
  }
  faults.push(...taintFaults(`${path}: taints`, taints));
  if (apiEndpoint !== undefined) faults.push(...httpsFaults(`${path}: apiEndpoint`, apiEndpoint));
  if (proxyURL !== undefined) faults.push(...proxyFaults(`${path}: proxyURL`, proxyURL));
  faults.push(...certificateFaults(`${path}: certificateAuthority`, certificateAuthority));
  return faults;
}

function taintFaults(path: string, taints: readonly Partial<MemberTaint>[]): Fault[] {
  const seen = new Set<string>();
  return taints.flatMap(({ key = "", value, effect = "" }, index) => {
    const at = `${path}[${index}]`;
    const faults: Fault[] = [];
    if (!LABEL_KEY.test(key)) {
      const remedy = 'use a label key, such as "example.com/edge"';
      faults.push({ path: `${at}.key`, problem: `${quoted(key)} is not the key of a taint`, remedy });
    }
    if (RESERVED.some((prefix) => key.startsWith(prefix))) {
      const remedy = 'use a prefix of your own, such as "example.com/"';
      faults.push({ path: `${at}.key`, problem: `${quoted(key)} is reserved for taints of the control plane`, remedy });
    }
    if (value !== undefined && !LABEL_VALUE.test(value)) faults.push(notALabel(`${at}.value`, value));
    if (!EFFECTS.includes(effect)) {
      const remedy = `use ${EFFECTS.map((one) => quoted(one)).join(" or ")}`;
      faults.push({ path: `${at}.effect`, problem: `${quoted(effect)} is not the effect of a member's taint`, remedy });
    }
    const identity = `${key}:${effect}`;
    if (seen.has(identity)) {
      const remedy = "use each key once per effect";
      faults.push({ path: at, problem: `${quoted(identity)} is already in the list`, remedy });
    }
    seen.add(identity);
    return faults;
  });
}

function notALabel(path: string, value: string): Fault {
  return {
    path,
    problem: `${quoted(value)} is not a label value`,
    remedy: "use at most 63 letters, digits, - _ and ., with a letter or digit at both ends",
  };
}
