import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

const config = new pulumi.Config();
const provider = new k8s.Provider("host", { kubeconfig: config.require("kubeconfig"), context: "f-cluster-context" });
const namespace = new k8s.core.v1.Namespace("floor", { metadata: { name: "floor" } }, { provider }).metadata.name;
// Beside them, there are the stack, the provider and the namespace.
const others = config.requireNumber("resources") - 3;
for (let i = 0; i < others; i++) {
  const data = { index: `${i}` };
  new k8s.core.v1.ConfigMap(`floor-${i}`, { metadata: { name: `floor-${i}`, namespace }, data }, { provider });
}
