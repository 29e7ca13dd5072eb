import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { must, run } from "../process.mjs";

const CLUSTERS = { f: "fedstack-demo-f", a: "fedstack-demo-a", b: "fedstack-demo-b" };
const NEEDED = { docker: ["info"], kind: ["version"], kubectl: ["version", "--client"] };
const contextOf = (cluster) => `kind-${cluster}`;

/** Three clusters in Docker containers. */
export const kind = {
  title: "kind",

  missing() {
    return Object.entries(NEEDED)
      .filter(([program, args]) => !run(program, args).ok)
      .map(([program]) => `${program} does not run here`);
  },

  /** Creates the clusters, and returns what a program needs to use them. */
  create(say) {
    const folder = mkdtempSync(join(tmpdir(), "fedstack-kind-"));
    const kubeconfig = join(folder, "config");
    const remove = () => {
      for (const name of Object.values(CLUSTERS)) {
        run("kind", ["delete", "cluster", "--name", name, "--kubeconfig", kubeconfig]);
      }
      rmSync(folder, { recursive: true, force: true });
    };
    try {
      const addresses = {};
      for (const [letter, name] of Object.entries(CLUSTERS)) {
        say(`kind create cluster --name ${name}`);
        addresses[letter] = createOne(name, kubeconfig);
      }
      return { ...use(kubeconfig, addresses), remove };
    } catch (error) {
      remove();
      throw error;
    }
  },
};

/** Returns the address of the cluster's node, which the kubeconfig then has, too: pods elsewhere reach it. */
function createOne(name, kubeconfig) {
  must(run("kind", ["create", "cluster", "--name", name, "--kubeconfig", kubeconfig, "--wait", "120s"]));
  const format = "{{.NetworkSettings.Networks.kind.IPAddress}}";
  const address = must(run("docker", ["inspect", "--format", format, `${name}-control-plane`])).trim();
  const server = ["--server", `https://${address}:6443`];
  must(run("kubectl", ["--kubeconfig", kubeconfig, "config", "set-cluster", contextOf(name), ...server]));
  return address;
}

function use(kubeconfig, addresses) {
  const members = { "f-a-cluster": contextOf(CLUSTERS.a), "f-b-cluster": contextOf(CLUSTERS.b) };
  return {
    kubectl: "kubectl",
    members,
    config: { kubeconfig, hostContext: contextOf(CLUSTERS.f), memberContexts: members, advertiseAddress: addresses.f },
    /** As a load balancer would; kind has none. */
    giveAddresses() {
      for (const letter of ["a", "b"]) {
        const status = { loadBalancer: { ingress: [{ ip: addresses[letter] }] } };
        const patch = ["--subresource=status", "--type=merge", `--patch=${JSON.stringify({ status })}`];
        const context = ["--kubeconfig", kubeconfig, "--context", contextOf(CLUSTERS[letter])];
        must(run("kubectl", [...context, "patch", "service", "nginx", ...patch]));
      }
    },
  };
}
