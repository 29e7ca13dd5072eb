// A CommonJS program that has the constructs and no Pulumi.
const assert = require("node:assert/strict");
const { FederatedDeployment, Placement } = require("@fedstack/constructs");
const { planReplicas } = require("@fedstack/constructs/plan");
const { dnsNames } = require("@fedstack/constructs/names");
const { App, Chart } = require("cdk8s");

const chart = new Chart(new App(), "web");
const placement = Placement.weighted([
  ["a", 1],
  ["b", 1],
]);
new FederatedDeployment(chart, "nginx", { image: "nginx", replicas: 4, placement });

assert.deepEqual(
  chart
    .toJson()
    .map(({ kind }) => kind)
    .sort(),
  ["Deployment", "PropagationPolicy"],
);
assert.equal(typeof planReplicas, "function");
assert.equal(typeof dnsNames, "function");
