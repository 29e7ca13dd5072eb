import { quoted } from "@fedstack/constructs/faults";
import * as pulumi from "@pulumi/pulumi";
import type { Fault } from "../validation/errors";
import { quotedUrl } from "../validation/quoted-url";
import { handshake } from "../clusters/handshake";
import { ownAuthority } from "./own-authority";
import type { MemberEndpoint } from "../clusters/reach";

/**
 * Why the control plane would not trust what answers at a member's address, as far as the program itself sees it. Pods of
 * the host may reach what the program does not, so an address that does not answer has no fault. Unit tests have no
 * clusters.
 *
 * @param path the call that joins the member, as errors name it
 * @param kubeconfig the member's, as the library has written it
 */
export async function endpointFaults(path: string, endpoint: MemberEndpoint, kubeconfig: string): Promise<Fault[]> {
  const { apiEndpoint, certificateAuthority, insecureSkipTLSVerification, proxyURL } = endpoint;
  if (!pulumi.runtime.getEngine() || insecureSkipTLSVerification || proxyURL !== undefined) return [];
  const given = certificateAuthority === undefined ? [] : [certificateAuthority];
  const first = await handshake(apiEndpoint, given);
  if (!first || (first.signed && first.fits)) return [];
  const own = first.signed ? undefined : await ownAuthority(kubeconfig);
  const { fits, signed, names } = (own === undefined ? first : await handshake(apiEndpoint, [...given, own])) ?? first;
  const server = quotedUrl(apiEndpoint);
  if (!signed && !fits) {
    // Perhaps another server has this address in the program's network.
    void pulumi.log.warn(
      `${path}: from here, ${server} leads to a server whose certificate is for ${quoted(names)} and of an unknown authority. If it does so from pods on the host, too, the member will not be Ready: correct apiEndpoint.`,
    );
    return [];
  }
  if (!fits) {
    return [
      {
        path,
        problem: `pods on the host would not trust ${server}: its certificate is only for ${quoted(names)}`,
        remedy: "set apiEndpoint to a name or an address of the certificate",
      },
    ];
  }
  if (signed || own === undefined) return [];
  return [
    {
      path,
      problem: `pods on the host would not trust ${server}: neither the cluster's own authority nor certificateAuthority has signed its certificate`,
      remedy: "set certificateAuthority to the PEM certificate of the authority that signed it",
    },
  ];
}
