import { App, Chart, Cron } from "cdk8s";
import { Placement } from "../placement/placement";
import { faultsOf } from "../synthesis.test-support";

import { FederatedCronJob, type FederatedCronJobProps } from "./federated-cron-job";

const placement = Placement.duplicated(["a"]);
function chartWith(props: object): Chart {
  const chart = new Chart(new App(), "web");
  new FederatedCronJob(chart, "report", { placement, ...props } as FederatedCronJobProps);
  return chart;
}
const paths = (props: object): string[] =>
  faultsOf(chartWith(props)).map((fault) => /^\[web\/report\] (.*?):/.exec(fault)![1]!);

test("a CronJob makes Jobs on its schedule, as text or as a Cron", () => {
  const short = { image: "nginx", timeZone: "Asia/Taipei", parallelism: 2 };
  for (const schedule of ["0 0 * * *", Cron.daily()]) {
    expect(chartWith({ ...short, schedule }).toJson()[1].spec).toMatchObject({
      schedule: "0 0 * * *",
      timeZone: "Asia/Taipei",
      jobTemplate: { spec: { parallelism: 2, template: { spec: { restartPolicy: "Never" } } } },
    });
  }
});

test("the schedule, the time zone and the numbers are checked in the short form", () => {
  expect(paths({ image: "nginx", schedule: "* * *", timeZone: "Mars/Base", completions: -1 })).toEqual([
    "schedule",
    "timeZone",
    "completions",
  ]);
});

test("they are checked in a full spec as well", () => {
  const template = { spec: { containers: [{ name: "a", image: "nginx" }] } };
  const spec = { schedule: "* * *", timeZone: "Mars/Base", jobTemplate: { spec: { completions: -1, template } } };
  expect(paths({ spec })).toEqual(["spec.schedule", "spec.timeZone", "completions"]);
});

test("its name leaves room for those of its Jobs", () => {
  const chart = new Chart(new App(), "web");
  const named = (length: number) =>
    new FederatedCronJob(chart, "x".repeat(length), { image: "nginx", schedule: "0 0 * * *", placement });
  [named(52), named(53)].forEach(() => undefined);
  expect(faultsOf(chart)).toHaveLength(1);
});
