import { quoted } from "@fedstack/constructs/faults";
import * as pulumi from "@pulumi/pulumi";
import { isLoopback } from "../kube/hosts";
import type { Fault } from "../validation/errors";
import type { ApiServerServiceArgs } from "./api-server";

const REMEDY = "set apiServer.service.advertiseAddress to an address of the federated API that the member's pods reach";

/**
 * Why the agent of a member in pull mode could not reach the federated API, as far as its address tells.
 *
 * @param path the call that joins the member, as errors name it
 * @param hostAddress address of the host's nodes
 */
export function agentFaults(
  path: string,
  { type = "NodePort", advertiseAddress }: ApiServerServiceArgs,
  hostAddress: pulumi.Input<string>,
): pulumi.Output<readonly Fault[]> {
  if (advertiseAddress === undefined && type !== "NodePort") {
    const problem = "pods of the member cannot reach the federated API, whose Service has type ClusterIP";
    return pulumi.output(type === "ClusterIP" ? [{ path, problem, remedy: REMEDY }] : []);
  }
  return pulumi.output(advertiseAddress ?? hostAddress).apply((address) => loopbackFaults(path, address));
}

function loopbackFaults(path: string, address: string): Fault[] {
  if (!isLoopback(address)) return [];
  const problem = `${quoted(address)}, the address of the federated API, is a loopback address, which pods of the member cannot reach`;
  return [{ path, problem, remedy: REMEDY }];
}
