import { existsSync } from "node:fs";
import { join } from "node:path";
import { LAB_HOME, missingClusters } from "../../test/live/missing.js";
import { must, ROOT, run } from "../process.mjs";

const SCRIPTS = join(ROOT, "test", "lab");
const BUILD_MINUTES = 60;
const bin = (program) => join(process.env.LAB_BIN ?? join(LAB_HOME, "bin"), program);

/** The clusters of the live tests, without Docker: see test/lab/README.md. */
export const lab = {
  title: "the lab",

  missing() {
    if (missingClusters().length === 0) return [];
    return [
      ...(process.platform === "linux" && process.getuid() === 0 ? [] : ["it needs root on Linux"]),
      ...(run("go", ["version"]).ok ? [] : ["it needs Go"]),
    ];
  },

  /** Boots the clusters unless they are up, and returns what a program needs to use them. */
  create(say) {
    const isUp = missingClusters().length === 0;
    if (!isUp) {
      say("building the lab's programs, which takes 25 minutes the first time");
      must(run(join(SCRIPTS, "build.sh"), [], { minutes: BUILD_MINUTES }));
      say("booting the lab");
      must(run(join(SCRIPTS, "up.sh"), []));
    }
    const members = { "f-a-cluster": "a-cluster-context", "f-b-cluster": "b-cluster-context" };
    return {
      kubectl: bin("kubectl"),
      members,
      config: {
        kubeconfig: join(LAB_HOME, "kube", "config"),
        hostContext: "f-cluster-context",
        memberContexts: members,
        advertiseAddress: `${process.env.LAB_NET ?? "172.22.132"}.31`,
        records: existsSync(bin("etcd-operator")) ? "operator" : "etcd",
      },
      giveAddresses: () => must(run(join(SCRIPTS, "addresses.sh"), [])),
      remove: () => isUp || run(join(SCRIPTS, "down.sh"), []),
    };
  },
};
