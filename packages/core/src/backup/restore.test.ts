import { EtcdMembers } from "../etcd/etcd-members";
import { hostSite } from "../host/site.test-support";
import { inputsOf } from "../recorded.test-support";
import { record } from "../testing";
import { restoreJobs } from "./restore";

test("restic's variables, and the backup that is chosen, reach only the container that fetches it", async () => {
  const resources = await record(() => {
    const site = hostSite().in("system");
    const store = { repository: "/backups", secrets: {}, opens: [], claim: "nas" };
    const env = [{ name: "RESTIC_REPOSITORY", value: "/backups" }];
    expect(restoreJobs(site, new EtcdMembers(site, "etcd", 1), { store, env, resources: {} })).toEqual([
      "restore-etcd-0",
    ]);
  });
  const cronJob = inputsOf(resources, ":CronJob", "federation-restore-etcd-0");
  expect(cronJob).toMatchObject({
    spec: {
      jobTemplate: {
        spec: {
          backoffLimit: 0,
          ttlSecondsAfterFinished: 3600,
          template: {
            spec: {
              initContainers: [
                { name: "fetch", env: [{ name: "RESTIC_REPOSITORY" }, { name: "SNAPSHOT", value: "latest" }] },
                { name: "restore" },
              ],
              containers: [{ name: "replace" }],
            },
          },
        },
      },
    },
  });
  expect(JSON.stringify(cronJob).match(/RESTIC_REPOSITORY/g)).toHaveLength(1);
});
