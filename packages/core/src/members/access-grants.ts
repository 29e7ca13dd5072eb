import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { MEMBERS_NAMESPACE } from "../federated-api/federated-api";
import { ownedMetadata } from "../kube/labels";
import { type AccessOptions, memberRules, type PolicyRule } from "./access";
import { accessPolicy } from "./access-policy";

/** A service account of the control plane in a member. */
interface Grantee {
  readonly federation: string;
  readonly account: string;
}

/**
 * Gives the control plane's service account its rights in the member. What limits them comes first, so that they are
 * never wider than they should be.
 */
export function grantAccess(
  name: string,
  { federation, account }: Grantee,
  options: AccessOptions,
  opts: pulumi.CustomResourceOptions,
): pulumi.Resource[] {
  const { access } = options;
  const { clusterWide, namespaced } = memberRules(options);
  const limit = access === "everything" ? [] : [limitWrites(name, { federation, account }, access, opts)];
  const limited = pulumi.mergeOptions(opts, { dependsOn: limit });
  const metadata = ownedMetadata(federation, { name: `karmada-controller-manager:${account}` });
  const subjects = [{ kind: "ServiceAccount", name: account, namespace: MEMBERS_NAMESPACE }];
  const role = new k8s.rbac.v1.ClusterRole(`${name}-access`, { metadata, rules: [...clusterWide] }, opts);
  const binding = new k8s.rbac.v1.ClusterRoleBinding(
    `${name}-access`,
    {
      metadata,
      roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: role.metadata.name },
      subjects,
    },
    limited,
  );
  const namespaces = typeof access === "object" ? access.namespaces : [];
  return [
    binding,
    ...namespaces.map((namespace) => grantNamespace(name, metadata, namespace, namespaced, subjects, limited)),
  ];
}

function grantNamespace(
  name: string,
  metadata: ReturnType<typeof ownedMetadata>,
  namespace: string,
  rules: readonly PolicyRule[],
  subjects: { kind: string; name: string; namespace: string }[],
  opts: pulumi.CustomResourceOptions,
): pulumi.Resource {
  const inNamespace = { ...metadata, namespace };
  const role = new k8s.rbac.v1.Role(`${name}-access-${namespace}`, { metadata: inNamespace, rules: [...rules] }, opts);
  return new k8s.rbac.v1.RoleBinding(
    `${name}-access-${namespace}`,
    {
      metadata: inNamespace,
      roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: role.metadata.name },
      subjects,
    },
    opts,
  );
}

function limitWrites(
  name: string,
  { federation, account }: Grantee,
  access: Exclude<AccessOptions["access"], "everything">,
  opts: pulumi.CustomResourceOptions,
): pulumi.Resource {
  const metadata = ownedMetadata(federation, { name: `${account}.fedstack.dev` });
  const policy = new k8s.admissionregistration.v1.ValidatingAdmissionPolicy(
    `${name}-access`,
    { metadata, spec: accessPolicy(`system:serviceaccount:${MEMBERS_NAMESPACE}:${account}`, access) },
    opts,
  );
  return new k8s.admissionregistration.v1.ValidatingAdmissionPolicyBinding(
    `${name}-access`,
    { metadata, spec: { policyName: policy.metadata.name, validationActions: ["Deny"] } },
    opts,
  );
}
