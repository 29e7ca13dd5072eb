import { inputsOf } from "../recorded.test-support";
import { DEPLOYMENT, MEMBERS, recordDns, recordNewDns } from "./dns.test-support";

test("name servers and publishers come after the records, by the operator or without it", async () => {
  const records = [
    [{}, "federation-etcd-cluster"],
    [{ records: { kind: "etcd" } }, "federation-etcd-cluster-members"],
  ] as const;
  for (const [args, ready] of records) {
    const resources = await recordDns(args);
    const deployments = resources.filter(({ type, name }) => type === DEPLOYMENT && !name.endsWith("operator"));
    expect(deployments).toHaveLength(1 + MEMBERS.length);
    for (const { dependsOn } of deployments) expect(dependsOn).toContain(ready);
  }
});

test("what runs is the name servers and, as members join, their publishers", async () => {
  let running = 0;
  await recordNewDns({ records: { kind: "etcd" } }, { inspect: (dns) => (running = dns.workloads.length) });
  expect(running).toBe(1 + MEMBERS.length);
});

test("each kind of records has its own certificates, and an etcd of the federation's expires", async () => {
  const expiring = async (records: { kind: "operator" } | { kind: "etcd" }): Promise<number> => {
    let count = 0;
    await recordNewDns({ records }, { inspect: (dns) => (count = dns.certificates.length) });
    return count;
  };
  expect(await expiring({ kind: "operator" })).toBe(0);
  expect(await expiring({ kind: "etcd" })).toBeGreaterThan(3);
});

test("they are reached as their Service says", async () => {
  const resources = await recordDns({ service: { type: "LoadBalancer" } });
  expect(inputsOf<{ spec: object }>(resources, ":Service", "federation-coredns").spec).toMatchObject({
    type: "LoadBalancer",
  });
});
