import * as pulumi from "@pulumi/pulumi";

/**
 * Which authorities are believed: a peer is who it says if one of them signed its certificate. Who signs is another
 * matter: see {@link Signer}.
 */
export class Trust {
  /** Their certificates, as one PEM bundle. */
  public readonly bundle: pulumi.Output<string>;

  /** @param authorities certificates in PEM */
  public constructor(...authorities: readonly pulumi.Input<string>[]) {
    this.bundle = pulumi.all([...authorities]).apply((certificates) => certificates.join(""));
  }
}
