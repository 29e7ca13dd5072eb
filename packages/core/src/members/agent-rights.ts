import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { agentUser } from "../federated-api/users";
import { grantClusterRole, grantRole, user } from "../host/rbac";
import type { Site } from "../host/site";
import { MEMBERS_NAMESPACE, SYSTEM_LABEL, worksNamespace } from "../karmada/names";

/**
 * Gives the agent of a member its rights in the federated API: over the member's Works and its own state, and over
 * nothing of other members.
 */
export function grantAgent(api: Site, member: string): pulumi.Resource[] {
  const { rights } = api.release.agent;
  const { everywhere, amongMembers, ofWorks } = rights(member);
  const subject = user(agentUser(member));
  const role = agentUser(member);
  const namespace = new k8s.core.v1.Namespace(
    api.nameOf("works"),
    { metadata: api.metadata(worksNamespace(member), { labels: SYSTEM_LABEL }) },
    api.after(keepRights(api, member)).options(),
  );
  return [
    grantClusterRole(api, "agent", role, everywhere, subject),
    grantRole(api.in(MEMBERS_NAMESPACE), "agent-state", role, amongMembers, subject),
    grantRole(api.in(worksNamespace(member), namespace), "agent-works", role, ofWorks, subject),
  ];
}

/**
 * Refuses to delete the agent's right to Works while there are any. Karmada deletes the namespace of a member that leaves
 * as a whole, the role together with the Works, and an agent without the right could not let the Works go.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/#parameter-resources
 */
function keepRights(api: Site, member: string): pulumi.Resource {
  const namespace = worksNamespace(member);
  const metadata = api.metadata(`${namespace}.fedstack.dev`);
  const policy = new k8s.admissionregistration.v1.ValidatingAdmissionPolicy(
    api.nameOf("works"),
    {
      metadata,
      spec: {
        failurePolicy: "Fail",
        paramKind: { apiVersion: api.release.versions.apis.works, kind: "Work" },
        matchConstraints: {
          namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": namespace } },
          resourceRules: [
            {
              apiGroups: ["rbac.authorization.k8s.io"],
              apiVersions: ["*"],
              operations: ["DELETE"],
              resources: ["roles", "rolebindings"],
            },
          ],
        },
        validations: [
          { expression: "false", message: `${member} still has Works, which its agent deletes`, reason: "Forbidden" },
        ],
      },
    },
    api.options(),
  );
  return new k8s.admissionregistration.v1.ValidatingAdmissionPolicyBinding(
    api.nameOf("works"),
    {
      metadata,
      spec: {
        policyName: policy.metadata.name,
        paramRef: { namespace, selector: {}, parameterNotFoundAction: "Allow" },
        validationActions: ["Deny"],
      },
    },
    api.options(),
  );
}
