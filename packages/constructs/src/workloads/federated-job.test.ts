import { App, Chart } from "cdk8s";
import { Placement } from "../placement/placement";
import { faultsOf } from "../synthesis.test-support";
import { FederatedJob, jobFaults } from "./federated-job";

const placement = Placement.evenly();

test("a pod of a Job is not restarted in place, and a Job chooses its own selector", () => {
  const chart = new Chart(new App(), "web");
  new FederatedJob(chart, "import", { image: "nginx", completions: 6, parallelism: 2, backoffLimit: 0, placement });
  const { spec } = chart.toJson()[1];
  expect(spec).toMatchObject({
    completions: 6,
    parallelism: 2,
    backoffLimit: 0,
    template: { spec: { restartPolicy: "Never", containers: [{ image: "nginx" }] } },
  });
  expect(spec).not.toHaveProperty("selector");
});

test("the numbers of a Job are whole, in the short form and in a spec", () => {
  expect(jobFaults({ completions: 0, parallelism: 1 })).toEqual([]);
  expect(jobFaults({ completions: -1, parallelism: 0.5, backoffLimit: NaN }).map(({ path }) => path)).toEqual([
    "completions",
    "parallelism",
    "backoffLimit",
  ]);
  const chart = new Chart(new App(), "web");
  const template = { spec: { containers: [{ name: "a", image: "nginx" }] } };
  new FederatedJob(chart, "import", { spec: { completions: -1, template }, placement } as never);
  expect(faultsOf(chart)).toEqual([expect.stringMatching(/^\[web\/import\] completions: "-1"/)]);
});
