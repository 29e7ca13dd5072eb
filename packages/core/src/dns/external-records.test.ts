import { hostSite } from "../host/site.test-support";
import { inputsOf, one } from "../recorded.test-support";
import { isSecret, record } from "../testing";
import { externalRecords } from "./external-records";
import type { Records } from "./records";

const ENDPOINTS = ["https://etcd.example.com:2379"];

test("an etcd without TLS needs nothing on the host", async () => {
  let records: Records | undefined;
  const resources = await record(
    () => (records = externalRecords(hostSite(), { kind: "external", endpoints: ENDPOINTS })),
  );
  expect(records).toEqual({ endpoints: ENDPOINTS, ready: [] });
  expect(resources.filter(({ type }) => type.endsWith(":Secret"))).toEqual([]);
});

test("a client certificate is in a Secret, whose key is one of Pulumi's", async () => {
  const tls = { authority: "the authority", certificate: "the certificate", key: "the key" };
  let records: Records | undefined;
  const resources = await record(() => {
    records = externalRecords(hostSite(), { kind: "external", endpoints: ENDPOINTS, tls });
  });
  const secret = one(resources, ":Secret", "federation-records-client");
  expect(inputsOf(resources, ":Secret", "federation-records-client")["stringData"]).toEqual({
    "ca.crt": "the authority",
    "tls.crt": "the certificate",
    "tls.key": "the key",
  });
  expect(isSecret(secret.inputs["stringData"])).toBe(true);
  expect(records?.ready).toHaveLength(1);
});

test("the pods of both clients start again when the certificate or its authority changes", async () => {
  const tls = { authority: "the authority", certificate: "the certificate", key: "the key" };
  await record(() => {
    const { credentials } = externalRecords(hostSite(), { kind: "external", endpoints: ENDPOINTS, tls });
    for (const client of [credentials?.coreDns, credentials?.externalDns]) {
      expect(client?.restartOn).toEqual(["the authority", "the certificate"]);
    }
  });
});
