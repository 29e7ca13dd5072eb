import { one } from "../recorded.test-support";
import { record, type RecordedResource } from "../testing";
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

test("an authority tells when it ends, and when each certificate does that it signed", () => {
  expect(expiries).toEqual(["ca", "ca-server"]);
});
