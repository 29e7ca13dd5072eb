import { record } from "../testing";
import { Authority } from "./authority";
import type { CertificateArgs } from "./certificate-args";

/** What an authority trusts, and the certificates of a server and a client that it signs. */
async function seen(args: CertificateArgs): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  await record(() => {
    const { signer, trust } = new Authority("ca", args, {});
    const issue = (role: string, use: "server_auth" | "client_auth"): void =>
      void signer
        .issue(role, { commonName: role, uses: [use] })
        .certificate.apply((certificate) => (found[role] = certificate));
    trust.bundle.apply((bundle) => (found["trusted"] = bundle));
    issue("server", "server_auth");
    issue("client", "client_auth");
  });
  return found;
}

test("an authority trusts only itself", async () => {
  expect(await seen({})).toEqual({
    trusted: "certificate of ca",
    server: "certificate of ca-server",
    client: "certificate of ca-client",
  });
});

test("the next authority is trusted before it signs", async () => {
  expect(await seen({ authority: 2, rotation: "trust" })).toEqual({
    trusted: "certificate of ca\ncertificate of ca-2",
    server: "certificate of ca-server",
    client: "certificate of ca-client",
  });
});

test("servers that it signs are accepted by those who trust only the authority before", async () => {
  expect(await seen({ authority: 2, rotation: "sign" })).toEqual({
    trusted: "certificate of ca-2\ncertificate of ca",
    server: "certificate of ca-2-servercertificate of ca-2-by-ca",
    client: "certificate of ca-2-client",
  });
});

test("in the end, the authority before is neither trusted nor created", async () => {
  expect(await seen({ authority: 2 })).toEqual({
    trusted: "certificate of ca-2",
    server: "certificate of ca-2-server",
    client: "certificate of ca-2-client",
  });
});

test("the certificate by the authority before is that of an authority of the same name and key", async () => {
  const resources = await record(() => void new Authority("ca", { authority: 2, rotation: "sign" }, {}));
  const inputs = (name: string): object =>
    resources.find((resource) => resource.name === name && resource.type.endsWith("SignedCert"))!.inputs;
  const request = resources.find(({ type }) => type.endsWith("CertRequest"))!.inputs;
  expect(inputs("ca-2-by-ca")).toMatchObject({ isCaCertificate: true, caCertPem: "certificate of ca" });
  expect(request).toMatchObject({ subject: (inputs("ca-2") as { subject: object }).subject });
});
