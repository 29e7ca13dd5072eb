import { flagFaults } from "../host/flags";
import { inputsOf } from "../recorded.test-support";
import { containerOf, DEPLOYMENT, recordDns, recordNewDns, type Workload } from "./dns.test-support";
import { OWNED_FLAGS } from "./external-dns";

const provided = { provider: { name: "aws" } };

test("what writes for one member is named for it, and what writes for all is not", async () => {
  const names = async (args: Parameters<typeof recordDns>[0]): Promise<string[]> =>
    (await recordDns(args))
      .map(({ type, name }) => `${type}/${name}`)
      .filter((one) => /Deployment.*external-dns/.test(one));
  expect(await names({})).toEqual(
    ["f-a-cluster", "f-b-cluster"].map((member) => `${DEPLOYMENT}/federation-external-dns-${member}`),
  );
  expect(await names(provided)).toEqual([`${DEPLOYMENT}/federation-external-dns`]);
});

test("every flag that the library gives external-dns is refused as one of the user's, also negated", async () => {
  const workload = inputsOf<Workload>(await recordDns(provided), DEPLOYMENT, "federation-external-dns");
  const names = containerOf(workload).args.map((flag) => /^--([^=]+)/.exec(flag)![1]!);
  expect(names.length).toBeGreaterThan(10);
  for (const name of names.flatMap((flag) => [flag, `no-${flag}`])) {
    expect(flagFaults("dns.provider.extraArgs", OWNED_FLAGS, { [name]: "x" })).toHaveLength(1);
  }
});

test.each([
  [undefined, "sync"],
  [true, "upsert-only"],
])(
  "with adopts: %p, publishers have the policy %s, so that no record goes before members are back",
  async (adopts, policy) => {
    for (const [dns, suffix] of [
      [{}, "-f-a-cluster"],
      [provided, ""],
    ] as const) {
      const resources = await recordNewDns(dns, { adopts });
      const workload = inputsOf<Workload>(resources, DEPLOYMENT, `federation-external-dns${suffix}`);
      expect(containerOf(workload).args.filter((flag) => flag.startsWith("--policy"))).toEqual([`--policy=${policy}`]);
    }
  },
);
