import { hostSite } from "../host/site.test-support";
import { flagsOf, inputsOf, one } from "../recorded.test-support";
import { record, type RecordedResource } from "../testing";
import { ownRecords } from "./own-records";
import type { Records } from "./records";

let resources: RecordedResource[];
let records: Records;
beforeAll(async () => {
  const args = { kind: "etcd", replicas: 3, extraArgs: { "snapshot-count": "5000" } } as const;
  resources = await record(() => {
    records = ownRecords(hostSite().in("dns"), {}, args);
  });
});

test("the records are in an etcd that both clients reach member by member", () => {
  expect(one(resources, ":StatefulSet", "federation-etcd-cluster")).toBeDefined();
  expect(records.endpoints).toHaveLength(3);
  expect(new Set(records.endpoints).size).toBe(3);
  for (const endpoint of records.endpoints) expect(endpoint).toMatch(/^https:\/\/etcd-cluster-[012]\..*:2379$/);
});

test("its history is compacted, and flags of the user's own are added", () => {
  expect(flagsOf(resources, ":StatefulSet", "federation-etcd-cluster")).toMatchObject({
    "auto-compaction-mode": "periodic",
    "auto-compaction-retention": "1",
    "snapshot-count": "5000",
  });
});

test("each client has a certificate of its own, for clients only, by the records' own authority", () => {
  for (const client of ["coredns", "external-dns"]) {
    const [certificate] = resources.filter(
      ({ type, name }) => type.endsWith(":LocallySignedCert") && name.endsWith(`-${client}`),
    );
    expect(certificate!.inputs["allowedUses"]).toContain("client_auth");
    expect(certificate!.inputs["allowedUses"]).not.toContain("server_auth");
    expect(certificate!.dependsOn.join()).toContain("records-ca");
    expect(
      Object.keys(inputsOf<{ stringData: object }>(resources, ":Secret", `federation-records-${client}`).stringData),
    ).toEqual(expect.arrayContaining(["ca.crt", "tls.crt", "tls.key"]));
  }
});
