import { selfSigned } from "../kubeconfig/kubeconfig.test-support";
import { certificateIn, privateKeyIn } from "./pem";

const { certificate, key } = selfSigned();
const textOf = (data: string): string => Buffer.from(data, "base64").toString("latin1");

test("a certificate and its key are read", () => {
  const read = privateKeyIn(textOf(key));
  expect(certificateIn(textOf(certificate))!.checkPrivateKey(read!)).toBe(true);
  expect(privateKeyIn(Buffer.from(key, "base64"))!.equals(read!)).toBe(true);
});

test.each(["", "x", "-----BEGIN CERTIFICATE-----"])("%j is neither", (text) => {
  expect([certificateIn(text), privateKeyIn(text)]).toEqual([undefined, undefined]);
});
