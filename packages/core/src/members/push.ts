import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { Files } from "../host/secrets";
import { issueToken, secretText } from "../host/service-account-token";
import { IMPERSONATOR, MEMBERS_NAMESPACE } from "../karmada/names";
import { estimate, type Estimators } from "./estimate";
import { type MemberEndpoint, serverAuthorities } from "./reach";
import type { Ends, Way } from "./way";

/**
 * Lets the control plane connect to a member, with a token of an account there.
 *
 * @param estimators what tells the room in members, if anything does
 */
export function push(ends: Ends, endpoint: pulumi.Output<MemberEndpoint>, estimators?: Estimators): Way {
  const { name, federation, member, access, grant } = ends;
  const account = `karmada-${name}`;
  const token = issueToken(member, "token", account);
  const granted = grant(account, `karmada-controller-manager:${account}`);

  const inFederation = federation.in(MEMBERS_NAMESPACE);
  const secret = (role: string, secretName: string, stringData: Files): k8s.core.v1.Secret =>
    new k8s.core.v1.Secret(
      inFederation.nameOf(role),
      { metadata: inFederation.metadata(secretName), stringData },
      inFederation.options(),
    );
  const caBundle = serverAuthorities(token, endpoint);
  const credentials = secret("credentials", name, {
    caBundle,
    token: secretText(token, "token"),
  });
  // Without it, Karmada neither lets users of the federated API through to the member nor sends it any role.
  const impersonation =
    access.access === "everything"
      ? secret("impersonation", `${name}-impersonator`, {
          token: secretText(issueToken(member, "impersonator", IMPERSONATOR), "token"),
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
    first: [credentials, ...granted, ...(estimators ? [estimate(ends, endpoint, caBundle, estimators)] : [])],
  };
}
