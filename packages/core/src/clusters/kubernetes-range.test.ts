import { tell } from "@fedstack/constructs/faults";
import * as pulumi from "@pulumi/pulumi";
import { RELEASE } from "../karmada";
import { CANDIDATE } from "../karmada/offered.test-support";
import { known } from "../recorded.test-support";
import type { Fault } from "../validation/errors";
import { checkKubernetes, versionFaults, versionWarning } from "./kubernetes-range";
import type { Observation, Unobserved } from "./observation";

const CURRENT = { ...RELEASE, kubernetesRange: { oldest: 26, oldestHost: 30, newest: 35 } };
const UNREACHABLE = { reason: "connect ECONNREFUSED" };
const seen = (version: string): Observation => ({ uid: "4fe10986-2f12-4607-aeb7-0746b74ca091", version });

test.each([
  [
    "v1.25.16",
    ['cluster "a": runs Kubernetes v1.25.16, but Karmada 1.18 supports 1.26 to 1.35; upgrade the cluster first'],
  ],
  ["v1.26.0", []],
  ["v1.35.2-gke.100", []],
  ["v1.36.0", []],
])("a member that runs Kubernetes %s is compared with what the release supports", (version, faults) => {
  expect(versionFaults("a", "member", seen(version), CURRENT).map(tell)).toEqual(faults);
});

test("a host that cannot let pods go on serving while they end is refused", () => {
  expect(versionFaults("f", "host", seen("v1.29.14"), CURRENT).map(tell)).toEqual([
    'cluster "f": runs Kubernetes v1.29.14, but a host needs 1.30 or later; upgrade the cluster first, or use another host',
  ]);
  expect(versionFaults("f", "host", seen("v1.30.0"), CURRENT)).toEqual([]);
});

test("what is newer than what has been tested is a warning", () => {
  expect(versionWarning("a", seen("v1.36.0"), CURRENT)).toBe(
    'cluster "a" runs Kubernetes v1.36.0. Karmada 1.18 is tested with 1.26 to 1.35.',
  );
  expect(versionWarning("a", seen("v1.35.9"), CURRENT)).toBeUndefined();
});

test("a cluster that does not answer has no version", () => {
  expect(versionFaults("a", "member", UNREACHABLE, CURRENT)).toEqual([]);
  expect(versionWarning("a", UNREACHABLE, CURRENT)).toBeUndefined();
});

test("a cluster is checked and warned of by the range of the release that it is asked for", async () => {
  const warn = jest.spyOn(pulumi.log, "warn").mockResolvedValue(undefined);
  const checks: pulumi.Output<readonly Fault[]>[] = [];
  const check = (observed: Observation | Unobserved): Promise<readonly Fault[]> => {
    const identity = { observed: pulumi.output(observed) } as never;
    const cluster = { name: "a", identity, check: (faults: (typeof checks)[number]) => void checks.push(faults) };
    return known(checkKubernetes(cluster, "member", CANDIDATE));
  };
  expect((await check(seen("v1.26.1"))).map(({ path }) => path)).toEqual(['cluster "a"']);
  expect(await check(seen("v1.37.0"))).toEqual([]);
  expect((await Promise.all(checks.map(known))).map((faults) => faults.length)).toEqual([1, 0]);
  expect(warn.mock.calls.map(([text]) => text)).toEqual([
    expect.stringContaining("Karmada 1.19 is tested with 1.27 to 1.36"),
  ]);
  warn.mockRestore();
});
