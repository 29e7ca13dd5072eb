import { known } from "../recorded.test-support";
import { agentFaults } from "./agents";
import type { ApiServerServiceArgs } from "./api-server";

const problems = async (service: ApiServerServiceArgs, host: string): Promise<string[]> =>
  (await known(agentFaults("join", service, host))).map(({ problem }) => problem);

test.each<[ApiServerServiceArgs, string]>([
  [{}, "192.0.2.1"],
  [{ type: "LoadBalancer" }, "127.0.0.1"],
  [{ type: "ClusterIP", advertiseAddress: "api.example.com" }, "127.0.0.1"],
  [{ advertiseAddress: "192.0.2.9" }, "127.0.0.1"],
])("agents may reach the federated API at %j, of a host at %s", async (service, host) => {
  expect(await problems(service, host)).toEqual([]);
});

test.each<[ApiServerServiceArgs, string, string]>([
  [{}, "127.0.0.1", '"127.0.0.1", the address of the federated API, is a loopback address'],
  [{ type: "ClusterIP", advertiseAddress: "localhost" }, "192.0.2.1", '"localhost", the address of the federated API'],
  [{ type: "ClusterIP" }, "192.0.2.1", "whose Service has type ClusterIP"],
])("agents cannot reach the federated API at %j, of a host at %s", async (service, host, problem) => {
  expect(await problems(service, host)).toEqual([expect.stringContaining(problem)]);
});
