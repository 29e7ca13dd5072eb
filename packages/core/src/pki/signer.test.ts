import * as pulumi from "@pulumi/pulumi";
import { one } from "../recorded.test-support";
import { isSecret, plain, record, type RecordedResource } from "../testing";
import { Signer } from "./signer";

const AUTHORITY = "tls:index/selfSignedCert:SelfSignedCert";
const SIGNED = "tls:index/locallySignedCert:LocallySignedCert";

let resources: RecordedResource[];
let expiries: string[];
beforeAll(async () => {
  resources = await record(() => {
    const signer = new Signer("ca", { validityHours: 48, earlyRenewalHours: 24 }, {});
    signer.issue("server", { commonName: "etcd", dnsNames: ["etcd.system"], uses: ["server_auth"] });
    expiries = signer.expiries.map(({ name }) => name);
  });
});

test("an authority signs for as long as it was told, and outlives what it signs", () => {
  expect(one(resources, AUTHORITY, "ca").inputs).toMatchObject({ isCaCertificate: true, validityPeriodHours: 87600 });
  expect(one(resources, SIGNED, "ca-server").inputs).toMatchObject({
    caCertPem: "certificate of ca",
    validityPeriodHours: 48,
    earlyRenewalHours: 24,
    allowedUses: ["digital_signature", "server_auth"],
  });
});

test("an authority of one's own signs authorities, which servers present with their certificates", async () => {
  const issuer = { certificate: "certificate of corp", key: "key of corp" };
  const issued = await record(() => {
    const signer = new Signer("ca", { issuer }, {});
    signer.issue("server", { commonName: "etcd", uses: ["server_auth"] });
    signer.crossSignedBy(new Signer("ca-2", { issuer }, {}));
    const { certificate } = signer.issue("later", { commonName: "api", uses: ["server_auth"] });
    new pulumi.ComponentResource("test:index:Server", "server", { certificate });
    const client = signer.issue("client", { commonName: "user", uses: ["client_auth"] });
    new pulumi.ComponentResource("test:index:Client", "client", { certificate: client.certificate });
  });
  expect(issued.filter(({ type }) => type === AUTHORITY)).toEqual([]);
  const { inputs } = one(issued, SIGNED, "ca");
  expect(plain(inputs)).toMatchObject({
    caCertPem: "certificate of corp",
    caPrivateKeyPem: "key of corp",
    isCaCertificate: true,
    validityPeriodHours: 87600,
  });
  expect(isSecret(inputs["caPrivateKeyPem"])).toBe(true);
  expect(one(issued, SIGNED, "ca-server").inputs["caCertPem"]).toBe("certificate of ca");
  expect(one(issued, "test:index:Server", "server").inputs["certificate"]).toBe(
    "certificate of ca-latercertificate of cacertificate of ca-by-ca-2",
  );
  expect(one(issued, "test:index:Client", "client").inputs["certificate"]).toBe("certificate of ca-client");
});

test("an authority tells when it ends, and when each certificate does that it signed", () => {
  expect(expiries).toEqual(["ca", "ca-server"]);
});
