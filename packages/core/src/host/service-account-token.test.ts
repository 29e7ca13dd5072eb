import * as pulumi from "@pulumi/pulumi";
import { inputsOf } from "../recorded.test-support";
import { record } from "../testing";
import { issueToken, secretText } from "./service-account-token";
import { hostSite } from "./site.test-support";

test("a token belongs to its account, which no pod gets, and is secret once it is there", async () => {
  let token: pulumi.Output<string> | undefined;
  const resources = await record(() => {
    token = secretText(issueToken(hostSite().in("karmada-cluster"), "token", "reader"), "token");
  });
  expect(inputsOf(resources, ":ServiceAccount", "federation-token")).toMatchObject({
    metadata: { name: "reader", namespace: "karmada-cluster" },
    automountServiceAccountToken: false,
  });
  expect(inputsOf(resources, ":Secret", "federation-token")).toMatchObject({
    type: "kubernetes.io/service-account-token",
    metadata: { annotations: { "kubernetes.io/service-account.name": "reader" } },
  });
  expect(await pulumi.isSecret(token!)).toBe(true);
});
