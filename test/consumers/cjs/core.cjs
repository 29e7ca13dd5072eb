// A CommonJS program that tests its federation with recorded resources.
const assert = require("node:assert/strict");
const { Cluster, Federation } = require("@fedstack/core");
const { record } = require("@fedstack/core/testing");

const kubeconfig = (name) =>
  JSON.stringify({
    apiVersion: "v1",
    kind: "Config",
    "current-context": name,
    clusters: [{ name, cluster: { server: `https://${name}:6443`, "certificate-authority-data": "Y2E=" } }],
    users: [{ name, user: { token: "token" } }],
    contexts: [{ name, context: { cluster: name, user: name } }],
  });

record(
  () => {
    const federation = new Federation(Cluster.fromKubeconfig("host", kubeconfig("host")), "example.org.");
    federation.join(Cluster.fromKubeconfig("a", kubeconfig("a")));
  },
  { preview: true },
).then((resources) => {
  const types = new Set(resources.map(({ type }) => type));
  assert.ok(types.has("fedstack:index:Federation"), [...types].join());
  assert.ok(types.has("fedstack:index:Membership"), [...types].join());
});
