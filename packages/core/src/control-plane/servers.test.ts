import { cluster, federate, flagsOf, inputsOf } from "../recorded.test-support";
import { plain, record, type RecordedResource } from "../testing";

let resources: RecordedResource[];
beforeAll(async () => {
  resources = await record(() => void federate(cluster("f-cluster", "f"), "kairen.com"));
});

const flags = (component: string): Record<string, string> =>
  flagsOf(resources, ":Deployment", `federation-${component}`);

describe("servers of the control plane", () => {
  const filesOf = (secret: string): object =>
    inputsOf<{ stringData: object }>(resources, ":Secret", `federation-${secret}`).stringData;

  test.each([
    ["karmada-apiserver", "apiserver"],
    ["karmada-aggregated-apiserver", "aggregated-apiserver"],
    ["kube-controller-manager", "kube-controller-manager"],
  ])("speak TLS 1.3 only, with certificates of the federation: %s", (component, certificate) => {
    expect(flags(component)).toMatchObject({
      "tls-min-version": "VersionTLS13",
      "tls-cert-file": "/etc/karmada/tls/tls.crt",
      "tls-private-key-file": "/etc/karmada/tls/tls.key",
    });
    expect(filesOf(`${component}-tls`)).toEqual({
      "ca.crt": "certificate of federation-ca",
      "tls.crt": `certificate of federation-ca-${certificate}`,
      "tls.key": `private key of federation-ca-${certificate}`,
    });
  });

  test("include the webhook, whose certificate the federation's authority signs", () => {
    expect(flags("karmada-webhook")["cert-dir"]).toBe("/etc/karmada/tls");
    expect(filesOf("karmada-webhook-tls")).toMatchObject({ "tls.crt": "certificate of federation-ca-webhook" });
  });

  test("believe clients by the authority of the API, and a proxy by one of its own and by its name", () => {
    expect(flags("karmada-apiserver")).toMatchObject({
      "client-ca-file": "/etc/karmada/tls/ca.crt",
      "requestheader-client-ca-file": "/etc/karmada/front-proxy/ca.crt",
      "requestheader-allowed-names": "front-proxy-client",
    });
    expect(filesOf("karmada-apiserver-front-proxy")).toMatchObject({
      "ca.crt": "certificate of federation-front-proxy-ca",
      "tls.crt": "certificate of federation-front-proxy-ca-client",
    });
    const signed = resources
      .filter(({ type }) => type.endsWith(":LocallySignedCert"))
      .map(({ inputs }) => plain<{ caCertPem: string }>(inputs).caCertPem);
    expect(signed.filter((authority) => authority === "certificate of federation-front-proxy-ca")).toHaveLength(1);
  });

  test.each(["karmada-aggregated-apiserver", "kube-controller-manager"])(
    "ask the API server who calls and what they may do: %s",
    (component) => {
      expect(flags(component)).toMatchObject({
        "authentication-kubeconfig": "/etc/karmada/client/kubeconfig",
        "authorization-kubeconfig": "/etc/karmada/client/kubeconfig",
      });
    },
  );

  test("give each of Kubernetes' controllers an identity of its own, and keep all admission that needs no pods", () => {
    expect(flags("kube-controller-manager")["use-service-account-credentials"]).toBe("true");
    expect(flags("karmada-apiserver")["disable-admission-plugins"]).toBe("StorageObjectInUseProtection,ServiceAccount");
  });

  test("let the aggregated API be called only where its certificate is verified", () => {
    const { spec } = inputsOf<{ spec: { caBundle: string } }>(
      resources,
      ":APIService",
      "federation-v1alpha1.cluster.karmada.io",
    );
    expect(Buffer.from(spec.caBundle, "base64").toString()).toBe("certificate of federation-ca");
    expect(spec).not.toHaveProperty("insecureSkipTLSVerify");
  });
});
