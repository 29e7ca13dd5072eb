import { cluster, federate, inputsOf } from "../recorded.test-support";
import { selfSigned } from "../kubeconfig/kubeconfig.test-support";
import type { CertificateArgs } from "../pki/certificate-args";
import { record } from "../testing";

interface Files {
  readonly stringData: Record<string, string>;
}

/** Files of a Secret in a control plane with these certificates. */
async function files(certificates: CertificateArgs): Promise<(secret: string) => Record<string, string>> {
  const resources = await record(() => void federate(cluster("f-cluster", "f"), "example.", { certificates }));
  return (secret) => inputsOf<Files>(resources, ":Secret", secret).stringData;
}

test("a rotation reaches clients, servers and the keys of service accounts", async () => {
  const trusting = await files({ authority: 2, rotation: "trust" });
  expect(trusting("federation-karmada-scheduler-client")).toMatchObject({
    "ca.crt": expect.stringMatching(/federation-ca\n.*federation-ca-2/s),
  });
  const signing = await files({ authority: 2, rotation: "sign" });
  expect(signing("federation-karmada-apiserver-tls")["tls.crt"]).toContain("federation-ca-2-by-federation-ca");
  const keys = (of: typeof signing): string[] =>
    ["service-accounts.pub", "service-accounts.key"].map(
      (file) => of("federation-karmada-apiserver-authentication")[file]!,
    );
  const [both, key] = keys(signing);
  expect(keys(trusting)).not.toEqual([both, key]);
  const [last, lastKey] = keys(await files({ authority: 2 }));
  expect(both!.startsWith(last!)).toBe(true);
  expect(lastKey).toBe(key);
});

test("users know the API by who signed its authority, which the API does not believe about users", async () => {
  const { certificate, key } = selfSigned();
  const [corp, corpKey] = [certificate, key].map((data) => Buffer.from(data, "base64").toString());
  const read = await files({ issuer: { certificate: corp!, key: corpKey! } });
  expect(read("federation-karmada-apiserver-tls")["ca.crt"]).toBe("certificate of federation-ca");
  const { kubeconfig = "" } = read("federation-karmada-webhook-client");
  const [, authority = ""] = /certificate-authority-data"?: ?"?([\w+/=]+)/.exec(kubeconfig) ?? [];
  expect(Buffer.from(authority, "base64").toString()).toBe(`certificate of federation-ca\n${corp}`);
});
