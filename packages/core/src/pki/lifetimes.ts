/** Validity of certificates. */
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
}

const DAY_HOURS = 24;

export const DEFAULT_LIFETIMES: Required<CertificateArgs> = {
  validityHours: 365 * DAY_HOURS,
  earlyRenewalHours: 30 * DAY_HOURS,
  authorityValidityHours: 3650 * DAY_HOURS,
};
