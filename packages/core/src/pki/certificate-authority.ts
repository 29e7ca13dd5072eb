import * as pulumi from "@pulumi/pulumi";
import * as tls from "@pulumi/tls";

/** How long certificates live. */
export interface CertificateArgs {
  /**
   * Lifetime of a component's certificate, in hours.
   *
   * @default 8760, a year
   */
  readonly validityHours?: number;
  /**
   * How many hours before its end an `up` renews a certificate.
   *
   * @default 720, thirty days
   */
  readonly earlyRenewalHours?: number;
  /**
   * Lifetime of the authorities' certificates, in hours.
   *
   * @default 87600, ten years
   */
  readonly authorityValidityHours?: number;
}

/** A certificate with its private key, in PEM. The key is a secret. */
export interface KeyPair {
  readonly certificate: pulumi.Output<string>;
  readonly key: pulumi.Output<string>;
}

/** A certificate and when it ends. */
export interface CertificateExpiry {
  /** Name of the certificate in the state. */
  readonly name: string;
  /** End of its validity, in RFC 3339. */
  readonly expires: pulumi.Output<string>;
}

/** Whom a certificate is for. */
export interface CertificateSubject {
  readonly commonName: string;
  readonly organization?: string;
  readonly dnsNames?: pulumi.Input<string[]>;
  readonly ipAddresses?: pulumi.Input<string[]>;
  readonly uses: readonly ("client_auth" | "server_auth")[];
}

const DAY_HOURS = 24;
export const DEFAULT_LIFETIMES: Required<CertificateArgs> = {
  validityHours: 365 * DAY_HOURS,
  earlyRenewalHours: 30 * DAY_HOURS,
  authorityValidityHours: 3650 * DAY_HOURS,
};

/** Signs the certificates of one purpose. Its key is in the state, secret, and leaves it only where it must sign. */
export class CertificateAuthority {
  public readonly keyPair: KeyPair;
  public readonly expiries: CertificateExpiry[];

  public constructor(
    private readonly name: string,
    private readonly lifetimes: Required<CertificateArgs>,
    private readonly opts: pulumi.CustomResourceOptions,
  ) {
    const key = newKey(name, opts);
    const certificate = new tls.SelfSignedCert(
      name,
      {
        privateKeyPem: key.privateKeyPem,
        isCaCertificate: true,
        validityPeriodHours: lifetimes.authorityValidityHours,
        earlyRenewalHours: lifetimes.earlyRenewalHours,
        subject: { commonName: name },
        allowedUses: ["cert_signing", "crl_signing", "digital_signature"],
      },
      opts,
    );
    this.keyPair = { certificate: certificate.certPem, key: key.privateKeyPem };
    this.expiries = [{ name, expires: certificate.validityEndTime }];
  }

  /** Makes a key and signs its certificate. */
  public issue(role: string, subject: CertificateSubject): KeyPair {
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
    const certificate = new tls.LocallySignedCert(
      name,
      {
        certRequestPem: request.certRequestPem,
        caPrivateKeyPem: this.keyPair.key,
        caCertPem: this.keyPair.certificate,
        validityPeriodHours: this.lifetimes.validityHours,
        earlyRenewalHours: this.lifetimes.earlyRenewalHours,
        allowedUses: ["digital_signature", ...subject.uses],
      },
      this.opts,
    );
    this.expiries.push({ name, expires: certificate.validityEndTime });
    return { certificate: certificate.certPem, key: key.privateKeyPem };
  }
}

/** Makes the key with which service account tokens are signed, which are RS256. */
export function newTokenSigningKey(name: string, opts: pulumi.CustomResourceOptions): tls.PrivateKey {
  return new tls.PrivateKey(name, { algorithm: "RSA", rsaBits: 2048 }, opts);
}

function newKey(name: string, opts: pulumi.CustomResourceOptions): tls.PrivateKey {
  return new tls.PrivateKey(name, { algorithm: "ECDSA", ecdsaCurve: "P256" }, opts);
}
