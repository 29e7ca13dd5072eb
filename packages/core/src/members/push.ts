import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { Files } from "../host/secrets";
import { IMPERSONATOR, memberAccount, memberRole, MEMBERS_NAMESPACE } from "../karmada/names";
import { estimate, type Estimators, type Issue } from "./estimate";
import { type Expiring, memberToken } from "./member-token";
import type { MemberEndpoint } from "../clusters/reach";
import type { Ends, Way } from "./way";

/**
 * Lets the control plane connect to a member, with a token of an account there.
 *
 * @param expiring how its token expires, if it does
 * @param estimators what tells the room in members, if anything does
 */
export function push(
  ends: Ends,
  endpoint: pulumi.Output<MemberEndpoint>,
  expiring?: Expiring,
  estimators?: Estimators,
): Way {
  const { name, federation, member, access, grant, kept } = ends;
  const account = memberAccount(name);
  const issue: Issue = (role, owner, keptIn) =>
    memberToken(member, role, owner, expiring && { ...expiring, kept: kept(keptIn) });
  const token = issue("token", account, name);
  const granted = grant(account, memberRole(account));

  const inFederation = federation.in(MEMBERS_NAMESPACE);
  const secret = (role: string, secretName: string, stringData: Files): k8s.core.v1.Secret =>
    new k8s.core.v1.Secret(
      inFederation.nameOf(role),
      { metadata: inFederation.metadata(secretName), stringData },
      inFederation.options(),
    );
  const caBundle = token.authorities(endpoint);
  const credentials = secret("credentials", name, { caBundle, token: token.text });
  const impersonator = `${name}-impersonator`;
  // Without it, Karmada neither lets users of the federated API through to the member nor sends it any role.
  const impersonation =
    access.access === "everything"
      ? secret("impersonation", impersonator, {
          token: issue("impersonator", IMPERSONATOR, impersonator).text,
        })
      : undefined;
  return {
    spec: {
      syncMode: "Push",
      apiEndpoint: endpoint.apiEndpoint,
      insecureSkipTLSVerification: endpoint.insecureSkipTLSVerification,
      proxyURL: endpoint.proxyURL,
      secretRef: { namespace: MEMBERS_NAMESPACE, name: credentials.metadata.name },
      impersonatorSecretRef: impersonation && { namespace: MEMBERS_NAMESPACE, name: impersonation.metadata.name },
    },
    first: [credentials, ...granted, ...(estimators ? [estimate(ends, endpoint, caBundle, estimators, issue)] : [])],
    token,
  };
}
