// An ECMAScript module that imports from every entry point.
import assert from "node:assert/strict";
import { FederatedDeployment, Placement } from "@fedstack/constructs";
import { dnsNames } from "@fedstack/constructs/names";
import { planReplicas } from "@fedstack/constructs/plan";
import { Cluster, Federation } from "@fedstack/core";
import { record } from "@fedstack/core/testing";

for (const imported of [FederatedDeployment, Placement, dnsNames, planReplicas, Cluster, Federation, record]) {
  assert.equal(typeof imported, "function");
}
