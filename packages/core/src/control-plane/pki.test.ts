import { EtcdMembers } from "../etcd/etcd-members";
import { hostSite } from "../host/site.test-support";
import { plain, record, type RecordedResource } from "../testing";
import { ControlPlanePki } from "./pki";

interface Request {
  readonly subject: { readonly commonName: string; readonly organization?: string };
  readonly dnsNames?: readonly string[];
  readonly ipAddresses?: readonly string[];
}
interface Certificate {
  readonly allowedUses: readonly string[];
  readonly caCertPem: string;
  readonly validityPeriodHours: number;
}

let resources: RecordedResource[];
let expiries: readonly string[];
beforeAll(async () => {
  resources = await record(() => {
    const site = hostSite().in("system");
    const pki = new ControlPlanePki(site, new EtcdMembers(site, "etcd", 1), [], {});
    pki.personPair("jane", "shop", 8);
    expiries = pki.expiries.map(({ name }) => name);
  });
});

const named = <T>(type: string, name: string): T =>
  plain<T>(resources.find((resource) => resource.type.endsWith(`:${type}`) && resource.name === name)!.inputs);

test("only the library's own clients are in the group of masters", () => {
  const masters = resources
    .filter(({ type }) => type.endsWith(":CertRequest"))
    .map(({ inputs }) => plain<Request>(inputs).subject)
    .filter(({ organization }) => organization === "system:masters");
  expect(masters.map(({ commonName }) => commonName).sort()).toEqual([
    "fedstack:administrator",
    "fedstack:provisioner",
  ]);
});

test("a person is a client in a group, for as long as the library was told", () => {
  expect(named<Request>("CertRequest", "federation-ca-person-jane").subject).toEqual({
    commonName: "jane",
    organization: "shop",
  });
  expect(named<Certificate>("LocallySignedCert", "federation-ca-person-jane")).toMatchObject({
    allowedUses: ["digital_signature", "client_auth"],
    validityPeriodHours: 8,
  });
});

test("etcd and the front proxy have authorities of their own, so that users of the API are not believed there", () => {
  const signedBy = (name: string): string => named<Certificate>("LocallySignedCert", name).caCertPem;
  expect(signedBy("federation-etcd-ca-apiserver-client")).toBe("certificate of federation-etcd-ca");
  expect(signedBy("federation-front-proxy-ca-client")).toBe("certificate of federation-front-proxy-ca");
  expect(signedBy("federation-ca-administrator-client")).toBe("certificate of federation-ca");
});

test("every certificate that expires is listed", () => {
  const certificates = resources.filter(({ type }) => /:(SelfSignedCert|LocallySignedCert)$/.test(type));
  expect([...expiries].sort()).toEqual(certificates.map(({ name }) => name).sort());
});

test.each(["apiserver", "aggregated-apiserver", "kube-controller-manager", "webhook"])(
  "the certificate of the %s signs in nowhere",
  (server) => {
    const { allowedUses } = named<Certificate>("LocallySignedCert", `federation-ca-${server}`);
    expect(allowedUses.filter((use) => use.endsWith("_auth"))).toEqual(["server_auth"]);
  },
);
