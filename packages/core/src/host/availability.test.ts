import { inputsOf } from "../recorded.test-support";
import { record } from "../testing";
import { limitDisruption, spread } from "./availability";
import { hostSite } from "./site.test-support";

const LABELS = { "app.kubernetes.io/name": "etcd" };

test("pods are spread over nodes and over zones, and run where that cannot be", () => {
  expect(spread(LABELS)).toEqual(
    ["kubernetes.io/hostname", "topology.kubernetes.io/zone"].map((topologyKey) => ({
      topologyKey,
      maxSkew: 1,
      whenUnsatisfiable: "ScheduleAnyway",
      labelSelector: { matchLabels: LABELS },
      matchLabelKeys: undefined,
    })),
  );
});

test("pods of different revisions are spread on their own", () => {
  for (const { matchLabelKeys } of spread(LABELS, "pod-template-hash")) {
    expect(matchLabelKeys).toEqual(["pod-template-hash"]);
  }
});

test("at most one pod is taken away on purpose at a time", async () => {
  const resources = await record(() => limitDisruption(hostSite().in("system"), "etcd", LABELS, "IfHealthyBudget"));
  expect(inputsOf(resources, ":PodDisruptionBudget", "federation-etcd")).toMatchObject({
    metadata: { name: "etcd", namespace: "system" },
    spec: { maxUnavailable: 1, selector: { matchLabels: LABELS }, unhealthyPodEvictionPolicy: "IfHealthyBudget" },
  });
});
