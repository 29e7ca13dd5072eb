import * as pulumi from "@pulumi/pulumi";
import { RELEASE } from "../karmada";
import { Signer } from "../pki/signer";
import { Trust } from "../pki/trust";
import { record } from "../testing";
import { type ApiReader, certificateReader } from "./api-reader";

test("publishers sign in as their own user, and open only the server of the control plane", async () => {
  let reader: ApiReader | undefined;
  await record(() => {
    const signer = new Signer("ca", {}, {});
    const client = signer.issue("dns", { commonName: "fedstack:dns", uses: ["client_auth"] });
    const access = { endpoint: "https://karmada:5443", trust: new Trust(signer.certificate), client };
    reader = certificateReader("federation", access, "federation-system", RELEASE);
  });
  expect(reader).toMatchObject({
    role: "fedstack:dns",
    subject: { kind: "User", name: "fedstack:dns" },
    connections: { to: [{ namespace: "federation-system", component: "karmada-apiserver" }], ports: [{ port: 5443 }] },
  });
  expect(await pulumi.isSecret(reader!.kubeconfig)).toBe(true);
});
