import { type Fields, NUMBER, quoted, required, STRING } from "@fedstack/constructs/faults";
import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { user as userSubject } from "../host/rbac";
import type { Site } from "../host/site";
import { isOwnNamespace } from "../karmada/names";
import { namespaceFaults, wholeNumber } from "../validation/checks";
import type { Fault } from "../validation/errors";
import { shapeFaults } from "../validation/shape";

/** A person, and what they may do in the federated API. */
export interface PersonArgs {
  /** User name: at most 64 letters, digits and `-._@+`. */
  readonly user: string;
  /**
   * Group of the user, for role bindings of your own. At most one, because the certificate has room for one.
   *
   * @default - none
   */
  readonly groups?: readonly string[] | undefined;
  /**
   * Validity of the kubeconfig, in hours. It cannot be revoked earlier. An `up` in the last quarter renews it.
   *
   * @default 168, a week
   */
  readonly hours?: number | undefined;
  /**
   * Namespaces of the federated API whose objects the user may read, except for Secrets. With `"all"`, all namespaces,
   * and the members.
   *
   * @default - none
   */
  readonly views?: "all" | readonly string[] | undefined;
  /**
   * Namespaces of the federated API whose objects the user may change, including Secrets and policies. A user who may
   * change a namespace decides what runs there, on every member that can be selected.
   *
   * @default - none
   */
  readonly edits?: readonly string[] | undefined;
}

/** Validity of a person's kubeconfig, in hours, unless another one is given. */
export const PERSON_HOURS = 168;

const FIELDS: Fields<PersonArgs> = {
  user: required(STRING, 'use a name such as "jane"'),
  groups: [STRING],
  hours: NUMBER,
  views: [STRING],
  edits: [STRING],
};

/** Without a colon, which the users of Kubernetes and of the library have in their names. */
const NAME = /^[A-Za-z0-9][-A-Za-z0-9._@+]{0,63}$/;

/**
 * Every fault of a person.
 *
 * @param earlier users who have a kubeconfig already
 * @param system namespace of the control plane, in the federated API too
 */
export function personFaults(person: PersonArgs, earlier: readonly string[], system: string): Fault[] {
  if (person === undefined || person === null) {
    return [{ path: "kubeconfigFor()", problem: "the person is missing", remedy: 'use one such as { user: "jane" }' }];
  }
  const path = `kubeconfigFor(${quoted(person.user)})`;
  const shape = shapeFaults(path, person, person.views === "all" ? { ...FIELDS, views: STRING } : FIELDS);
  if (shape.length > 0) return shape;
  const { user, groups = [], hours, views = [], edits = [] } = person;
  const faults = [...wholeNumber(`${path}.hours`, hours, 1, 876_000)];
  if (!NAME.test(user))
    faults.push({ path: `${path}.user`, problem: `${quoted(user)} is not a user name`, remedy: NAME_REMEDY });
  if (earlier.includes(user)) {
    faults.push({ path, problem: "the user already has a kubeconfig", remedy: "use one call for each user" });
  }
  groups.forEach((group, index) => {
    const at = `${path}.groups[${index}]`;
    if (!NAME.test(group)) faults.push({ path: at, problem: `${quoted(group)} is not a group`, remedy: NAME_REMEDY });
    if (index > 0) {
      faults.push({
        path: at,
        problem: "a certificate has room for one group",
        remedy: "bind roles to the user instead",
      });
    }
  });
  const lists = { views: views === "all" ? [] : views, edits };
  for (const [field, namespaces] of Object.entries(lists)) {
    namespaces.forEach((name, index) => {
      const at = `${path}.${field}[${index}]`;
      faults.push(...namespaceFaults(at, name));
      if (isOwnNamespace(name, system) || name.startsWith("kube-")) {
        faults.push({ path: at, problem: `${quoted(name)} belongs to the federation itself`, remedy: "leave it out" });
      }
      if (namespaces.indexOf(name) < index) {
        faults.push({ path: at, problem: `${quoted(name)} is listed twice`, remedy: "remove one" });
      }
    });
  }
  return faults;
}

const NAME_REMEDY = "use at most 64 letters, digits and -._@+";

/**
 * Lets a person view and edit what they should, by Kubernetes' own roles.
 *
 * @param namespaceOf the namespace of that name, if the program makes it
 */
export function grantPerson(
  api: Site,
  { user, views = [], edits = [] }: PersonArgs,
  namespaceOf: (name: string) => pulumi.Resource | undefined,
): void {
  const bind = (role: "view" | "edit", namespace?: string): void => {
    const first = namespace === undefined ? undefined : namespaceOf(namespace);
    const name = `fedstack:${role}:${user}`;
    const site = first ? api.after(first) : api;
    const Binding = namespace === undefined ? k8s.rbac.v1.ClusterRoleBinding : k8s.rbac.v1.RoleBinding;
    new Binding(
      api.nameOf([user, role, namespace].filter(Boolean).join("/")),
      {
        metadata: api.metadata(name, { namespace }),
        roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: role },
        subjects: [userSubject(user)],
      },
      site.options(),
    );
  };
  if (views === "all") bind("view");
  else views.forEach((namespace) => bind("view", namespace));
  edits.forEach((namespace) => bind("edit", namespace));
}
