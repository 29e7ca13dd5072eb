import { Cron } from "cdk8s";
import { tell } from "../faults";
import { cronSchedule } from "./cron";

const presets = [Cron.everyMinute(), Cron.hourly(), Cron.daily(), Cron.weekly(), Cron.monthly(), Cron.annually()];

test.each([
  ...presets.map((cron) => cron.expressionString),
  "*/5 0-6/2 1,15 JAN-MAR mon-fri",
  "59 23 31 12 6",
  "  0\t3  *   * 1 ",
  "? ? ? ? ?",
  "0 0 ? * sun",
  "1,,2 * * * *",
  "5/100 +3 07 * *",
  "@yearly",
  "@annually",
  "@monthly",
  "@weekly",
  "@daily",
  "@midnight",
  "@hourly",
  "@every 1h30m",
  "@every 1.5h",
])("%s is a schedule", (schedule) => expect(cronSchedule("schedule", schedule)).toEqual([]));

test.each([
  "60 * * * *",
  "* * 0 * *",
  "* * * 13 *",
  "* * * * 7",
  "5-1 * * * *",
  "*/0 * * * *",
  "1-2-3 * * * *",
  "1/2/3 * * * *",
  "-1 * * * *",
  "a * * * *",
])("%s is not one, because of a field", (schedule) => expect(cronSchedule("schedule", schedule)).toHaveLength(1));

test.each(["", "@Daily", " @daily", "@reboot", "@every day", "@every 5", "* * * *", "* * * * * *", 7])(
  "%s is not one, because of its format",
  (schedule) => {
    expect(cronSchedule("schedule", schedule).map(tell)).toEqual([
      expect.stringContaining("is not a schedule; use minute, hour,"),
    ]);
  },
);

test("a schedule that is left out is missing", () => {
  expect(cronSchedule("schedule", undefined).map(tell)).toEqual([
    expect.stringMatching(/^schedule: is missing; use minute, hour,/),
  ]);
});

test.each(["TZ=Asia/Taipei 0 3 * * *", "CRON_TZ=UTC 0 3 * * *", "TZ=UTC"])(
  "%s is refused, because the time zone has its own field",
  (schedule) => {
    expect(cronSchedule("schedule", schedule).map(tell)).toEqual([
      `schedule: "${schedule}" has a time zone in it; use timeZone`,
    ]);
  },
);
