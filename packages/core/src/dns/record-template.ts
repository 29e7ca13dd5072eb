/** Where a member is: names of Services by region and zone come from it. */
export interface PublishedMember {
  readonly name: string;
  readonly region?: string;
  readonly zones?: readonly string[];
}

/** What external-dns reads: for each federated object, on which members it is and what they say of it. */
export const BINDINGS = "resourcebindings.v1alpha2.work.karmada.io";

/**
 * Template by which external-dns makes a member's records: from the binding of each Service of type LoadBalancer, pairs
 * `name:address`, for as long as the Service is placed on the member.
 *
 * @see https://kubernetes-sigs.github.io/external-dns/latest/docs/sources/unstructured/
 */
export function recordTemplate(member: PublishedMember, federation: string, zone: string): string {
  const name = JSON.stringify(member.name);
  const pairs = nameSuffixes(member, federation, zone).map((suffix) => `{{$service}}.${suffix}:{{.}},`);
  return [
    `{{with .Spec.resource}}{{if eq .kind "Service"}}{{$service := printf "%s.%s" .name .namespace}}`,
    `{{range $.Spec.clusters}}{{if eq .name ${name}}}`,
    `{{range $.Status.aggregatedStatus}}{{if eq .clusterName ${name}}}`,
    `{{with .status}}{{with .loadBalancer}}{{range .ingress}}{{with or .ip .hostname}}`,
    ...pairs,
    "{{end}}".repeat(10),
  ].join("");
}

/** What follows `<service>.<namespace>.` in the names by which a member's Services are known: of all, its region, its zone. */
function nameSuffixes({ region, zones = [] }: PublishedMember, federation: string, zone: string): string[] {
  const places = [[], ...(region ? [[region], ...zones.slice(0, 1).map((first) => [first, region])] : [])];
  return places.map((place) => [federation, "svc", ...place, zone.replace(/\.$/, "")].join(".").toLowerCase());
}
