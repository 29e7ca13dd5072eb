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

/** Faults of a schedule with five fields, as Kubernetes and Karmada read it. */
export function cronSchedule(path: string, schedule: unknown): Fault[] {
  const texts = typeof schedule === "string" ? schedule.split(" ") : [];
  if (texts.length !== FIELDS.length) {
    return [
      fault(
        path,
        `${quoted(schedule)} is not a schedule`,
        'use minute, hour, day, month and weekday, such as "0 3 * * 1"',
      ),
    ];
  }
  return FIELDS.filter((field, i) => !texts[i]!.split(",").every((part) => fits(part, field))).map(
    ({ name, min, max }) =>
      fault(path, `${quoted(schedule)} has no valid ${name}`, `use *, ${min}-${max}, or a list or step of these`),
  );
}

function fits(part: string, field: Field): boolean {
  const [range, step, ...rest] = part.split("/");
  const [from, to, ...more] = range!.split("-");
  if (rest.length > 0 || more.length > 0) return false;
  if (step !== undefined && !(/^\d+$/.test(step) && Number(step) >= 1 && Number(step) <= field.max)) return false;
  if (range === "*") return true;
  const [first, last] = [valueOf(from!, field), to === undefined ? undefined : valueOf(to, field)];
  if (first === undefined || (to !== undefined && last === undefined)) return false;
  return last === undefined || last >= first;
}

function valueOf(text: string, { min, max, words }: Field): number | undefined {
  const index = (words as readonly string[]).indexOf(text.toUpperCase());
  const value = index >= 0 ? index + min : /^\d+$/.test(text) ? Number(text) : undefined;
  return value !== undefined && value >= min && value <= max ? value : undefined;
}
