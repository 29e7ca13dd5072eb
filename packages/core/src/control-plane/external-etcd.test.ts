import { cluster, federate, flagsOf, inputsOf, one } from "../recorded.test-support";
import { isSecret, record, type RecordedResource } from "../testing";

const external = {
  endpoints: ["https://etcd-1.example.com:2379", "https://etcd-2.example.com:2379"],
  tls: { authority: "authority of etcd", certificate: "certificate for etcd", key: "key for etcd" },
  prefix: "/fedstack/kairen",
};
const SERVERS = ["karmada-apiserver", "karmada-aggregated-apiserver"];

let resources: RecordedResource[];
beforeAll(async () => {
  resources = await record(() => {
    federate(cluster("f-cluster", "f"), "kairen.com", { name: "kairen", highlyAvailable: true, etcd: { external } });
  });
});

test("nothing is made for an etcd of the control plane: no pods, names, policies, certificates or budgets", () => {
  const ofEtcd = resources.filter(({ name }) => /^kairen-(etcd(?!-?cluster|-operator)|kairen-system-etcd)/.test(name));
  expect(ofEtcd.map(({ type, name }) => `${type} ${name}`)).toEqual([]);
  expect(resources.filter(({ type }) => type.endsWith(":StatefulSet"))).toEqual([]);
});

test.each(SERVERS)("%s gets the endpoints, its credentials in a Secret, and keys of the federation's own", (name) => {
  expect(flagsOf(resources, ":Deployment", `kairen-${name}`)).toMatchObject({
    "etcd-servers": "https://etcd-1.example.com:2379,https://etcd-2.example.com:2379",
    "etcd-prefix": "/fedstack/kairen",
    "etcd-certfile": "/etc/karmada/etcd/tls.crt",
  });
  const secret = `kairen-${name}-etcd`;
  expect(inputsOf(resources, ":Secret", secret)["stringData"]).toEqual({
    "ca.crt": "authority of etcd",
    "tls.crt": "certificate for etcd",
    "tls.key": "key for etcd",
  });
  const { stringData } = one(resources, ":Secret", secret).inputs as { readonly stringData: Record<string, unknown> };
  expect(isSecret(stringData["tls.key"] ?? stringData)).toBe(true);
});

test.each(SERVERS)("the network policy of %s lets it reach an etcd at any address", (name) => {
  const { egress } = inputsOf<{ readonly spec: { readonly egress: unknown[] } }>(
    resources,
    ":NetworkPolicy",
    `kairen-kairen-system-${name}`,
  ).spec;
  expect(JSON.stringify(egress)).toContain('"cidr":"0.0.0.0/0"');
  expect(JSON.stringify(egress)).not.toContain('"port"');
});

test("the namespace names the etcd, so that an up which would use another one can be refused", () => {
  expect(inputsOf(resources, ":Namespace", "kairen-namespace")["metadata"]).toMatchObject({
    annotations: {
      "fedstack.dev/etcd":
        "external: https://etcd-1.example.com:2379,https://etcd-2.example.com:2379, prefix: /fedstack/kairen",
    },
  });
});
