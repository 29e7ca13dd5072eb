import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { Cluster } from "./cluster";
import { InvalidInputError } from "../validation/errors";
import { fakeKubeconfig, isSecret, plain, record } from "../testing";

const KUBECONFIG = fakeKubeconfig("one", "two");

const faultsOf = (make: () => unknown): string => {
  try {
    make();
  } catch (error) {
    expect(error).toBeInstanceOf(InvalidInputError);
    return (error as InvalidInputError).message;
  }
  throw new Error("nothing was refused");
};

test("several contexts of one kubeconfig are several clusters, each with its own provider", async () => {
  const resources = await record(() => {
    void Cluster.fromKubeconfig("first", KUBECONFIG, { context: "one" }).provider;
    void Cluster.fromKubeconfig("second", KUBECONFIG, { context: "two" }).provider;
  });
  const providers = resources.filter(({ type }) => type === "pulumi:providers:kubernetes");
  expect(providers.map(({ name, inputs }) => [name, inputs["clusterIdentifier"]])).toEqual([
    ["first", "first"],
    ["second", "second"],
  ]);
  const [first] = providers;
  expect(isSecret(first!.inputs["kubeconfig"])).toBe(true);
  const kubeconfig = plain<string>(first!.inputs["kubeconfig"]);
  expect(kubeconfig).toContain("token of one");
  expect(kubeconfig).not.toContain("token of two");
});

test("everything of a cluster belongs to a component with its name, and with the options that are given", async () => {
  const resources = await record(() => {
    new k8s.Provider("first", { kubeconfig: KUBECONFIG });
    const parent = new pulumi.ComponentResource("example:index:Network", "network");
    const first = Cluster.fromKubeconfig("first", KUBECONFIG, {}, { parent });
    void [first.provider, first.adoptingProvider];
  });
  const own = resources.filter(({ name, parent }) => name.startsWith("first") && parent !== "project-stack");
  expect(own.map(({ type, name, parent }) => [type, name, parent])).toEqual([
    ["fedstack:index:Cluster", "first", "network"],
    ["pulumi:index:Stash", "first-identity", "first"],
    ["pulumi:providers:kubernetes", "first", "first"],
    ["pulumi:providers:kubernetes", "first-adopting", "first"],
  ]);
});

test("a kubeconfig that is unknown until up makes an unknown provider, and the preview continues", async () => {
  const resources = await record(
    () => Cluster.fromKubeconfig("later", pulumi.output(pulumi.unknown as unknown as string)).provider,
    { preview: true },
  );
  expect(resources.map(({ type, name }) => `${type} ${name}`)).toContain("pulumi:providers:kubernetes later");
});

test("a kubeconfig file is read from the home directory, with the files next to it", async () => {
  const directory = mkdtempSync(join(tmpdir(), "fedstack-"));
  writeFileSync(join(directory, "config"), KUBECONFIG);
  const home = process.env["HOME"];
  process.env["HOME"] = directory;
  try {
    const endpoints: string[] = [];
    await record(() => {
      const cluster = Cluster.fromFile("f-cluster", "~/config", { context: "two" });
      cluster.apiEndpoint.apply((endpoint) => endpoints.push(endpoint));
    });
    expect(endpoints).toEqual(["https://two.example.com:6443"]);
    expect(faultsOf(() => Cluster.fromFile("f-cluster", "~/missing"))).toBe(
      'cluster "f-cluster": kubeconfig: the file "~/missing" does not exist',
    );
  } finally {
    process.env["HOME"] = home;
    rmSync(directory, { recursive: true });
  }
});

test("an existing provider is used for the cluster", async () => {
  await record(() => {
    const provider = new k8s.Provider("own", { kubeconfig: KUBECONFIG });
    const cluster = Cluster.fromProvider("mine", provider, { kubeconfig: KUBECONFIG, context: "one" });
    expect(cluster.provider).toBe(provider);
  });
});

test("a name that is not valid for a member is refused, with the rule", () => {
  expect(faultsOf(() => Cluster.fromKubeconfig("F_A", KUBECONFIG))).toBe(
    'name: "F_A" is not a valid cluster name; ' +
      'use at most 48 lowercase letters, digits and "-", with a letter or digit at both ends',
  );
});

test("options that a cluster cannot have are refused with its name", () => {
  expect(faultsOf(() => Cluster.fromKubeconfig("a", KUBECONFIG, { region: "tw west" }))).toMatch(
    /^cluster "a": region: "tw west" is not a label value; /,
  );
});

test("nothing is registered if a kubeconfig is refused", async () => {
  const resources = await record(() => {
    expect(faultsOf(() => Cluster.fromKubeconfig("a", KUBECONFIG, { context: "none" }))).toContain(
      'cluster "a": kubeconfig: has no context "none"; use one of "one", "two"',
    );
  });
  expect(resources.filter(({ type }) => type.startsWith("pulumi:providers"))).toEqual([]);
});

test("~ is the home directory of the user even without HOME", () => {
  const home = process.env["HOME"];
  delete process.env["HOME"];
  try {
    expect(faultsOf(() => Cluster.fromFile("a", "~/no such file"))).toContain(
      'the file "~/no such file" does not exist',
    );
    expect(faultsOf(() => Cluster.fromFile("a", "~"))).toContain('the file "~" is a folder');
  } finally {
    process.env["HOME"] = home;
  }
});

test("a missing path, or a list of paths, is reported as such", () => {
  expect(faultsOf(() => Cluster.fromFile("a", undefined as unknown as string))).toBe(
    'cluster "a": kubeconfig: "undefined" is not the path of a file; use one such as "~/.kube/config"',
  );
  expect(faultsOf(() => Cluster.fromFile("a", "/etc/one:/etc/two"))).toContain("kubectl config view --flatten --raw");
});

test("an object is a kubeconfig, and so is an Output of one; undefined is reported as such", async () => {
  const object = JSON.parse(KUBECONFIG) as object;
  const seen: string[] = [];
  await record(() => {
    for (const [name, given] of Object.entries({
      a: object,
      b: pulumi.output(object),
      c: { ...object, kind: pulumi.output("Config") },
    })) {
      Cluster.fromKubeconfig(name, given, { context: "two" }).apiEndpoint.apply((endpoint) =>
        seen.push(`${name} ${endpoint}`),
      );
    }
    expect(faultsOf(() => Cluster.fromKubeconfig("d", undefined as unknown as string))).toContain(
      "kubeconfig: is undefined",
    );
  });
  expect(seen.sort()).toEqual(["a", "b", "c"].map((name) => `${name} https://two.example.com:6443`));
});

test("a context's namespace is that of the cluster's provider", async () => {
  const kubeconfig = JSON.parse(KUBECONFIG) as { contexts: { context: object }[] };
  kubeconfig.contexts[0]!.context = { ...kubeconfig.contexts[0]!.context, namespace: "shop" };
  const resources = await record(() => Cluster.fromKubeconfig("a", kubeconfig).provider);
  const [provider] = resources.filter(({ type }) => type === "pulumi:providers:kubernetes");
  expect(JSON.parse(plain<string>(provider!.inputs["kubeconfig"]))).toMatchObject({
    contexts: [{ context: { namespace: "shop" } }],
  });
});

describe("whatever is given for a cluster", () => {
  const text = fc.oneof(fc.string(), fc.constantFrom("a", "https://a", "../../etc", '"', "{}", "__proto__"));
  const value = fc.oneof(text, fc.anything());
  const options = fc.record(
    {
      context: fc.oneof(fc.constant("one"), value),
      region: value,
      zones: fc.oneof(fc.array(value), value),
      cloudProvider: value,
      labels: fc.oneof(fc.dictionary(text, value), value),
      taints: fc.oneof(fc.array(fc.oneof(fc.record({ key: value, value, effect: value }), value)), value),
      apiEndpoint: value,
      certificateAuthority: value,
      insecureSkipTLSVerification: value,
      proxyURL: value,
    },
    { requiredKeys: [] },
  );

  test("it is a cluster, or a typed error before anything is registered", async () => {
    const resources = await record(() => {
      fc.assert(
        fc.property(value, fc.oneof(options, value), (name, given) => {
          try {
            Cluster.fromKubeconfig(name as string, "", given as object);
          } catch (error) {
            expect(error).toBeInstanceOf(InvalidInputError);
          }
        }),
      );
    });
    expect(resources.filter(({ type }) => type.startsWith("pulumi:providers"))).toEqual([]);
  });
});
