import { inputsOf } from "../recorded.test-support";
import { DEPLOYMENT, MEMBERS, recordDns, containerOf, type Workload } from "./dns.test-support";

test("each member has one publisher, which writes the names of its own region and zone", async () => {
  const resources = await recordDns();
  const flagsOf = (member: string): string =>
    containerOf(inputsOf<Workload>(resources, DEPLOYMENT, `federation-external-dns-${member}`)).args.join("\n");
  expect(flagsOf("f-a-cluster")).toContain(".federation.svc.a.tw.kairen.com:");
  expect(flagsOf("f-b-cluster")).not.toContain(".tw.");
  expect(flagsOf("f-b-cluster")).toContain('eq .clusterName "f-b-cluster"');
  const withoutMembers = resources.filter(({ name }) => !name.includes("external-dns-"));
  expect(resources.length - withoutMembers.length).toBe(MEMBERS.length);
});

test("records contain their owner, so that no other key is left behind", async () => {
  const { args } = containerOf(
    inputsOf<Workload>(await recordDns(), DEPLOYMENT, "federation-external-dns-f-a-cluster"),
  );
  expect(args).toEqual(
    expect.arrayContaining([
      "--policy=sync",
      "--registry=noop",
      "--coredns-strictly-owned",
      "--txt-owner-id=federation/f-a-cluster",
      "--domain-filter=kairen.com",
      "--annotation-prefix=fedstack.dev/none/",
    ]),
  );
});

test("a publisher outlives its member long enough to delete its records", async () => {
  const workload = inputsOf<Workload>(await recordDns(), DEPLOYMENT, "federation-external-dns-f-a-cluster");
  const farewell = containerOf(workload).lifecycle!.preStop.sleep.seconds;
  expect(farewell).toBeGreaterThan(5);
  expect(workload.spec.template.spec.terminationGracePeriodSeconds).toBeGreaterThan(farewell);
});

test("publishers may list bindings in the federated API, and nothing else", async () => {
  const roles = (await recordDns()).filter(({ type, provider }) => /:ClusterRole$/.test(type) && provider === "api");
  expect(roles.map(({ inputs }) => inputs["rules"])).toEqual([
    [{ apiGroups: ["work.karmada.io"], resources: ["resourcebindings"], verbs: ["list", "watch"] }],
  ]);
});
