import * as pulumi from "@pulumi/pulumi";
import { createAccount, issueToken, secretText } from "../host/service-account-token";
import type { Site } from "../host/site";
import { claimsOf, timeOf } from "../host/token-claims";
import { askingAs } from "../kubeconfig/ask-as";
import { type KeptFiles, LATER } from "./kept-secret";
import { toldAuthorities } from "./own-authority";
import { type MemberEndpoint, serverAuthorities } from "../clusters/reach";
import { renew } from "./renewal";

/** A token of an account in a member. */
export interface MemberToken {
  /** Secret. */
  readonly text: pulumi.Output<string>;
  /** Authorities of the member's API server on the way there, in PEM. */
  readonly authorities: (way: pulumi.Output<MemberEndpoint>) => pulumi.Output<string>;
  /** When it was issued, in RFC 3339. */
  readonly issued: pulumi.Output<string>;
  /** When it expires, in RFC 3339. Absent: never. */
  readonly expires?: pulumi.Output<string> | undefined;
}

/** Tokens that expire. */
export interface Expiring {
  /** The option that asks for them, as messages name it. */
  readonly path: string;
  /** How long one is valid. */
  readonly seconds: number;
}

/**
 * Creates a service account in a member, and a token for it.
 *
 * @param expiring how it expires, and what an earlier `up` has kept: the token is under `token`; undefined if it does not
 */
export function memberToken(
  member: Site,
  role: string,
  account: string,
  expiring: (Expiring & { readonly kept: pulumi.Output<KeptFiles> }) | undefined,
): MemberToken {
  if (!expiring) {
    const secret = issueToken(member, role, account);
    return {
      text: secretText(secret, "token"),
      authorities: (way) => serverAuthorities(secretText(secret, "ca.crt"), way),
      issued: secret.metadata.creationTimestamp,
    };
  }
  const { path, seconds, kept } = expiring;
  const { metadata } = createAccount(member, role, account);
  const current = async (uid: string, files: KeptFiles, kubeconfig: string): Promise<string> => {
    if (files === undefined) return LATER;
    const renewal = { path, account, uid, seconds, kept: files["token"] };
    return (await renew(askingAs(kubeconfig), renewal, Date.now() / 1000)) ?? LATER;
  };
  const text = pulumi
    .all([metadata.uid, kept, member.kubeconfig])
    .apply(async ([uid, files, kubeconfig]) => (pulumi.runtime.getEngine() ? current(uid, files, kubeconfig!) : ""));
  const timeIn = (which: "issued" | "expires"): pulumi.Output<string> =>
    pulumi.unsecret(text.apply((token) => timeOf(claimsOf(token)?.[which] ?? 0)));
  return {
    text: pulumi.secret(text),
    authorities: (way) => toldAuthorities(member, way, kept),
    issued: timeIn("issued"),
    expires: timeIn("expires"),
  };
}
