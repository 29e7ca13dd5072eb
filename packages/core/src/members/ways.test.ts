import * as pulumi from "@pulumi/pulumi";
import { known } from "../recorded.test-support";
import { fakeKubeconfig, record } from "../testing";
import { Cluster } from "./cluster";
import type { JoinOptions } from "./join-options";
import { type Agents, wayTo } from "./ways";

const FAULT = { path: "join", problem: "nobody reaches the federated API" };
const LOOPBACK = fakeKubeconfig("a").replace("a.example.com", "127.0.0.1");
const agents: Agents = {
  client: () => ({ files: {}, restartOn: [] }),
  faults: (path) => pulumi.output([{ ...FAULT, path }]),
};

async function faultsOf(kubeconfig: string, options: JoinOptions): Promise<unknown> {
  let faults: unknown;
  await record(async () => {
    const way = wayTo("join", Cluster.fromKubeconfig("a", kubeconfig), options, agents);
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
