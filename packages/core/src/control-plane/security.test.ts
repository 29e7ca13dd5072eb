import { flagsOf, inputsOf } from "../recorded.test-support";
import { plain } from "../testing";
import { resources, all, flags } from "./default-federation.test-support";

const NAMESPACE = "federation-system";

describe("the database", () => {
  const etcd = (): Record<string, string> => flagsOf(resources, ":StatefulSet", "federation-etcd");

  test("accepts clients and members only with a certificate from its own authority", () => {
    expect(etcd()).toMatchObject({
      "client-cert-auth": "true",
      "trusted-ca-file": "/etc/etcd/server/ca.crt",
      "peer-client-cert-auth": "true",
      "peer-trusted-ca-file": "/etc/etcd/peer/ca.crt",
    });
    for (const role of ["server", "peer"]) {
      const { stringData } = inputsOf<{ stringData: object }>(resources, ":Secret", `federation-etcd-${role}`);
      expect(stringData).toEqual({
        "ca.crt": "certificate of federation-etcd-ca",
        "tls.crt": `certificate of federation-etcd-ca-${role}`,
        "tls.key": `private key of federation-etcd-ca-${role}`,
      });
    }
  });

  test("uses TLS for clients and members, and turns the gateway off", () => {
    const { "listen-client-urls": clients, "listen-peer-urls": peers, ...rest } = etcd();
    expect([...clients!.split(","), ...peers!.split(",")].filter((url) => !url.startsWith("https://"))).toEqual([]);
    expect(rest["enable-grpc-gateway"]).toBe("false");
  });

  test("is read by the API servers with certificates that are valid for nothing else", () => {
    const clients = all<{ caCertPem: string; certRequestPem: string; allowedUses: string[] }>("LocallySignedCert")
      .filter(
        ({ caCertPem, allowedUses }) => /federation-etcd-ca$/.test(caCertPem) && allowedUses.includes("client_auth"),
      )
      .map(({ certRequestPem }) => certRequestPem.replace("request of federation-etcd-ca-", ""));
    expect(clients.sort()).toEqual(["aggregated-client", "apiserver-client", "peer"]);
    expect(flags("karmada-apiserver")["etcd-certfile"]).toBe("/etc/karmada/etcd/tls.crt");
  });
});

describe("pods of the control plane accept traffic", () => {
  interface Policy {
    readonly metadata: { readonly namespace: string };
    readonly spec: {
      readonly podSelector: { readonly matchLabels?: Record<string, string> };
      readonly policyTypes: readonly string[];
      readonly ingress?: readonly {
        readonly from?: readonly { readonly podSelector?: { readonly matchLabels: Record<string, string> } }[];
        readonly ports: readonly { readonly port: number }[];
      }[];
    };
  }
  const LABEL = "app.kubernetes.io/name";

  /** Who can reach a component, and on which ports, by all policies of the namespace. */
  const entries = (component: string): string[] =>
    all<Policy>("NetworkPolicy")
      .filter(({ metadata }) => metadata.namespace === NAMESPACE)
      .filter(({ spec: { podSelector } }) => (podSelector.matchLabels?.[LABEL] ?? component) === component)
      .flatMap(({ spec }) => spec.ingress ?? [])
      .flatMap(({ from = [undefined], ports }) =>
        from.flatMap((peer) => {
          const component = Object.keys(peer ?? {}).join() === "podSelector" && peer!.podSelector!.matchLabels[LABEL];
          const who = component || (peer ? JSON.stringify(peer) : "anybody");
          return ports.map(({ port }) => `${who} on ${port}`);
        }),
      )
      .sort();

  test("from no one by default", () => {
    const policy = inputsOf<Policy>(resources, ":NetworkPolicy", `federation-${NAMESPACE}-default-deny`);
    expect(policy.spec).toMatchObject({ podSelector: {}, policyTypes: ["Ingress", "Egress"] });
    expect(policy.spec).not.toHaveProperty("ingress");
    expect(entries("karmada-scheduler")).toEqual([]);
  });

  test("for etcd from its members and the two API servers", () => {
    expect([...new Set(entries("etcd").map((entry) => entry.split(" on ")[0]))]).toEqual([
      "etcd",
      "karmada-aggregated-apiserver",
      "karmada-apiserver",
    ]);
  });

  test("for the webhook and the aggregated API server from the API server", () => {
    expect(entries("karmada-webhook")).toEqual(["karmada-apiserver on 8443"]);
    expect(entries("karmada-aggregated-apiserver")).toEqual(["karmada-apiserver on 8443"]);
  });

  test("for the API server from anyone, on one port", () => {
    expect(entries("karmada-apiserver")).toEqual(["anybody on 5443"]);
  });
});

test("pods that could do harm on a node are refused in the control plane's namespace", () => {
  const { metadata } = inputsOf<{ metadata: { labels: object } }>(resources, ":Namespace", "federation-namespace");
  expect(metadata.labels).toMatchObject({ "pod-security.kubernetes.io/enforce": "restricted" });
});

describe("the federated API", () => {
  test("allows what RBAC allows, and nothing else", () => {
    expect(flags("karmada-apiserver")["authorization-mode"]).toBe("RBAC");
    expect(flags("karmada-apiserver")).not.toHaveProperty("anonymous-auth");
  });

  test("answers requests without a user only about its health", () => {
    const file = flags("karmada-apiserver")["authentication-config"]!;
    expect(file).toBe("/etc/karmada/tokens/authentication.json");
    const { stringData } = inputsOf<{ stringData: Record<string, string> }>(
      resources,
      ":Secret",
      "federation-karmada-apiserver-authentication",
    );
    const { anonymous, jwt } = JSON.parse(stringData["authentication.json"]!) as Record<string, unknown>;
    expect(anonymous).toEqual({
      enabled: true,
      conditions: [{ path: "/livez" }, { path: "/readyz" }, { path: "/healthz" }],
    });
    expect(jwt).toEqual([]);
  });

  test("logs who asked for what, and stores Secrets encrypted", () => {
    const file = (role: string, name: string): string =>
      inputsOf<{ stringData: Record<string, string> }>(resources, ":Secret", `federation-karmada-apiserver-${role}`)
        .stringData[name]!;
    expect(flags("karmada-apiserver")).toMatchObject({
      "audit-log-path": "-",
      "audit-policy-file": "/etc/karmada/audit/policy.json",
      "encryption-provider-config": "/etc/karmada/encryption/encryption.json",
    });
    expect(file("audit", "policy.json")).toContain('{"level":"Metadata"}');
    const { resources: stored } = JSON.parse(file("encryption", "encryption.json")) as { resources: object[] };
    expect(stored).toMatchObject([
      {
        resources: ["secrets", "works.work.karmada.io"],
        providers: [{ secretbox: { keys: [{ name: "key1" }, { name: "key2" }] } }, {}],
      },
    ]);
  });

  test.each(["karmada-apiserver", "karmada-aggregated-apiserver", "kube-controller-manager"])(
    "serves no profiles of %s",
    (component) => {
      expect(flags(component)).toMatchObject({ profiling: "false" });
    },
  );

  test("refuses what its webhooks cannot check", () => {
    const configurations = [
      ...all<Hooks>("MutatingWebhookConfiguration"),
      ...all<Hooks>("ValidatingWebhookConfiguration"),
    ];
    const webhooks = configurations.flatMap((configuration) => configuration.webhooks);
    expect(webhooks.length).toBeGreaterThan(20);
    for (const { name, failurePolicy, clientConfig } of webhooks) {
      expect([name, failurePolicy]).toEqual([name, "Fail"]);
      expect(clientConfig.url).toMatch(/^https:\/\/karmada-webhook\.federation-system\.svc:443\//);
      expect(Buffer.from(clientConfig.caBundle, "base64").toString()).toBe("certificate of federation-ca");
    }
  });
  interface Hooks {
    readonly webhooks: readonly {
      readonly name: string;
      readonly failurePolicy: string;
      readonly clientConfig: { readonly url: string; readonly caBundle: string };
    }[];
  }

  test("converts bindings, which are stored and served in different versions", () => {
    const definitions = all<{
      metadata: { name: string };
      spec: { versions: { name: string; served: boolean; storage: boolean }[]; conversion?: { strategy: string } };
    }>("CustomResourceDefinition").filter(({ metadata }) => metadata.name.endsWith("karmada.io"));
    const converted = definitions.filter(({ spec }) => spec.conversion?.strategy === "Webhook");
    expect(converted.map(({ metadata }) => metadata.name).sort()).toEqual([
      "clusterresourcebindings.work.karmada.io",
      "resourcebindings.work.karmada.io",
    ]);
    const inTwoVersions = definitions.filter(({ spec }) => spec.versions.filter(({ served }) => served).length > 1);
    expect(converted).toEqual(expect.arrayContaining(inTwoVersions));
  });
});

test("everything that is created on the host has the federation's timeout", () => {
  const onHost = resources.filter(({ provider }) => provider === "f-cluster" || provider === "f-cluster-adopting");
  expect(onHost.length).toBeGreaterThan(40);
  for (const { name, timeouts } of onHost)
    expect([name, timeouts]).toMatchObject([name, { create: "600s", update: "600s" }]);
});

test("the key that signs service account tokens is mounted only where they are signed or verified", () => {
  const holders = resources
    .filter(({ type }) => type.endsWith(":Secret"))
    .filter(({ inputs }) => JSON.stringify(plain(inputs)).includes('"private key of federation-service-accounts"'));
  expect(holders.map(({ name }) => name)).toEqual([
    "federation-karmada-apiserver-authentication",
    "federation-kube-controller-manager-service-accounts",
  ]);
});
