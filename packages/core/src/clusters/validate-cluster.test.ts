import { tell } from "@fedstack/constructs/faults";
import * as k8s from "@pulumi/kubernetes";
import { fakeKubeconfig, record } from "../testing";
import { Cluster } from "./cluster";
import { clusterFaults } from "./validate-cluster";

test("a cluster has no faults, and the fault of anything else says how to make one", async () => {
  const remedy = "use Cluster.fromKubeconfig, Cluster.fromFile or Cluster.fromProvider";
  await record(() => {
    expect(clusterFaults("host", Cluster.fromKubeconfig("a", fakeKubeconfig("a")))).toEqual([]);
    for (const other of [undefined, null, "a", {}, new k8s.Provider("a", {})]) {
      expect(clusterFaults("host", other).map(tell)).toEqual([
        expect.stringMatching(`^host: .* is not a Cluster; ${remedy}$`),
      ]);
    }
  });
});
