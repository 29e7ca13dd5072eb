import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
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

test("several contexts of one kubeconfig are several clusters, each with a provider of its own", async () => {
  const resources = await record(() => {
    Cluster.fromKubeconfig("first", KUBECONFIG, { context: "one" });
    Cluster.fromKubeconfig("second", KUBECONFIG, { context: "two" });
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

test("13: a kubeconfig that is unknown until up makes an unknown provider, and the preview goes on", async () => {
  const resources = await record(
    () => Cluster.fromKubeconfig("later", pulumi.output(pulumi.unknown as unknown as string)),
    { preview: true },
  );
  expect(resources.map(({ name }) => name)).toContain("later");
});

test("a kubeconfig file is read, with its home directory and the files beside it", async () => {
  const directory = mkdtempSync(join(tmpdir(), "fedstack-"));
  writeFileSync(join(directory, "config"), KUBECONFIG);
  const home = process.env["HOME"];
  process.env["HOME"] = directory;
  try {
    await record(() => {
      const cluster = Cluster.fromFile("f-cluster", "~/config", { context: "two" });
      cluster.apiEndpoint.apply((endpoint) => expect(endpoint).toBe("https://two.example.com:6443"));
    });
    expect(faultsOf(() => Cluster.fromFile("f-cluster", "~/missing"))).toBe(
      'cluster "f-cluster": the kubeconfig file "~/missing" does not exist.',
    );
  } finally {
    process.env["HOME"] = home;
    rmSync(directory, { recursive: true });
  }
});

test("a provider that the program has already is used for the cluster", async () => {
  await record(() => {
    const provider = new k8s.Provider("own", { kubeconfig: KUBECONFIG });
    const cluster = Cluster.fromProvider("mine", provider, { kubeconfig: KUBECONFIG, context: "one" });
    expect(cluster.provider).toBe(provider);
  });
});

test("4: a name that no member may have is refused, quoting the rule", () => {
  expect(faultsOf(() => Cluster.fromKubeconfig("F_A", KUBECONFIG))).toBe(
    'name: "F_A" is not the name of a cluster. ' +
      'Use at most 48 lower-case letters, digits and "-", with a letter or digit at both ends.',
  );
});

test("48: every hostile option is refused at once", () => {
  const message = faultsOf(() =>
    Cluster.fromKubeconfig("a", KUBECONFIG, {
      region: "tw\nwest",
      zones: ["ok", '"quoted"'],
      labels: { "../up": "x", tier: "{}" },
      apiEndpoint: "http://plain",
    }),
  );
  expect(message).toContain('region: "tw\nwest" is not a label value');
  expect(message).toContain('zones[1]: ""quoted"" is not a label value');
  expect(message).toContain('labels: "../up" is not a label key');
  expect(message).toContain('labels["tier"]: "{}" is not a label value');
  expect(message).toContain('apiEndpoint: "http://plain" is not an https:// address');
});

test("10: nothing is registered when a kubeconfig is refused", async () => {
  const resources = await record(() => {
    expect(faultsOf(() => Cluster.fromKubeconfig("a", KUBECONFIG, { context: "none" }))).toContain(
      'cluster "a": kubeconfig: has no context "none". Its contexts are "one", "two".',
    );
  });
  expect(resources.filter(({ type }) => type.startsWith("pulumi:providers"))).toEqual([]);
});
