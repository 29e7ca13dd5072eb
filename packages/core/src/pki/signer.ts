import * as pulumi from "@pulumi/pulumi";
import * as tls from "@pulumi/tls";
import { type CertificateArgs, DEFAULT_LIFETIMES, type IssuerArgs, type Lifetimes } from "./certificate-args";

const AUTHORITY_USES = ["cert_signing", "crl_signing", "digital_signature"];

/** Certificate with its private key, in PEM. The key is a secret. */
export interface KeyPair {
  readonly certificate: pulumi.Output<string>;
  readonly key: pulumi.Output<string>;
}

/** A certificate, and when it expires. */
export interface CertificateExpiry {
  /** Name of the certificate in the state. */
  readonly name: string;
  /** Time of expiry, in RFC 3339. */
  readonly expires: pulumi.Output<string>;
  /** Time from which it is valid, in RFC 3339. Absent if that is not known. */
  readonly issued?: pulumi.Output<string> | undefined;
}

/** Subject of a certificate. */
export interface CertificateSubject {
  readonly commonName: string;
  readonly organization?: string | undefined;
  readonly dnsNames?: pulumi.Input<string[]> | undefined;
  readonly ipAddresses?: pulumi.Input<string[]> | undefined;
  readonly uses: readonly ("client_auth" | "server_auth")[];
}

/** An authority that signs the certificates of one purpose. Its key is a secret in the state, and used for nothing else. */
export class Signer {
  /** The authority's own certificate, for those who trust it. */
  public readonly certificate: pulumi.Output<string>;
  /** When the authority's certificate ends, and each that it signed. */
  public readonly expiries: CertificateExpiry[];

  private readonly key: pulumi.Output<string>;
  private readonly lifetimes: Lifetimes;
  /** The authority's certificates by other ones, for peers that trust only those. */
  private readonly chain: pulumi.Output<string>[] = [];

  public constructor(
    private readonly name: string,
    lifetimes: CertificateArgs,
    private readonly opts: pulumi.CustomResourceOptions,
  ) {
    this.lifetimes = { ...DEFAULT_LIFETIMES, ...lifetimes };
    const key = newKey(name, opts);
    const args = {
      isCaCertificate: true,
      validityPeriodHours: this.lifetimes.authorityValidityHours,
      earlyRenewalHours: this.lifetimes.earlyRenewalHours,
      allowedUses: AUTHORITY_USES,
    };
    const { privateKeyPem } = key;
    const subject = { commonName: name };
    const certificate = lifetimes.issuer
      ? signedBy(lifetimes.issuer, name, new tls.CertRequest(name, { privateKeyPem, subject }, opts), args, opts)
      : new tls.SelfSignedCert(name, { privateKeyPem, subject, ...args }, opts);
    this.key = privateKeyPem;
    this.certificate = certificate.certPem;
    if (lifetimes.issuer) this.chain.push(certificate.certPem);
    this.expiries = [{ name, expires: certificate.validityEndTime, issued: certificate.validityStartTime }];
  }

  /** Makes those who trust only another authority accept servers that this one signs from now on. */
  public crossSignedBy(other: Signer): void {
    const name = `${this.name}-by-${other.name}`;
    const request = new tls.CertRequest(
      name,
      { privateKeyPem: this.key, subject: { commonName: this.name } },
      this.opts,
    );
    const certificate = other.sign(name, request, {
      isCaCertificate: true,
      validityPeriodHours: other.lifetimes.validityHours,
      earlyRenewalHours: other.lifetimes.earlyRenewalHours,
      allowedUses: AUTHORITY_USES,
    });
    this.expiries.push({ name, expires: certificate.validityEndTime, issued: certificate.validityStartTime });
    this.chain.push(certificate.certPem);
  }

  /**
   * Creates a key and a certificate for it.
   *
   * @param other lifetimes that differ from the authority's other certificates
   */
  public issue(role: string, subject: CertificateSubject, other: CertificateArgs = {}): KeyPair {
    const { validityHours, earlyRenewalHours } = { ...this.lifetimes, ...other };
    const name = `${this.name}-${role}`;
    const key = newKey(name, this.opts);
    const request = new tls.CertRequest(
      name,
      {
        privateKeyPem: key.privateKeyPem,
        subject: { commonName: subject.commonName, organization: subject.organization },
        dnsNames: subject.dnsNames,
        ipAddresses: subject.ipAddresses,
      },
      this.opts,
    );
    const certificate = this.sign(name, request, {
      validityPeriodHours: validityHours,
      earlyRenewalHours,
      allowedUses: ["digital_signature", ...subject.uses],
    });
    this.expiries.push({ name, expires: certificate.validityEndTime, issued: certificate.validityStartTime });
    const chain = subject.uses.includes("server_auth") ? this.chain : [];
    return {
      certificate: chain.length > 0 ? pulumi.concat(certificate.certPem, ...chain) : certificate.certPem,
      key: key.privateKeyPem,
    };
  }

  private sign(name: string, request: tls.CertRequest, args: SignedArgs): tls.LocallySignedCert {
    return signedBy({ certificate: this.certificate, key: this.key }, name, request, args, this.opts);
  }
}

type SignedArgs = Omit<tls.LocallySignedCertArgs, "certRequestPem" | "caPrivateKeyPem" | "caCertPem">;

function signedBy(
  { certificate, key }: IssuerArgs,
  name: string,
  { certRequestPem }: tls.CertRequest,
  args: SignedArgs,
  opts: pulumi.CustomResourceOptions,
): tls.LocallySignedCert {
  const authority = { caPrivateKeyPem: pulumi.secret(key), caCertPem: certificate };
  return new tls.LocallySignedCert(name, { certRequestPem, ...authority, ...args }, opts);
}

/** Creates the key that signs service account tokens, which use RS256. */
export function newTokenSigningKey(name: string, opts: pulumi.CustomResourceOptions): tls.PrivateKey {
  return new tls.PrivateKey(name, { algorithm: "RSA", rsaBits: 2048 }, opts);
}

/** Creates a private key. */
export function newKey(name: string, opts: pulumi.CustomResourceOptions): tls.PrivateKey {
  return new tls.PrivateKey(name, { algorithm: "ECDSA", ecdsaCurve: "P256" }, opts);
}
