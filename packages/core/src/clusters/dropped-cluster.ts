import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { writeKubeconfig } from "../kubeconfig/kubeconfig";
import { adoptingName } from "./cluster-providers";

/** Nothing listens there, and no packet leaves the machine. */
const NOWHERE = writeKubeconfig({ name: "dropped", cluster: { server: "https://127.0.0.1:1" }, user: {} });

/**
 * Takes the place of the handle to a cluster that no longer exists. Its providers lead nowhere, and the engine takes what
 * they created for deleted. They replace the handle's as they are: a declared identity of the cluster does not matter.
 *
 * @param gone what comes before the providers: a drop that is refused or fails must leave the handle's in the state
 */
export function replaceByDropped(
  name: string,
  gone: pulumi.Output<pulumi.Resource[]>,
  opts: pulumi.ComponentResourceOptions | undefined,
): void {
  const parent = new pulumi.ComponentResource("fedstack:index:Cluster", name, {}, opts);
  for (const provider of [name, adoptingName(name)]) {
    const args = { kubeconfig: pulumi.secret(NOWHERE), clusterIdentifier: name, deleteUnreachable: true };
    new k8s.Provider(provider, args, { parent, dependsOn: gone, ignoreChanges: ["clusterIdentifier"] });
  }
}
