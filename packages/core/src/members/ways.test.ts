import * as pulumi from "@pulumi/pulumi";
import { known } from "../recorded.test-support";
import { fakeKubeconfig, record } from "../testing";
import { Cluster } from "../clusters/cluster";
import type { JoinOptions } from "./join-options";
import { type Agents, wayTo } from "./ways";

const FAULT = { path: "join", problem: "nobody reaches the federated API" };
const LOOPBACK = fakeKubeconfig("a").replace("a.example.com", "127.0.0.1");
const agents: Agents = {
  client: () => ({ files: {}, restartOn: [] }),
  faults: (path) => pulumi.output([{ ...FAULT, path }]),
};

async function faultsOf(kubeconfig: string, options: JoinOptions, hostMore = ""): Promise<unknown> {
  let faults: unknown;
  await record(async () => {
    const host = Cluster.fromKubeconfig("f", fakeKubeconfig("f").replace('"cluster":{', `"cluster":{${hostMore}`));
    const way = wayTo("join", Cluster.fromKubeconfig("a", kubeconfig), options, { host, agents });
    faults = await known(way.faults);
  });
  return faults;
}

test("in push mode, the address of the member matters", async () => {
  expect(await faultsOf(fakeKubeconfig("a"), {})).toEqual([]);
  await expect(faultsOf(LOOPBACK, { mode: "push" })).rejects.toThrow("is a loopback address");
});

test("in pull mode, only the address of the federated API does", async () => {
  expect(await faultsOf(LOOPBACK, { mode: "pull" })).toEqual([FAULT]);
});

test.each(["a", "f"])(
  "tokens expire only where the program itself reaches the member and the host: %s",
  async (behind) => {
    const proxy = '"proxy-url":"http://proxy.example.com:3128",';
    const kubeconfig = fakeKubeconfig("a").replace('"cluster":{', `"cluster":{${behind === "a" ? proxy : ""}`);
    const hostMore = behind === "f" ? proxy : "";
    expect(await faultsOf(kubeconfig, {}, hostMore)).toEqual([]);
    expect(await faultsOf(kubeconfig, { tokenExpirationSeconds: 600 }, hostMore)).toEqual([
      {
        path: "join.tokenExpirationSeconds",
        problem: `needs requests of the program to "${behind}", whose kubeconfig has a proxy-url`,
        remedy: "use a kubeconfig without one, or leave it out",
      },
    ]);
  },
);
