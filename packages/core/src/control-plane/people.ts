import { checked, type Fields, quoted, readAs, type Reader, required, STRING } from "@fedstack/constructs/faults";
import { isKubernetesNamespace } from "@fedstack/constructs/kinds";
import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { user as userSubject } from "../host/rbac";
import type { Site } from "../host/site";
import { isOwnNamespace } from "../karmada/names";
import { HOURS } from "../pki/validate-certificates";
import { distinctTexts, namespaceFaults } from "../validation/checks";
import type { Fault } from "../validation/errors";
import { shapeFaults } from "../validation/shape";

/** A person, and what they may do in the federated API. */
export interface PersonOptions {
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
   * @default 168, a week, or what the authority is valid for if that is less
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

/** Without a colon, which the users of Kubernetes and of the library have in their names. */
const NAME = /^[A-Za-z0-9][-A-Za-z0-9._@+]{0,63}$/;

/**
 * Every fault of a person.
 *
 * @param earlier users who have a kubeconfig already
 * @param system namespace of the control plane, in the federated API too
 * @param authorityHours validity of the authority that signs
 */
export function personFaults(
  person: PersonOptions,
  earlier: readonly string[],
  system: string,
  authorityHours: number,
): Fault[] {
  if (person === undefined || person === null) {
    return [{ path: "kubeconfigFor()", problem: "the person is missing", remedy: 'use one such as { user: "jane" }' }];
  }
  const path = `kubeconfigFor(${quoted(person.user)})`;
  const faults = shapeFaults(path, person, personFields(system, authorityHours));
  if (!earlier.includes(person.user)) return faults;
  return [...faults, { path, problem: "the user already has a kubeconfig", remedy: "use one call for each user" }];
}

function personFields(system: string, authorityHours: number): Fields<PersonOptions> {
  const namespace = checked<string>(STRING, (path, name) =>
    isOwnNamespace(name, system) || isKubernetesNamespace(name)
      ? [{ path, problem: `${quoted(name)} belongs to the federation itself`, remedy: "leave it out" }]
      : namespaceFaults(path, name),
  );
  const namespaces = distinctTexts(namespace);
  return {
    user: required(nameOf("a user name"), 'use a name such as "jane"'),
    groups: checked([nameOf("a group")], groupFaults),
    hours: checked<number>(HOURS, (at, hours) => lifetimeFaults(at, hours, authorityHours)),
    views: (path, value, reading) => (value === "all" ? value : readAs(namespaces, path, value, reading)),
    edits: namespaces,
  };
}

function lifetimeFaults(path: string, hours: number, authorityHours: number): Fault[] {
  if (hours <= authorityHours) return [];
  const problem = `${quoted(hours)} is more than certificates.authorityValidityHours: the kubeconfig would outlive its authority`;
  return [{ path, problem, remedy: `use at most ${authorityHours}` }];
}

function nameOf(what: string): Reader {
  return checked<string>(STRING, (path, name) =>
    NAME.test(name)
      ? []
      : [{ path, problem: `${quoted(name)} is not ${what}`, remedy: "use at most 64 letters, digits and -._@+" }],
  );
}

function groupFaults(path: string, groups: readonly string[]): Fault[] {
  return groups.slice(1).map((_, index) => ({
    path: `${path}[${index + 1}]`,
    problem: "a certificate has room for one group",
    remedy: "bind roles to the user instead",
  }));
}

/**
 * Lets a person view and edit what they should, by Kubernetes' own roles.
 *
 * @param namespaceOf the namespace of that name, if the program makes it
 */
export function grantPerson(
  api: Site,
  { user, views = [], edits = [] }: PersonOptions,
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
