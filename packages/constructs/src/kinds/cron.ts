import { fault, quoted } from "../faults";
import type { Fault } from "../faults";

const MONTHS = "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split(" ");
const DAYS = "SUN MON TUE WED THU FRI SAT".split(" ");

const FIELDS = [
  { name: "minute", min: 0, max: 59, words: [] },
  { name: "hour", min: 0, max: 23, words: [] },
  { name: "day", min: 1, max: 31, words: [] },
  { name: "month", min: 1, max: 12, words: MONTHS },
  { name: "weekday", min: 0, max: 6, words: DAYS },
] as const;

type Field = (typeof FIELDS)[number];

const NAMED = /^@(yearly|annually|monthly|weekly|daily|midnight|hourly)$/;
/** `@every` with a duration of Go. */
const EVERY = /^@every [-+]?(0|((\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h))+)$/;

/**
 * Faults of a schedule, as Kubernetes and Karmada read it.
 *
 * @see https://github.com/robfig/cron/blob/v3.0.1/parser.go
 */
export function cronSchedule(path: string, schedule: unknown): Fault[] {
  if (typeof schedule === "string" && schedule.includes("TZ")) {
    return [fault(path, `${quoted(schedule)} has a time zone in it`, "use timeZone")];
  }
  if (typeof schedule === "string" && (NAMED.test(schedule) || EVERY.test(schedule))) return [];
  const texts = typeof schedule === "string" ? schedule.split(/\s+/).filter((text) => text !== "") : [];
  if (texts.length !== FIELDS.length) {
    return [
      fault(
        path,
        schedule === undefined ? "is missing" : `${quoted(schedule)} is not a schedule`,
        'use minute, hour, day, month and weekday, such as "0 3 * * 1", or a name such as "@daily"',
      ),
    ];
  }
  return FIELDS.filter((field, i) => !partsOf(texts[i]!).every((part) => fits(part, field))).map(({ name, min, max }) =>
    fault(path, `${quoted(schedule)} has no valid ${name}`, `use *, ${min}-${max}, or a list or step of these`),
  );
}

function partsOf(text: string): readonly string[] {
  return text.split(",").filter((part) => part !== "");
}

/** A step after a single number counts from there to the end. */
function fits(part: string, field: Field): boolean {
  const [range, step, ...rest] = part.split("/");
  const [from, to, ...more] = range!.split("-");
  if (rest.length > 0) return false;
  if (step !== undefined && !(/^\+?\d+$/.test(step) && Number(step) >= 1)) return false;
  if (from === "*" || from === "?") return true;
  const [first, last] = [valueOf(from!, field), to === undefined ? undefined : valueOf(to, field)];
  if (more.length > 0 || first === undefined || (to !== undefined && last === undefined)) return false;
  return last === undefined || last >= first;
}

function valueOf(text: string, { min, max, words }: Field): number | undefined {
  const index = (words as readonly string[]).indexOf(text.toUpperCase());
  const value = index >= 0 ? index + min : /^\+?\d+$/.test(text) ? Number(text) : undefined;
  return value !== undefined && value >= min && value <= max ? value : undefined;
}
