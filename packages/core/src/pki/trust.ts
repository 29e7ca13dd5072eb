import * as pulumi from "@pulumi/pulumi";

/**
 * Which authorities are believed: a peer is who it says if one of them signed its certificate. Who signs is another
 * matter: see {@link Signer}.
 */
export class Trust {
  /** Their certificates, as one PEM bundle. */
  public readonly bundle: pulumi.Output<string>;

  /**
   * The bundle for clients of a server: with who signed the authorities, since not every client accepts an authority
   * whose own is missing.
   */
  public readonly serverBundle: pulumi.Output<string>;

  /** @param authorities certificates in PEM; empty text is none */
  public constructor(...authorities: readonly pulumi.Input<string>[]) {
    this.bundle = pulumi.all([...authorities]).apply(joined);
    this.serverBundle = this.bundle;
  }

  /** The same, of authorities that another one signed. It is believed about servers, and about nobody else. */
  public signedBy(issuer: pulumi.Input<string>): Trust {
    return Object.assign(new Trust(this.bundle), { serverBundle: pulumi.all([this.bundle, issuer]).apply(joined) });
  }
}

/** Each certificate once, and each on lines of its own. */
function joined(certificates: readonly string[]): string {
  const distinct = new Map(certificates.filter((pem) => pem.trim() !== "").map((pem) => [pem.trim(), pem]));
  return [...distinct.values()].reduce(
    (above, pem) => `${above}${above && !above.endsWith("\n") ? "\n" : ""}${pem}`,
    "",
  );
}
