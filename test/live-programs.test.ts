import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fakeKubeconfig, record } from "@fedstack/core/testing";

const PROGRAMS = join(__dirname, "live", "programs");
const ADD_ONS = { estimators: true, descheduler: true, metricsAdapter: true };
const FEDERATION = { name: "one", zone: "one.example.", members: ["a"], backups: true, addOns: ADD_ONS };

let folder: string;
let kubeconfig: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "fedstack-programs-"));
  kubeconfig = join(folder, "kubeconfig");
  writeFileSync(kubeconfig, fakeKubeconfig("f-cluster-context", "a-cluster-context", "b-cluster-context"));
  for (const log of ["log", "info", "warn"] as const) jest.spyOn(console, log).mockImplementation(() => undefined);
});
afterAll(() => rmSync(folder, { recursive: true }));

test.each<[string, Record<string, string>]>([
  ["access", { secrets: "deployed", taint: "b" }],
  ["federations", { hostContext: "f-cluster-context", federations: JSON.stringify([FEDERATION]) }],
  ["leaving", { members: '["a","b"]', placed: '["a","b"]', repaired: "false", maintenance: "none" }],
  ["members", { members: '["a","b"]', dropped: "[]", workloads: '{"web":4,"moving":4,"edge":1}' }],
  [
    "moving",
    {
      members: '["a","b"]',
      placed: '["a","b"]',
      workloads: '{"web":6,"spare":2,"scaled":4,"heavy":4}',
      renamed: "false",
    },
  ],
  ["pull", { members: '["a","b"]' }],
  ["rebalancing", { maintenance: "none", rebalance: "true" }],
  ["upgrade", { version: "1.18" }],
  ["waves", { version: "v1", healthy: "true", inWaves: "true", soakSeconds: "5" }],
])("the program %s of the live suites is accepted without clusters, too", async (name, config) => {
  const resources = await record(() => void jest.requireActual(join(PROGRAMS, name, `${name}.ts`)), {
    config: { kubeconfig, ...config },
  });
  const kinds = resources.map(({ type }) => type.split(":").at(-1));
  expect(kinds).toEqual(expect.arrayContaining(["Federation", "Membership"]));
});
