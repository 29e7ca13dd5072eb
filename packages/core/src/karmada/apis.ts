import { VERSIONS } from "@fedstack/constructs/kinds";
import { worksNamespace } from "./names";

/** API versions in which the program writes and reads Karmada's objects. Every release serves them. */
export const APIS = VERSIONS.apis;

const { bindings, clusters, policies, works } = APIS;

/** Path of the members' Clusters in the federated API. */
export const CLUSTERS_PATH = `/apis/${clusters}/clusters`;

/** Path below which bindings are: where objects are scheduled. */
export const BINDINGS_PATH = `/apis/${bindings}`;

/** Path below which policies are. */
export const POLICIES_PATH = `/apis/${policies}`;

/** Path below which Works are: the copies of objects for members. */
export const WORKS_PATH = `/apis/${works}`;

/** Path of the copies in a member. */
export function worksPath(member: string): string {
  return `${WORKS_PATH}/namespaces/${worksNamespace(member)}/works`;
}

/** Name of the APIService by which the federated API serves Clusters. */
export const CLUSTERS_API_SERVICE = versionAndGroup(clusters);

/** Resource in which external-dns finds where Services are scheduled. */
export const BINDINGS_RESOURCE = `resourcebindings.${versionAndGroup(bindings)}`;

/** A version and its group, as APIServices and resources are named. */
export function versionAndGroup(apiVersion: string): string {
  return apiVersion.split("/").reverse().join(".");
}
