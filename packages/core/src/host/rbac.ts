import * as k8s from "@pulumi/kubernetes";
import type * as inputs from "@pulumi/kubernetes/types/input";
import type * as pulumi from "@pulumi/pulumi";
import type { Site } from "./site";

type PolicyRule = inputs.rbac.v1.PolicyRule;
type Subject = inputs.rbac.v1.Subject;

const API_GROUP = "rbac.authorization.k8s.io";

/**
 * Gives one subject a ClusterRole of its own.
 *
 * @param role last part of the logical names
 * @param first what has to be there before the subject has the rights
 * @param hooks hooks of the role
 */
export function grantClusterRole(
  site: Site,
  role: string,
  name: string,
  rules: readonly PolicyRule[],
  subject: Subject,
  first: readonly pulumi.Resource[] = [],
  hooks?: pulumi.ResourceHookBinding,
): pulumi.Resource {
  const metadata = site.metadata(name);
  const granted = new k8s.rbac.v1.ClusterRole(
    site.nameOf(role),
    { metadata, rules: [...rules] },
    site.options({ hooks }),
  );
  return new k8s.rbac.v1.ClusterRoleBinding(
    site.nameOf(role),
    {
      metadata,
      roleRef: { apiGroup: API_GROUP, kind: "ClusterRole", name: granted.metadata.name },
      subjects: [subject],
    },
    site.after(...first).options(),
  );
}

/**
 * Gives one subject a Role of its own in the namespace of the site.
 *
 * @param role last part of the logical names
 * @param hooks hooks of the role
 */
export function grantRole(
  site: Site,
  role: string,
  name: string,
  rules: readonly PolicyRule[],
  subject: Subject,
  hooks?: pulumi.ResourceHookBinding,
): pulumi.Resource {
  const metadata = site.metadata(name);
  const granted = new k8s.rbac.v1.Role(site.nameOf(role), { metadata, rules: [...rules] }, site.options({ hooks }));
  return new k8s.rbac.v1.RoleBinding(
    site.nameOf(role),
    {
      metadata,
      roleRef: { apiGroup: API_GROUP, kind: "Role", name: granted.metadata.name },
      subjects: [subject],
    },
    site.options(),
  );
}

/** A user of an API as the subject of a binding. */
export function user(name: string): Subject {
  return { kind: "User", apiGroup: API_GROUP, name };
}
