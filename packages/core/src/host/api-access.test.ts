import * as pulumi from "@pulumi/pulumi";
import { parse } from "yaml";
import { Trust } from "../pki/trust";
import { record } from "../testing";
import { base64, clientKubeconfig } from "./api-access";

test("a kubeconfig signs in with the client's certificate, believes only the given authorities, and is secret", async () => {
  const written: string[] = [];
  let secret: boolean | undefined;
  await record(async () => {
    const client = { certificate: pulumi.output("certificate"), key: pulumi.output("key") };
    const kubeconfig = clientKubeconfig("prod", { endpoint: "https://api:5443", trust: new Trust("ca"), client });
    secret = await pulumi.isSecret(kubeconfig);
    kubeconfig.apply((text) => written.push(text));
  });
  expect(secret).toBe(true);
  expect(parse(written[0]!)).toMatchObject({
    "current-context": "prod",
    clusters: [{ name: "prod", cluster: { server: "https://api:5443", "certificate-authority-data": base64("ca") } }],
    users: [
      {
        user: { "client-certificate-data": base64("certificate"), "client-key-data": base64("key") },
      },
    ],
  });
  expect(written[0]).not.toContain("insecure-skip-tls-verify");
});
