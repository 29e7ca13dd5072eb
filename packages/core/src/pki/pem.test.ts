import { selfSigned } from "../kubeconfig/kubeconfig.test-support";
import { certificateIn, certificatesIn, privateKeyIn } from "./pem";

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

test("the certificates of a text are read in their order, whatever is around them, and without those that are damaged", () => {
  const [first, second] = [textOf(certificate), textOf(selfSigned().certificate)];
  const damaged = first.replace(/MII/, "AII");
  expect(certificatesIn(`# for tests\n${second}\n${damaged}\n${first}`)).toEqual(
    [second, first].map((pem) => certificateIn(pem)),
  );
  expect(certificatesIn("no certificate")).toEqual([]);
});
