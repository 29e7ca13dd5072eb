import { RELEASE } from "../karmada";
import { shapeFaults } from "../validation/shape";
import { componentFields, etcdFields } from "./validate-component";

const FIELDS = componentFields(RELEASE, RELEASE.components.scheduler);
const scheduler = (args: unknown): string[] => shapeFaults("scheduler", args, FIELDS).map(({ path }) => path);
const etcd = (args: unknown): string[] => shapeFaults("etcd", args, etcdFields(RELEASE)).map(({ path }) => path);

test("a component takes sizes, requests and flags of its own", () => {
  const resources = { requests: { cpu: "100m", memory: ".5Gi" }, limits: { memory: "1e9" }, claims: [{ name: "gpu" }] };
  expect(scheduler({ replicas: 2, logLevel: 0, resources, extraArgs: { "feature-gates": "A=true" } })).toEqual([]);
});

test("wrong sizes, amounts and flags of the library are refused at once", () => {
  const resources = { requests: { cpu: "1 core" }, limits: { memory: "1GiB" }, claims: ["gpu"] };
  expect(scheduler({ replicas: 0, logLevel: 11, resources, extraArgs: { kubeconfig: "/x" } })).toEqual([
    "scheduler.replicas",
    "scheduler.resources.claims[0]",
    "scheduler.resources.limits.memory",
    "scheduler.resources.requests.cpu",
    "scheduler.logLevel",
    "scheduler.extraArgs.kubeconfig",
  ]);
});

test("an etcd has one or three members, and volumes with a size or none that lasts", () => {
  for (const storage of ["ephemeral", {}, { size: "1.5Ti" }, { size: "1024" }]) expect(etcd({ storage })).toEqual([]);
  for (const size of ["", "1 Gi", "Gi", "-1Gi", "1GiB"]) {
    expect(etcd({ storage: { size } })).toEqual(["etcd.storage.size"]);
  }
  expect(etcd({ replicas: 2, extraArgs: { "data-dir": "/x" } })).toEqual(["etcd.extraArgs.data-dir", "etcd.replicas"]);
});
