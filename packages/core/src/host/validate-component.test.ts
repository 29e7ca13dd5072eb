import { tell } from "@fedstack/constructs/faults";
import { RELEASE } from "../karmada";
import { shapeFaults } from "../validation/shape";
import { componentFields } from "./validate-component";

const FIELDS = componentFields(RELEASE, RELEASE.components.scheduler);
const scheduler = (args: unknown): string[] => shapeFaults("scheduler", args, FIELDS).map(({ path }) => path);

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

test("a container cannot request more than its limit", () => {
  const told = (resources: object): string[] => shapeFaults("scheduler", { resources }, FIELDS).map(tell);
  expect(told({ requests: { cpu: "1", memory: "1Gi" }, limits: { cpu: "1000m" } })).toEqual([]);
  expect(told({ requests: { cpu: "2", memory: "1Gi" }, limits: { memory: "512Mi", cpu: "1" } })).toEqual([
    'scheduler.resources.requests.cpu: "2" is more than the limit, "1"; request less, or raise the limit',
    'scheduler.resources.requests.memory: "1Gi" is more than the limit, "512Mi"; request less, or raise the limit',
  ]);
});
