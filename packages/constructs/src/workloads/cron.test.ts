import { Cron } from "cdk8s";
import { tell } from "../faults";
import { cronSchedule } from "./cron";

const presets = [Cron.everyMinute(), Cron.hourly(), Cron.daily(), Cron.weekly(), Cron.monthly(), Cron.annually()];

test.each([...presets.map((cron) => cron.expressionString), "*/5 0-6/2 1,15 JAN-MAR mon-fri", "59 23 31 12 6"])(
  "%s is a schedule",
  (schedule) => expect(cronSchedule("schedule", schedule)).toEqual([]),
);

test.each([
  "60 * * * *",
  "* * 0 * *",
  "* * * 13 *",
  "* * * * 7",
  "5-1 * * * *",
  "*/0 * * * *",
  "1,,2 * * * *",
  "a * * * *",
])("%s is not one, because of a field", (schedule) => expect(cronSchedule("schedule", schedule)).toHaveLength(1));

test.each(["", "@daily", "* * * *", "* * * * * *", undefined])("%s is not one, because of its format", (schedule) => {
  expect(cronSchedule("schedule", schedule).map(tell)).toEqual([
    expect.stringContaining("is not a schedule; use minute, hour,"),
  ]);
});
