import { flagsAt } from "../../host/flags";
import { components } from "./components";

const context = {
  namespace: "system",
  clusterDomain: "cluster.local",
  etcd: { name: "etcd", serviceHost: "etcd.system", clientUrls: [], initialCluster: "" },
};
const { etcd, ...others } = components;

test.each(Object.values(others))("$name logs as much as the user says, or at level 2", ({ flags }) => {
  const levelOf = (logLevel?: number): string | undefined => flagsAt(flags, { ...context, logLevel })["v"];
  expect([levelOf(), levelOf(0), levelOf(6)]).toEqual(["2", "0", "6"]);
});

test("etcd has no log level of Kubernetes", () => {
  expect(Object.keys(flagsAt(etcd.flags, context))).not.toContain("v");
});

test.each([components.apiServer, components.aggregatedApiServer])(
  "$name is not ready without etcd, but is not restarted for it",
  ({ health }) => {
    expect([health.ready, health.alive]).toEqual(["/readyz", "/livez?exclude=etcd"]);
  },
);

test("etcd may read its data for longer than ten minutes", () => {
  expect(etcd.health.startSeconds).toBeGreaterThan(600);
});
