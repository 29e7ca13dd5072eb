import type * as pulumi from "@pulumi/pulumi";

/** Lifetimes of certificates, and which authorities sign them. */
export interface CertificateArgs {
  /**
   * Validity of components' certificates, in hours.
   *
   * @default 8760, a year
   */
  readonly validityHours?: number | undefined;
  /**
   * How many hours before its expiry an `up` renews a certificate.
   *
   * @default 720, thirty days
   */
  readonly earlyRenewalHours?: number | undefined;
  /**
   * Validity of the authorities' certificates, in hours.
   *
   * @default 87600, ten years
   */
  readonly authorityValidityHours?: number | undefined;
  /**
   * Number of the authorities, and of the key that signs service account tokens. To replace them all, raise it by 1 with
   * {@link CertificateArgs.rotation | rotation}, which takes three `up`s.
   *
   * @default 1
   */
  readonly authority?: number | undefined;
  /**
   * Authority of your own that signs the federation's authorities: everyone who trusts it trusts the federated API. It has to
   * be allowed to sign authorities, and to outlive them. The keys of the federation's authorities stay when it changes.
   *
   * @default - none: the federation's authorities sign themselves
   */
  readonly issuer?: IssuerArgs | undefined;
  /**
   * Step of a rotation from the authorities before these. Each is an `up`, and the federation can stay in each for as
   * long as you want:
   *
   * 1. `"trust"`: the new authorities are trusted, too; the old ones still sign.
   * 2. `"sign"`: the new authorities sign everything. What the old ones signed still works. Distribute new kubeconfigs.
   * 3. none: only the new authorities are trusted. Old kubeconfigs stop working.
   *
   * A step back is possible, too.
   *
   * @default - none
   */
  readonly rotation?: "trust" | "sign" | undefined;
}

/** An authority that exists already. */
export interface IssuerArgs {
  /** Its certificate, in PEM. */
  readonly certificate: pulumi.Input<string>;
  /** Its private key, in PEM. It is stored in the state, as a secret. */
  readonly key: pulumi.Input<string>;
}

/** How long certificates are valid. */
export type Lifetimes = Required<
  Pick<CertificateArgs, "validityHours" | "earlyRenewalHours" | "authorityValidityHours">
>;

const DAY_HOURS = 24;

export const DEFAULT_LIFETIMES: Lifetimes = {
  validityHours: 365 * DAY_HOURS,
  earlyRenewalHours: 30 * DAY_HOURS,
  authorityValidityHours: 3650 * DAY_HOURS,
};
