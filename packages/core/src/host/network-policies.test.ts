import { RELEASE_1_18 } from "../karmada/1.18/release";
import { record, type RecordedResource } from "../testing";
import { ingressOf, restrictIngress } from "./network-policies";
import { hostSite } from "./site.test-support";

const labels = (name: string): object => ({ podSelector: { matchLabels: { "app.kubernetes.io/name": name } } });
const specOf = ({ inputs }: RecordedResource): unknown => inputs["spec"];

test("rows without ingress have no rule, and peers are named as their pods are", () => {
  const rules = ingressOf(RELEASE_1_18.components);
  expect(rules.map(({ component }) => component)).toEqual([
    "etcd",
    "karmada-apiserver",
    "karmada-aggregated-apiserver",
    "karmada-webhook",
  ]);
  expect(rules.find(({ component }) => component === "karmada-webhook")).toEqual({
    component: "karmada-webhook",
    ports: [{ port: 8443 }],
    from: ["karmada-apiserver"],
  });
});

test("nothing comes in to a namespace but what a rule lets in", async () => {
  const resources = await record(() => {
    restrictIngress(hostSite().in("dns"), [
      { component: "coredns", ports: [{ port: 1053, protocol: "UDP" }], from: "anywhere" },
      { component: "etcd", ports: [{ port: 2379 }], from: ["coredns", { namespace: "operators" }] },
    ]);
  });
  const policies = resources.filter(({ type }) => type.endsWith(":NetworkPolicy"));
  expect(policies.map(({ name }) => name)).toEqual([
    "federation-dns-coredns",
    "federation-dns-default-deny",
    "federation-dns-etcd",
  ]);
  const [open, deny, etcd] = policies.map(specOf);
  expect(deny).toEqual({ podSelector: {}, policyTypes: ["Ingress"] });
  expect(open).toMatchObject({ ...labels("coredns"), ingress: [{ ports: [{ port: 1053, protocol: "UDP" }] }] });
  expect((open as { ingress: object[] }).ingress[0]).not.toHaveProperty("from");
  expect(etcd).toMatchObject({
    ingress: [
      {
        ports: [{ port: 2379, protocol: "TCP" }],
        from: [
          labels("coredns"),
          { namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "operators" } } },
        ],
      },
    ],
  });
});
