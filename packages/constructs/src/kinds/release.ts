/**
 * Release of Karmada whose rules the plan follows, without its patch. `plan/scheduler` has how it schedules, and
 * `interpreters-1.18.ts` what it knows about kinds.
 */
export const RELEASE = "1.18";
