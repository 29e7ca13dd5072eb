import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { grantClusterRole, grantRole } from "../host/rbac";
import type { Site } from "../host/site";
import { MEMBERS_NAMESPACE } from "../karmada/names";
import { type AccessOptions, memberRules } from "./access";
import { accessPolicy } from "./access-policy";

/**
 * Gives the federation's service account its rights in the member. What limits them comes first, so that they are
 * never wider than they should be.
 *
 * @param name name of its roles
 * @param hooks hooks of the roles
 */
export function grantAccess(
  member: Site,
  account: string,
  name: string,
  options: AccessOptions,
  hooks?: pulumi.ResourceHookBinding,
): pulumi.Resource[] {
  const { access } = options;
  const { clusterWide, namespaced } = memberRules(options);
  const limit = access === "everything" ? [] : [limitWrites(member, account, access)];
  const namespaces = typeof access === "object" ? access.namespaces : [];
  const subject = { kind: "ServiceAccount", name: account, namespace: MEMBERS_NAMESPACE };
  const limited = member.after(...limit);
  return [
    grantClusterRole(member, "access", name, clusterWide, subject, limit, hooks),
    ...namespaces.map((namespace) =>
      grantRole(limited.in(namespace), `access-${namespace}`, name, namespaced, subject, hooks),
    ),
  ];
}

function limitWrites(
  member: Site,
  account: string,
  access: Exclude<AccessOptions["access"], "everything">,
): pulumi.Resource {
  const metadata = member.metadata(`${account}.fedstack.dev`);
  const policy = new k8s.admissionregistration.v1.ValidatingAdmissionPolicy(
    member.nameOf("access"),
    { metadata, spec: accessPolicy(`system:serviceaccount:${MEMBERS_NAMESPACE}:${account}`, access) },
    member.options(),
  );
  return new k8s.admissionregistration.v1.ValidatingAdmissionPolicyBinding(
    member.nameOf("access"),
    { metadata, spec: { policyName: policy.metadata.name, validationActions: ["Deny"] } },
    member.options(),
  );
}
