import { dnsNames, type Fault, type MemberPlace } from "@fedstack/constructs/names";

/** Member whose Services get names. */
export interface PublishedMember extends MemberPlace {
  readonly name: string;
}

/** Resource that external-dns reads: for each federated object, its members and the status that they report. */
export const BINDINGS = "resourcebindings.v1alpha2.work.karmada.io";

/** A Service in place of any other. */
const ANY_SERVICE = { name: "service", namespace: "namespace" };

/**
 * Template with which external-dns creates a member's records: pairs `name:address` from the binding of each Service of
 * type LoadBalancer, as long as the Service is placed on the member. Leaves out and reports names that are not valid in
 * DNS because of the region or zone.
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
    `{{with .Spec.resource}}{{if eq .kind "Service"}}{{$service := printf "%s.%s" .name .namespace}}`,
    `{{range $.Spec.clusters}}{{if eq .name ${quoted}}}`,
    `{{range $.Status.aggregatedStatus}}{{if eq .clusterName ${quoted}}}`,
    `{{with .status}}{{with .loadBalancer}}{{range .ingress}}{{with or .ip .hostname}}`,
    ...pairs,
    "{{end}}".repeat(10),
  ].join("");
  return { template, faults };
}
