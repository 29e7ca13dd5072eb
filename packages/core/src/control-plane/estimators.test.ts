import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { EtcdMembers } from "../etcd/etcd-members";
import { hostSite } from "../host/site.test-support";
import { RELEASE } from "../karmada";
import { withAddOns } from "../karmada/add-ons";
import { flagsOf, inputsOf, one } from "../recorded.test-support";
import { record, type RecordedResource } from "../testing";
import { Estimators } from "./estimators";
import { ControlPlanePki } from "./pki";

const NAME = "federation-estimator-a";
const LABELS = { "app.kubernetes.io/name": "karmada-scheduler-estimator", "fedstack.dev/member": "a" };

let resources: RecordedResource[];
beforeAll(async () => {
  resources = await record(() => {
    const site = hostSite({ release: withAddOns(RELEASE, ["estimators"]) }).in("system");
    const etcd = new EtcdMembers(site, "etcd", 1);
    const pki = new ControlPlanePki(site, etcd, [], {});
    const context = { namespace: "system", clusterDomain: "cluster.local", etcd };
    const estimators = new Estimators(site, pki, { replicas: 2, logLevel: 4 }, context);
    const member = new pulumi.ComponentResource("test:index:Member", "a");
    const rights = new k8s.core.v1.ConfigMap("rights", {});
    const client = { files: { kubeconfig: "the way", token: pulumi.secret("a token") }, restartOn: ["the way"] };
    estimators.run({ name: "a", parent: member, client, after: [rights] });
  });
});

test("an estimator is for one member, belongs to it, and comes after its rights there", () => {
  expect(flagsOf(resources, ":Deployment", NAME)).toMatchObject({
    "cluster-name": "a",
    kubeconfig: "/etc/karmada/member/kubeconfig",
    v: "4",
  });
  const { parent, dependsOn, inputs } = one(resources, ":Deployment", NAME);
  expect(parent).toBe("a");
  expect(dependsOn).toContain("rights");
  expect(inputs).toMatchObject({ spec: { replicas: 2, selector: { matchLabels: LABELS } } });
  expect(inputsOf(resources, ":Secret", `${NAME}-member`)).toMatchObject({
    stringData: { kubeconfig: "the way", token: "a token" },
  });
});

test("Karmada finds it by its Service, which is there once it serves; later, nothing waits for its member", () => {
  const { dependsOn } = one(resources, ":Service", NAME);
  expect(dependsOn).toContain(NAME);
  const { metadata, spec } = inputsOf<{ metadata: { annotations: object }; spec: object }>(resources, ":Service", NAME);
  expect(metadata).toMatchObject({ name: "estimator-a", namespace: "system" });
  expect(metadata.annotations).not.toHaveProperty("pulumi.com/skipAwait");
  expect(spec).toEqual({ selector: LABELS, ports: [{ name: "grpc", port: 10352, targetPort: 10352 }] });
  expect(inputsOf(resources, ":Deployment", NAME)).toMatchObject({
    metadata: { annotations: { "pulumi.com/skipAwait": "true" } },
  });
});

test("it is known by every name that Karmada tries, and believes clients of the federation's authority", () => {
  expect(inputsOf(resources, ":CertRequest", "federation-ca-estimator-a")).toMatchObject({
    subject: { commonName: "estimator-a" },
    dnsNames: expect.arrayContaining(["estimator-a.system.svc", "estimator-a.system.svc.cluster.local"]),
  });
  expect(inputsOf<{ stringData: object }>(resources, ":Secret", `${NAME}-tls`).stringData).toEqual({
    "ca.crt": "certificate of federation-ca",
    "tls.crt": "certificate of federation-ca-estimator-a",
    "tls.key": "private key of federation-ca-estimator-a",
  });
  expect(flagsOf(resources, ":Deployment", NAME)).toMatchObject({ "grpc-client-ca-file": "/etc/karmada/tls/ca.crt" });
});

test("the scheduler asks with a certificate that signs in nowhere else as the scheduler", () => {
  expect(inputsOf(resources, ":CertRequest", "federation-ca-scheduler-estimators-client")).toMatchObject({
    subject: { commonName: "karmada-scheduler" },
  });
});
