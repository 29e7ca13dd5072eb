import { EtcdMembers } from "../etcd/etcd-members";
import { hostSite } from "../host/site.test-support";
import { RELEASE } from "../karmada";
import { inputsOf } from "../recorded.test-support";
import { record, type RecordedResource } from "../testing";
import { deployController } from "./controllers";
import { ControlPlanePki } from "./pki";

const { aggregatedApiServer, kubeControllerManager, scheduler, webhook } = RELEASE.components;

let resources: RecordedResource[];
beforeAll(async () => {
  resources = await record(() => {
    const site = hostSite().in("system");
    const etcd = new EtcdMembers(site, "etcd", 1);
    const pki = new ControlPlanePki(site, etcd, [], {});
    const context = { namespace: "system", clusterDomain: "cluster.local", etcd };
    for (const component of [aggregatedApiServer, kubeControllerManager, scheduler, webhook]) {
      deployController(site, component, pki, {}, context);
    }
  });
});
const filesOf = (secret: string): Record<string, string> =>
  inputsOf<{ stringData: Record<string, string> }>(resources, ":Secret", `federation-${secret}`).stringData;

test("a component signs in to the federated API as itself, at its address in the cluster", () => {
  const { kubeconfig, "ca.crt": authority } = filesOf("karmada-scheduler-client");
  expect(authority).toBe("certificate of federation-ca");
  const { clusters, users } = JSON.parse(kubeconfig!) as {
    clusters: [{ cluster: { server: string } }];
    users: [{ user: Record<string, string> }];
  };
  expect(clusters[0].cluster.server).toBe("https://karmada-apiserver.system.svc.cluster.local:5443");
  expect(Buffer.from(users[0].user["client-certificate-data"]!, "base64").toString()).toBe(
    "certificate of federation-ca-scheduler-client",
  );
});

test("a component that others call has a certificate of the federation, and a Service in front of its port", () => {
  expect(filesOf("karmada-webhook-tls")).toEqual({
    "ca.crt": "certificate of federation-ca",
    "tls.crt": "certificate of federation-ca-webhook",
    "tls.key": "private key of federation-ca-webhook",
  });
  expect(inputsOf<{ spec: object }>(resources, ":Service", "federation-karmada-webhook").spec).toEqual({
    selector: { "app.kubernetes.io/name": "karmada-webhook" },
    ports: [{ name: "https", port: 443, targetPort: webhook.health.port }],
  });
});

test("only a component that others call has a Service", () => {
  const services = resources.filter(({ type }) => type.endsWith(":Service")).map(({ name }) => name);
  expect(services.sort()).toEqual(["federation-karmada-aggregated-apiserver", "federation-karmada-webhook"]);
});

test("a component that reads etcd is believed there by etcd's own authority", () => {
  expect(filesOf("karmada-aggregated-apiserver-etcd")).toEqual({
    "ca.crt": "certificate of federation-etcd-ca",
    "tls.crt": expect.stringMatching(/^certificate of federation-etcd-ca-/),
    "tls.key": expect.stringMatching(/^private key of federation-etcd-ca-/),
  });
});

test("only the component that signs service account tokens has their key", () => {
  const keys = resources.filter(({ type, name }) => type.endsWith(":Secret") && name.endsWith("service-accounts"));
  expect(keys.map(({ name }) => name)).toEqual(["federation-kube-controller-manager-service-accounts"]);
  expect(Object.keys(filesOf("kube-controller-manager-service-accounts"))).toEqual(["tls.key"]);
});
