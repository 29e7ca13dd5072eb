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
/** Whether it is the name of a Service: one DNS label, which is what Kubernetes allows. */
const LABEL = `and (${PLAIN}) (not (contains . ".")) (le (len .) 63)`;

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
  const { global, regions, zones, faults } = dnsNames(ANY_SERVICE, federation, zone, [member]);
  const impossible = new Set(faults.map(({ path }) => path));
  const pairs = [global, ...Object.values(regions), ...Object.values(zones)]
    .filter((name) => !impossible.has(name))
    .map((name) => `{{$service}}${name.slice(`${ANY_SERVICE.name}.${ANY_SERVICE.namespace}`.length)}:{{.}},`);
  const quoted = JSON.stringify(member.name);
  const template = [
    `{{with .Spec.resource}}{{if and (eq .apiVersion "v1") (eq .kind "Service")}}`,
    `{{with .name}}{{if ${LABEL}}}{{$service := printf "%s.%s" . $.Namespace}}`,
    `{{range $.Spec.clusters}}{{if eq .name ${quoted}}}`,
    `{{range $.Status.aggregatedStatus}}{{if eq .clusterName ${quoted}}}`,
    `{{with .status}}{{with .loadBalancer}}{{range .ingress}}{{$target := ""}}`,
    `{{with .ip}}{{if ${ADDRESS}}}{{$target = .}}{{end}}`,
    `{{else with .hostname}}{{if and (${PLAIN}) (not (isIPv4 .))}}{{$target = .}}{{end}}{{end}}`,
    "{{with $target}}",
    ...pairs,
    "{{end}}".repeat(12),
  ].join("");
  return { template, faults };
}
