import * as pulumi from "@pulumi/pulumi";
import { selfSigned } from "../kubeconfig/kubeconfig.test-support";
import { certificateIn } from "../pki/pem";
import { known } from "../recorded.test-support";
import { givenCertificates } from "./given-certificates";

const pem = Buffer.from(selfSigned().certificate, "base64").toString();
const { validFrom, validTo } = certificateIn(pem)!;
const tls = { authority: pem, certificate: pulumi.secret(pem), key: "hunter2" };

test("every certificate that the program gives is found, with when it is valid", async () => {
  const given = givenCertificates({
    certificates: { issuer: { certificate: pem, key: "hunter2" } },
    etcd: { external: { endpoints: [], prefix: "/x", tls } },
    dns: { records: { kind: "external", endpoints: [], tls } },
    apiServer: {
      oidc: [
        { issuerUrl: "https://a.example.com", audiences: ["a"] },
        { issuerUrl: "https://b.example.com", audiences: ["b"], certificateAuthority: pem },
      ],
    },
  });
  expect(given.map(({ name }) => name)).toEqual([
    "certificates.issuer.certificate",
    "etcd.external.tls.authority",
    "etcd.external.tls.certificate",
    "dns.records.tls.authority",
    "dns.records.tls.certificate",
    "apiServer.oidc[1].certificateAuthority",
  ]);
  for (const { expires, issued } of given) {
    expect([await known(issued!), await known(expires)]).toEqual(
      [validFrom, validTo].map((text) => new Date(text).toISOString()),
    );
    expect(await pulumi.isSecret(expires)).toBe(false);
  }
});

test("nothing is given by default, and what cannot be read does not expire", async () => {
  expect(givenCertificates({})).toEqual([]);
  const [unread] = givenCertificates({ certificates: { issuer: { certificate: "hunter2", key: "" } } });
  expect(await known(unread!.expires)).toBe("");
});
