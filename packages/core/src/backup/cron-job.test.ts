import { hostSite } from "../host/site.test-support";
import { inputsOf } from "../recorded.test-support";
import { record } from "../testing";
import { cronJob } from "./cron-job";

test.each([
  ["0 3 * * *", { schedule: "0 3 * * *", suspend: false }],
  [undefined, { schedule: "0 0 1 1 *", suspend: true }],
])("with the schedule %s, it runs in UTC or only when somebody starts it", async (schedule, spec) => {
  const resources = await record(() => {
    const pod = { name: "run", image: "restic" as const, command: ["true"] };
    cronJob(hostSite().in("system"), "job", { component: "job", schedule, job: { backoffLimit: 0 }, pod });
  });
  expect(inputsOf(resources, ":CronJob", "federation-job")["spec"]).toMatchObject({
    ...spec,
    timeZone: "Etc/UTC",
    concurrencyPolicy: "Forbid",
  });
});
