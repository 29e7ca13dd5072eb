import * as pulumi from "@pulumi/pulumi";
import type { MetricsArgs } from "../host/metrics";
import { missingMetricsFaults } from "./host-metrics";
import { lacks } from "./host-items";

jest.mock("./host-items");

const NAMESPACE = "/api/v1/namespaces/monitoring";
const MONITORS = "/apis/monitoring.coreos.com/v1/namespaces/monitoring/podmonitors?limit=1";

/** Faults, told in full, on a host that does not find some paths. */
const told = async (metrics: MetricsArgs, ...missing: readonly string[]): Promise<string[]> => {
  jest.mocked(lacks).mockImplementation((_, path) => Promise.resolve(missing.includes(path)));
  const faults = await missingMetricsFaults("f-cluster", "{}", metrics);
  return faults.map(({ path, problem, remedy }) => `${path}: ${problem}; ${remedy}`);
};

test("a host without the namespace, or without PodMonitors where they are asked for, is refused", async () => {
  expect(await told({ namespace: "monitoring" }, NAMESPACE, MONITORS)).toEqual([
    'metrics.namespace: host "f-cluster" has no namespace "monitoring"; create it first, or use the Output of what makes it in this program',
  ]);
  expect(await told({ namespace: "monitoring", podMonitors: {} }, MONITORS)).toEqual([
    'metrics.podMonitors: host "f-cluster" has no PodMonitors of monitoring.coreos.com/v1; install the Prometheus Operator first, or leave them out',
  ]);
  expect(await told({ namespace: "monitoring", podMonitors: {} })).toEqual([]);
});

test("what the program makes itself need not be there yet", async () => {
  expect(await told({ namespace: pulumi.output("monitoring"), podMonitors: {} }, NAMESPACE, MONITORS)).toEqual([]);
});
