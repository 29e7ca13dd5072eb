import { isIP } from "node:net";
import { checkServerIdentity, connect } from "node:tls";
import { hostOf } from "../kube/hosts";

/** What the program sees of a server's certificate. */
export interface Shown {
  /** Whether it is for the host in the URL. */
  readonly fits: boolean;
  /** Whether one of the authorities has signed it. */
  readonly signed: boolean;
  /** The names that it is for, as the server tells them. */
  readonly names: string;
}

const HANDSHAKE_MILLISECONDS = 4_000;
/** Codes for a certificate that no known authority has signed. */
const UNSIGNED = [
  "CERT_SIGNATURE_FAILURE",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
];

/**
 * Asks a server for its certificate, and nothing else. Undefined if no server answers from here within some seconds.
 *
 * @param authorities in PEM
 */
export function handshake(url: string, authorities: readonly string[]): Promise<Shown | undefined> {
  const host = hostOf(url);
  return new Promise((resolve) => {
    const socket = connect({
      host,
      port: Number(new URL(url).port || 443),
      servername: isIP(host) === 0 ? host : undefined,
      ca: [...authorities],
      allowPartialTrustChain: true,
      rejectUnauthorized: false,
    });
    const end = (shown?: Shown): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(shown);
    };
    const timer = setTimeout(end, HANDSHAKE_MILLISECONDS);
    socket.on("error", () => end());
    socket.on("secureConnect", () => {
      const certificate = socket.getPeerCertificate();
      end({
        fits: checkServerIdentity(host, certificate) === undefined,
        signed: !UNSIGNED.includes(String(socket.authorizationError)),
        names: certificate.subjectaltname ?? "no name",
      });
    });
  });
}
