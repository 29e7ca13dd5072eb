// A CommonJS program that tests its federation with recorded resources.
const assert = require("node:assert/strict");
const { Cluster, Federation } = require("@fedstack/core");
const { fakeKubeconfig, record } = require("@fedstack/core/testing");

record(
  () => {
    const federation = new Federation(Cluster.fromKubeconfig("host", fakeKubeconfig("host")), "example.org.");
    federation.join(Cluster.fromKubeconfig("a", fakeKubeconfig("a")));
  },
  { preview: true },
).then((resources) => {
  const types = new Set(resources.map(({ type }) => type));
  assert.ok(types.has("fedstack:index:Federation"), [...types].join());
  assert.ok(types.has("fedstack:index:Membership"), [...types].join());
});
