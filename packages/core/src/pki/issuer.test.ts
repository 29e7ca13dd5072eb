import * as pulumi from "@pulumi/pulumi";
import { tell } from "@fedstack/constructs/faults";
import { selfSigned } from "../kubeconfig/kubeconfig.test-support";
import type { IssuerArgs } from "./certificate-args";
import { issuerFaults } from "./issuer";

const inPem = ({ certificate, key }: { readonly certificate: string; readonly key: string }) => ({
  certificate: Buffer.from(certificate, "base64").toString(),
  key: Buffer.from(key, "base64").toString(),
});
const authority = inPem(selfSigned());
const server = inPem(selfSigned("v3_req"));
const told = (issuer?: IssuerArgs): string[] => issuerFaults(issuer).map(tell);

test("an authority with its key can sign others, and what is known only later is not looked at", () => {
  expect(told()).toEqual([]);
  expect(told(authority)).toEqual([]);
  expect(told({ certificate: pulumi.output("x"), key: pulumi.secret("hunter2") })).toEqual([]);
});

test("an authority that has expired is refused, with the time when it ended", () => {
  const [now, day] = [new Date(Date.now() + 61 * 86_400_000), new Date(Date.now() + 60 * 86_400_000)];
  expect(issuerFaults(authority, now).map(tell)).toEqual([
    `certificates.issuer.certificate: expired on ${day.toISOString().slice(0, 10)}: nobody would trust what it signs; ` +
      "renew it, with the same key",
  ]);
});

test("what cannot sign is refused, without being shown", () => {
  expect(told({ certificate: "hunter2", key: "hunter2" })).toEqual([
    "certificates.issuer.certificate: is not a certificate; use its text in PEM",
    "certificates.issuer.key: is not a private key; use its text in PEM, not encrypted",
  ]);
  expect(told(server)).toEqual([
    "certificates.issuer.certificate: is not the certificate of an authority; use one with CA:TRUE",
  ]);
  expect(told({ ...authority, key: server.key })).toEqual([
    "certificates.issuer.key: is not the key of the certificate; use the pair of one authority",
  ]);
});
