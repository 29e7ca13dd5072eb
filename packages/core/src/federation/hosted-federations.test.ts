import * as pulumi from "@pulumi/pulumi";
import { cluster, federate, flagsOf, inputsOf } from "../recorded.test-support";
import { plain, record, type RecordedResource } from "../testing";
import type { FederationArgs } from "./federation-args";

describe("of two federations of one host with one zone inside the other", () => {
  const inner = 'federation "eu"';
  const problem = `dnsZone: "eu.kairen.com." of ${inner} is inside "kairen.com." of federation "federation" on host "f-cluster"`;
  const refusalOf = async (zones: readonly (readonly [string, FederationArgs])[]): Promise<string> =>
    record(() => {
      const host = cluster("f-cluster", "f");
      zones.forEach(([zone, args]) => federate(host, zone, args));
    }).then(
      () => "",
      (error: Error) => error.message,
    );
  const eu = ["eu.kairen.com", { name: "eu" }] as const;
  const outer = (zone?: string): readonly [string, FederationArgs] => [
    "kairen.com",
    zone ? { dns: { delegations: { [zone]: ["192.0.2.1:30053"] } } } : {},
  ];

  test("the second is refused, and the fault names both, in either order", async () => {
    expect(await refusalOf([eu, outer()])).toContain(problem);
    expect(await refusalOf([outer(), eu])).toContain(problem);
    expect(await refusalOf([outer("tw.kairen.com"), eu])).toContain(problem);
  });

  test("the outer one may delegate the inner one's zone, or one around it", async () => {
    expect(await refusalOf([eu, outer("EU.kairen.com.")])).toBe("");
    expect(await refusalOf([outer("eu.kairen.com"), ["b.eu.kairen.com", { name: "b" }]])).toBe("");
  });

  test("they need no delegation if no name servers of the outer one's own answer for the inner one's names", async () => {
    const provider = { name: "aws" };
    const nested = (inner: FederationArgs["dns"], around: FederationArgs["dns"]): Promise<string> =>
      refusalOf([
        ["eu.kairen.com", { name: "eu", dns: inner }],
        ["kairen.com", { dns: around }],
      ]);
    expect(await nested({}, { provider })).toBe("");
    expect(await nested({ provider }, { provider })).toBe("");
    expect(await nested({}, false)).toBe("");
    expect(await nested(false, {})).toBe("");
    expect(await nested({ provider }, {})).toContain(problem);
  });

  test("the outer one may have the inner one's own name servers, whose addresses are known later", async () => {
    const resources = await record(() => {
      const host = cluster("f-cluster", "f");
      const apiServer = { service: { advertiseAddress: "192.0.2.1" } };
      const { nameServers } = federate(host, "eu.kairen.com", { name: "eu", apiServer }).dns;
      federate(host, "kairen.com", { dns: { delegations: { "eu.kairen.com": nameServers } } });
    });
    const { data } = inputsOf<{ data: { Corefile: string } }>(resources, ":ConfigMap", "federation-coredns");
    expect(data.Corefile).toMatch(/eu\.kairen\.com\.:1053 \{[^}]*forward \. 192\.0\.2\.1:30000\n/);
  });
});

describe("two federations of one host, of which one evicts from lost members", () => {
  const warned: string[] = [];
  let resources: RecordedResource[];
  beforeAll(async () => {
    const warn = jest.spyOn(pulumi.log, "warn").mockImplementation((text) => Promise.resolve(void warned.push(text)));
    const moving = {
      apiVersion: "policy.karmada.io/v1alpha1",
      kind: "PropagationPolicy",
      metadata: { name: "moving", namespace: "shop" },
      spec: { resourceSelectors: [{ apiVersion: "v1", kind: "ConfigMap" }], failover: { cluster: {} } },
    };
    const controllerManager = { extraArgs: { "feature-gates": "PriorityBasedScheduling=true" } };
    resources = await record(() => {
      const host = cluster("f-cluster", "f");
      const deployTo = (name: string, args: FederationArgs): void => {
        const federation = federate(host, `${name}.example`, { name, ...args });
        federation.deploy(`for-${name}`, { toJson: () => [moving] });
      };
      deployTo("keeping", {});
      deployTo("evicting", { evictFromLostMembers: true, controllerManager, dns: { records: { kind: "etcd" } } });
    });
    warn.mockRestore();
  });

  test("share neither names nor namespaces", () => {
    const owned = resources
      .filter(({ provider }) => provider?.startsWith("f-cluster"))
      .filter(({ type }) => !type.endsWith(":CustomResourceDefinition"))
      .map(({ type, inputs }) => {
        const { metadata } = plain<{ metadata: { name: string; namespace?: string } }>(inputs);
        return `${type} ${metadata.namespace}/${metadata.name}`;
      });
    expect(new Set(owned).size).toBe(owned.length);
    const namespaces = resources.filter(
      ({ type, provider }) => type.endsWith(":Namespace") && provider === "f-cluster-adopting",
    );
    expect(namespaces.map(({ inputs }) => plain<{ metadata: { name: string } }>(inputs).metadata.name).sort()).toEqual([
      "evicting",
      "evicting-system",
      "keeping",
      "keeping-system",
    ]);
  });

  test("differ in three flags, beside those that are given, and in a taint", () => {
    const flags = (name: string): Record<string, string> => flagsOf(resources, ":Deployment", name);
    expect(flags("evicting-karmada-controller-manager")).toMatchObject({
      "enable-no-execute-taint-eviction": "true",
      "feature-gates": "Failover=true,PriorityBasedScheduling=true",
    });
    expect(flags("evicting-karmada-webhook")).toMatchObject({ "allow-no-execute-taint-policy": "true" });
    const policies = resources.filter(({ type }) => type.endsWith(":ClusterTaintPolicy"));
    expect(policies).toMatchObject([{ name: "evicting-lost-members", provider: "evicting-api" }]);
    expect(inputsOf(resources, ":ClusterTaintPolicy", "evicting-lost-members")).toMatchObject({
      spec: { taints: [{ key: "fedstack.dev/lost", effect: "NoExecute" }] },
    });
    const kept = resources.filter(({ name }) => name.startsWith("keeping"));
    expect(JSON.stringify(kept.map(({ inputs }) => inputs))).not.toMatch(/Failover=|no-execute-taint/);
  });

  test("warn of failover where nothing evicts", () => {
    expect(warned).toEqual([
      'deploy("for-keeping"): failover of lost members has no effect. Set evictFromLostMembers: true for the federation.',
    ]);
  });
});

describe("two federations that keep their objects in one external etcd", () => {
  const external = (prefix: string, endpoint = "https://etcd-1.example.com:2379"): FederationArgs => ({
    etcd: {
      external: {
        endpoints: [endpoint, `https://etcd-of-${prefix.slice(1).replaceAll("/", "-")}.example.com:2379`],
        tls: { authority: "A", certificate: "C", key: "K" },
        prefix,
      },
    },
  });
  const refusalOf = async (first: FederationArgs, second: FederationArgs): Promise<string> =>
    record(() => {
      federate(cluster("f-cluster", "f"), "one.example", { name: "one", ...first });
      federate(cluster("a-cluster", "a"), "two.example", { name: "two", ...second });
    }).then(
      () => "",
      (error: Error) => error.message,
    );

  test("are refused with one prefix, also on two hosts", async () => {
    const message = await refusalOf(
      external("/fedstack/one"),
      external("/fedstack/one", "https://ETCD-1.example.com:2379"),
    );
    expect(message).toContain(
      'etcd.external.prefix: "/fedstack/one" is also the prefix of federation "one" in the same etcd; use another prefix',
    );
  });

  test("are refused with a prefix inside the other's, in either order", async () => {
    const [outer, inner] = [external("/fedstack"), external("/fedstack/one")];
    expect(await refusalOf(outer, inner)).toContain(
      '"/fedstack/one" is not separate from "/fedstack" of federation "one"',
    );
    expect(await refusalOf(inner, outer)).toContain(
      '"/fedstack" is not separate from "/fedstack/one" of federation "one"',
    );
  });

  test.each([pulumi.output(["https://etcd-1.example.com:2379"]), "https://etcd-1.example.com:2379", undefined])(
    "have a fault at the endpoints %p of one of them",
    async (endpoints) => {
      const { external: right } = external("/fedstack/one").etcd!;
      const wrong = { etcd: { external: { ...right, endpoints } } } as unknown as FederationArgs;
      expect(await refusalOf(external("/fedstack/one"), wrong)).toMatch(/etcd\.external\.endpoints: /);
    },
  );

  test("are taken with separate prefixes, or in two etcds", async () => {
    expect(await refusalOf(external("/fedstack/one"), external("/fedstack/one-more"))).toBe("");
    const elsewhere = external("/fedstack/one", "https://other.example.com:2379");
    expect(await refusalOf(external("/fedstack/one/two"), elsewhere)).toBe("");
    expect(await refusalOf(external("/fedstack/one"), {})).toBe("");
    for (const local of ["https://etcd:2379", "https://10.0.0.5:2379", "https://etcd.etcd.svc.cluster.local:2379"]) {
      expect(await refusalOf(external("/fedstack/one", local), external("/fedstack", local))).toBe("");
    }
  });
});

describe("two federations with backups in one bucket", () => {
  const backedUp = (prefix?: string, endpoint = "https://s3.example.com"): FederationArgs => {
    const to = {
      kind: "bucket",
      endpoint,
      name: "backups",
      prefix,
      accessKeyId: "id",
      secretAccessKey: "key",
    } as const;
    return { backup: { schedule: "@daily", to } };
  };
  const refusalOf = async (first: FederationArgs, second: FederationArgs, host = "a"): Promise<string> =>
    record(() => {
      federate(cluster("f-cluster", "f"), "one.example", first);
      federate(cluster("other", host), "two.example", second);
    }).then(
      () => "",
      (error: Error) => error.message,
    );

  test("are refused with one folder, because each would remove the other's backups", async () => {
    const refusal =
      'backup.to.prefix: "https://s3.example.com/backups/federation" also has the backups of federation "federation" for ' +
      '"one.example."; use another prefix';
    expect(await refusalOf(backedUp(), backedUp(undefined, "https://S3.example.com:443/"))).toBe(refusal);
    expect(await refusalOf(backedUp(), { ...backedUp("federation"), name: "two" }, "f")).toBe(refusal);
  });

  test("are taken with a folder of their own, or in two buckets", async () => {
    expect(await refusalOf(backedUp(), backedUp("two"))).toBe("");
    expect(await refusalOf(backedUp(), backedUp(undefined, "https://s3.example.org"))).toBe("");
    const local = "http://minio.backups.svc:9000";
    expect(await refusalOf(backedUp(undefined, local), backedUp(undefined, local))).toBe("");
  });
});
