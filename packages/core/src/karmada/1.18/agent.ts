import { MEMBERS_NAMESPACE } from "../names";
import type { Agent } from "../agent";
import { CLIENT } from "./components";

const CLUSTERS = "cluster.karmada.io";
const WORKS = "work.karmada.io";
const READ = ["get", "list", "watch"];

/**
 * It listens on no port, elects no leader, and reports no credential of the member. Without the other controllers, it
 * makes no Works: what it reports reaches no other member.
 *
 * @see https://github.com/karmada-io/karmada/blob/v1.18.2/cmd/agent/app/agent.go
 */
export const agent: Agent = {
  name: "karmada-agent",
  image: "agent",
  program: "karmada-agent",
  flags: (member) => ({
    "cluster-name": member,
    "cluster-status-update-frequency": "10s",
    controllers: "clusterStatus,execution,workStatus",
    "health-probe-bind-address": "0",
    "karmada-kubeconfig": `${CLIENT}/kubeconfig`,
    "leader-elect": "false",
    "metrics-bind-address": "0",
    "rate-limiter-max-delay": "30s",
    "report-secrets": "None",
    v: "2",
  }),
  requests: { cpu: "50m", memory: "128Mi" },
  client: CLIENT,
  rights: (member) => ({
    // It does not start before it has listed all Clusters, and Services for the webhooks of interpreters.
    everywhere: [
      { apiGroups: [CLUSTERS], resources: ["clusters"], verbs: READ },
      { apiGroups: [CLUSTERS], resources: ["clusters/status"], resourceNames: [member], verbs: ["update"] },
      {
        apiGroups: ["config.karmada.io"],
        resources: ["resourceinterpreterwebhookconfigurations", "resourceinterpretercustomizations"],
        verbs: READ,
      },
      { apiGroups: [""], resources: ["services"], verbs: ["list", "watch"] },
      { apiGroups: [""], resources: ["namespaces"], resourceNames: [MEMBERS_NAMESPACE], verbs: ["get"] },
      { apiGroups: [""], resources: ["events"], verbs: ["create", "patch"] },
    ],
    amongMembers: [
      { apiGroups: ["coordination.k8s.io"], resources: ["leases"], verbs: ["create"] },
      { apiGroups: ["coordination.k8s.io"], resources: ["leases"], resourceNames: [member], verbs: ["get", "update"] },
    ],
    ofWorks: [
      { apiGroups: [WORKS], resources: ["works"], verbs: [...READ, "update"] },
      { apiGroups: [WORKS], resources: ["works/status"], verbs: ["patch", "update"] },
    ],
  }),
};
