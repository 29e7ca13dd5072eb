import { cluster, federate, one, recordedOnce } from "../recorded.test-support";
import { plain, record, type RecordedResource } from "../testing";
import type { FederationArgs } from "./federation-args";

const recorded = recordedOnce((args: FederationArgs) =>
  record(() => void federate(cluster("f-cluster", "f"), "kairen.com", args)),
);
interface Sized {
  readonly spec: { readonly replicas: number };
}
const sizes = (resources: readonly RecordedResource[]): Record<string, number> =>
  Object.fromEntries(
    resources
      .filter(({ type }) => /^kubernetes:apps/.test(type))
      .map(({ name, inputs }) => [name.replace("federation-", ""), plain<Sized>(inputs).spec.replicas]),
  );
const AVAILABLE = {
  coredns: 2,
  etcd: 3,
  "etcd-operator": 1,
  "karmada-aggregated-apiserver": 2,
  "karmada-apiserver": 2,
  "karmada-controller-manager": 2,
  "karmada-scheduler": 2,
  "karmada-webhook": 2,
  "kube-controller-manager": 2,
};

test("a highly available federation has three members of each etcd, and two pods of everything that serves", async () => {
  const resources = await recorded({ highlyAvailable: true });
  expect(sizes(resources)).toEqual(AVAILABLE);
  expect(one(resources, ":EtcdCluster", "federation-etcd-cluster").inputs["spec"]).toMatchObject({ size: 3 });
  const budgets = resources.filter(({ type }) => type.endsWith(":PodDisruptionBudget"));
  expect(budgets.map(({ name }) => name.replace("federation-", "")).sort()).toEqual(
    [...Object.keys(AVAILABLE).filter((name) => name !== "etcd-operator"), "etcd-cluster"].sort(),
  );
});

test("add-ons have two pods each, too, and only those that are asked for", async () => {
  const resources = await recorded({ highlyAvailable: true, addOns: { estimators: true, descheduler: true } });
  expect(sizes(resources)).toEqual({ ...AVAILABLE, "karmada-descheduler": 2 });
});

test("single options of a highly available federation still decide", async () => {
  const resources = await recorded({
    highlyAvailable: true,
    apiServer: { replicas: 3 },
    webhook: { replicas: 1, logLevel: 4 },
    dns: { replicas: 1, records: { kind: "etcd", replicas: 1 } },
  });
  expect(sizes(resources)).toMatchObject({
    "karmada-apiserver": 3,
    "karmada-webhook": 1,
    coredns: 1,
    "etcd-cluster": 1,
  });
});

test("servers of which there are several end only after nobody is sent to them any more", async () => {
  interface Pods {
    readonly spec: {
      readonly template: {
        readonly spec: {
          readonly terminationGracePeriodSeconds: number;
          readonly containers: readonly [{ readonly lifecycle?: { readonly preStop: object } }];
        };
      };
    };
  }
  const podOf = (resources: readonly RecordedResource[], name: string): Pods["spec"]["template"]["spec"] =>
    plain<Pods>(one(resources, ":Deployment", `federation-${name}`).inputs).spec.template.spec;
  const several = await recorded({ highlyAvailable: true });
  const single = await recorded({});
  for (const server of ["karmada-apiserver", "karmada-aggregated-apiserver", "karmada-webhook"]) {
    const { terminationGracePeriodSeconds, containers } = podOf(several, server);
    expect(containers[0].lifecycle).toEqual({ preStop: { sleep: { seconds: 5 } } });
    expect(terminationGracePeriodSeconds).toBe(15);
    expect(podOf(single, server).containers[0].lifecycle).toBeUndefined();
  }
  expect(podOf(several, "karmada-scheduler").containers[0].lifecycle).toBeUndefined();
});

test("a highly available federation without name servers of its own gets none", async () => {
  for (const dns of [false, { provider: { name: "aws" } }] as const) {
    expect(sizes(await recorded({ highlyAvailable: true, dns }))).not.toHaveProperty("coredns");
  }
});

test("a highly available federation whose provider of DNS is undefined has name servers of its own", async () => {
  const dns = { provider: undefined } as unknown as FederationArgs["dns"];
  expect(sizes(await recorded({ highlyAvailable: true, dns }))).toEqual(AVAILABLE);
});
