import { eventually, kubectl } from "./lab";

/** Runs a Job of a CronJob on the host to its end, and fails with its logs unless it succeeds. */
export async function runJob(namespace: string, cronJob: string, name: string): Promise<void> {
  const host = (...args: readonly string[]): Promise<string> => kubectl("f", "-n", namespace, ...args);
  await host("create", "job", `--from=cronjob/${cronJob}`, name);
  const done = await eventually(
    `${name} ends`,
    120,
    () => host("get", "job", name, "-o", "jsonpath={.status.succeeded} {.status.failed}"),
    (counts) => counts.trim() !== "",
  );
  const logs = await host("logs", `job/${name}`, "--all-containers", "--prefix");
  expect([done.trim(), logs]).toEqual(["1", expect.any(String)]);
}
