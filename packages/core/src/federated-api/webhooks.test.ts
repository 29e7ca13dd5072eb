import { RELEASE } from "../karmada";
import { mutatingWebhooks, validatingWebhooks } from "./webhooks";

const client = { url: "https://webhook.system.svc:443/", caBundle: "authority" };
const { webhooks } = RELEASE;
const validating = validatingWebhooks(webhooks, client);
const all = [...mutatingWebhooks(webhooks, client), ...validating];

test("what Karmada's webhook does not answer is refused, and every call trusts only the control plane's authority", () => {
  expect(all.length).toBeGreaterThan(webhooks.mutating.length);
  for (const { failurePolicy, clientConfig } of all) {
    expect(failurePolicy).toBe("Fail");
    expect(clientConfig).toMatchObject({
      caBundle: "authority",
      url: expect.stringMatching(/svc:443\/(mutate|validate)-/),
    });
  }
});

test("changes of policies are checked, not only new ones", () => {
  const [policies] = validating.filter(({ rules }) => JSON.stringify(rules).includes('"propagationpolicies"'));
  expect(policies?.rules).toMatchObject([{ operations: expect.arrayContaining(["CREATE", "UPDATE"]) }]);
});

test("deletions are checked only of objects that are labeled as protected", () => {
  const deleting = validating.filter(({ rules }) => JSON.stringify(rules).includes('"resources":["*"]'));
  expect(deleting).toHaveLength(1);
  expect(deleting[0]).toMatchObject({
    rules: [{ operations: ["DELETE"] }],
    objectSelector: { matchExpressions: [{ key: webhooks.deletionProtected, operator: "Exists" }] },
  });
});
