import { runInNewContext } from "node:vm";
import * as fc from "fast-check";
import { refusal } from "../plan/policies/scheduling-rule";
import { admissionsOf } from "./admission-policies";

interface PolicySpec {
  readonly validations: readonly { readonly messageExpression: string }[];
}

const values = fc.subarray(["pci", "so_x", "1.0", ""], { minLength: 1 });
const rule = fc.record({
  name: fc.constantFrom("pci", "eu.data"),
  labels: fc.constant({ pci: "true" }),
  members: fc.dictionary(fc.constantFrom("certified", "example.com/owner", "in", "name"), values, { minKeys: 1 }),
});

test("the API server's message is the same as the plan's, whichever object is checked", () => {
  fc.assert(
    fc.property(rule, fc.constantFrom("PropagationPolicy", "ClusterPropagationPolicy"), (given, policyKind) => {
      for (const { paramKind, policy } of admissionsOf(given)) {
        const { messageExpression } = (policy as PolicySpec).validations[0]!;
        const byPolicy = paramKind.kind.endsWith("Policy");
        const [judged, judging] = [{ name: "cart" }, { name: "all" }];
        const told: unknown = runInNewContext(messageExpression, {
          request: { namespace: "shop" },
          object: { kind: "Deployment", metadata: judged },
          params: { metadata: byPolicy ? judging : judged },
          variables: { policyKind, policyName: "all" },
        });
        const workload = { kind: byPolicy ? "Deployment" : paramKind.kind, name: "cart", namespace: "shop" };
        const concerned = { kind: byPolicy ? paramKind.kind : policyKind, name: "all" };
        expect(told).toBe(refusal(given, workload, concerned));
      }
    }),
  );
});
