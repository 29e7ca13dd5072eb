import type * as pulumi from "@pulumi/pulumi";
import type { CertificateArgs } from "./certificate-args";
import { nameWithAuthority, trustedAuthorities } from "./rotation";
import { type CertificateExpiry, Signer } from "./signer";
import { Trust } from "./trust";

/** Authority of one purpose, which another one can replace while both are trusted. */
export class Authority {
  /** Signs for it. */
  public readonly signer: Signer;
  /** Who is believed. */
  public readonly trust: Trust;
  private readonly signers: readonly Signer[];

  public constructor(name: string, args: CertificateArgs, opts: pulumi.CustomResourceOptions) {
    this.signers = trustedAuthorities(args).map((number) => new Signer(nameWithAuthority(name, number), args, opts));
    const [signer, other] = this.signers;
    this.signer = signer!;
    if (args.rotation === "sign") this.signer.crossSignedBy(other!);
    const trust = new Trust(...this.signers.map(({ certificate }) => certificate));
    this.trust = args.issuer ? trust.signedBy(args.issuer.certificate) : trust;
  }

  /** When each certificate expires. */
  public get expiries(): readonly CertificateExpiry[] {
    return this.signers.flatMap(({ expiries }) => expiries);
  }
}
