import { dnsNames, type Fault, type MemberPlace } from "@fedstack/constructs/names";

/** Member whose Services get names. */
export interface PublishedMember extends MemberPlace {
  readonly name: string;
}

/** A Service in place of any other. */
const ANY_SERVICE = { name: "service", namespace: "namespace" };

/**
 * Whether a value has only characters that mean nothing in a template's output: letters, digits and `-._~`. Pairs are
 * separated by commas, and a name from its address by a colon.
 */
const PLAIN = "eq . (urlquery .)";
/** Whether it is an address. The zone of an IPv6 address may contain anything. */
const ADDRESS = `or (isIPv4 .) (and (isIPv6 .) (not (contains . "%")))`;
/** Whether it is the name of a host, of a length that DNS can hold. */
const HOST_NAME = `and (${PLAIN}) (not (isIPv4 .)) (le (len .) 253) (not (contains . ".."))`;
/** The longest DNS label, which is what Kubernetes allows as the name of a Service. */
const LONGEST_LABEL = 63;
/**
 * The longest one for which a provider can also hold the record of its owner, whose name begins with `a-`, `aaaa-` or
 * `cname-`.
 */
const LONGEST_SHARED_LABEL = LONGEST_LABEL - "cname-".length;

/**
 * Template with which external-dns creates a member's records: pairs `name:address` from the binding of each Service of
 * type LoadBalancer, as long as the Service is placed on the member. Leaves out and reports names that are not valid in
 * DNS because of the region or zone.
 *
 * What members report is not trusted: an address must be an address, and a host name a host name, or it is left out. So
 * a member has names only for Services that are placed on it. The namespace is the binding's own: a user who may write
 * bindings in one namespace gives no names to Services in another.
 *
 * @see https://kubernetes-sigs.github.io/external-dns/latest/docs/sources/unstructured/
 */
export function recordTemplate(
  member: PublishedMember,
  federation: string,
  zone: string,
): { readonly template: string; readonly faults: readonly Fault[] } {
  const { global, parts, faults } = namesOf(member, federation, zone);
  const named = JSON.stringify(member.name);
  const placed = `{{range $.Spec.clusters}}{{if eq .name ${named}}}`;
  const reporting = `{{range $.Status.aggregatedStatus}}{{if eq .clusterName ${named}}}`;
  const pairs = [global, ...parts].map(pair).join("");
  return { template: templateOf(`${placed}${reporting}`, pairs, LONGEST_LABEL), faults };
}

/**
 * The same for all members together, as far as it is not about the names of their regions and zones: where one
 * external-dns writes all records, a name that they share has the addresses of all of them. Leaves out Services with
 * names of more than 57 characters, whose records external-dns could not delete.
 */
export function sharedRecordTemplate(
  members: readonly PublishedMember[],
  federation: string,
  zone: string,
): { readonly template: string; readonly faults: readonly Fault[] } {
  const named = members.map((member) => ({ member, ...namesOf(member, federation, zone) }));
  const { global } = dnsNames(ANY_SERVICE, federation, zone);
  const pairs = named
    .filter(({ parts }) => parts.length > 0)
    .map(({ member, parts }) => `{{if eq $member ${JSON.stringify(member.name)}}}${parts.map(pair).join("")}{{end}}`);
  const placed = "{{range $.Spec.clusters}}{{$member := .name}}{{if $member}}";
  const reporting = "{{range $.Status.aggregatedStatus}}{{if eq .clusterName $member}}";
  return {
    template: templateOf(`${placed}${reporting}`, [pair(global), ...pairs].join(""), LONGEST_SHARED_LABEL),
    faults: named.flatMap(({ faults }) => faults),
  };
}

/** Names of any Service on a member: the one that all members share, and those of its region and zones. */
function namesOf(
  member: PublishedMember,
  federation: string,
  zone: string,
): { readonly global: string; readonly parts: readonly string[]; readonly faults: readonly Fault[] } {
  const { global, regions, zones, faults } = dnsNames(ANY_SERVICE, federation, zone, [member]);
  const impossible = new Set(faults.map(({ path }) => path));
  const parts = [...Object.values(regions), ...Object.values(zones)].filter((name) => !impossible.has(name));
  return { global, parts, faults };
}

/** A pair of a name of the Service and the address of the member. */
function pair(name: string): string {
  return `{{$service}}${name.slice(`${ANY_SERVICE.name}.${ANY_SERVICE.namespace}`.length)}:{{.}},`;
}

/**
 * @param members opens four blocks: in them is the status of a member on which the Service is placed
 * @param pairs what becomes of the address in each status
 * @param longest how many characters the name of a Service may have
 */
function templateOf(members: string, pairs: string, longest: number): string {
  const named = `and (${PLAIN}) (not (contains . ".")) (le (len .) ${longest})`;
  return [
    `{{with .Spec.resource}}{{if and (eq .apiVersion "v1") (eq .kind "Service")}}`,
    `{{with .name}}{{if ${named}}}{{$service := printf "%s.%s" . $.Namespace}}`,
    members,
    `{{with .status}}{{with .loadBalancer}}{{range .ingress}}{{$target := ""}}`,
    `{{with .ip}}{{if ${ADDRESS}}}{{$target = .}}{{end}}`,
    `{{else with .hostname}}{{if ${HOST_NAME}}}{{$target = .}}{{end}}{{end}}`,
    "{{with $target}}",
    pairs,
    "{{end}}".repeat(12),
  ].join("");
}
