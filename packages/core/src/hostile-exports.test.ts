import { isAt } from "@fedstack/constructs/faults";
import * as k8s from "@pulumi/kubernetes";
import * as core from ".";
import { Cluster, Federation, InvalidInputError } from ".";
import { personFaults } from "./control-plane/people";
import { callFaults } from "./deploy/call-faults";
import { ExistingFederation, existingFaults } from "./federation/existing-federation";
import { checkFederation } from "./federation/validate-federation";
import { GARBAGE, partsOf, withPart } from "./garbage.test-support";
import { GOOD } from "./hostile.test-support";
import { RELEASE } from "./karmada";
import { clusterOptionsFaults } from "./clusters/cluster-options";
import { joinOptionsFaults } from "./members/validate-join";
import { cluster, federate } from "./recorded.test-support";
import * as testing from "./testing";
import { fakeKubeconfig, record } from "./testing";
import { tried } from "./tried.test-support";
import type { Fault } from "./validation/errors";

const KINDS = Object.entries(GARBAGE);
/** What no argument takes. */
const NEVER = ["no number", "a big integer", "a symbol", "a date", "a map", "a list with a hole"];
/** What is right in many places, but need not go together with the rest. */
const PLAUSIBLE = ["nothing", "a word"];
/** What is checked with others, with files, or when it is known. */
const LATER = ["clusterDomain", "definitionsDirectory", "images.dockerConfig"];
/** Rightly reported where a volume of the API server's pods is gone. */
const SOCKET = "apiServer.encryption.kms.socket";
const KUBECONFIG = fakeKubeconfig("f", "a");

const faultsOf = (args: unknown): readonly Fault[] => checkFederation(RELEASE, "kairen.com", args as object).faults;

/** The arguments of a federation, with each kind of DNS and of etcd. */
const FEDERATIONS = [
  ...[GOOD.federation.dns, ...GOOD.dns].map((dns) => ({ ...GOOD.federation, dns })),
  { ...GOOD.federation, etcd: GOOD.etcd, backup: undefined },
];
const PARTS = FEDERATIONS.flatMap((good, index) =>
  partsOf(good)
    .filter(({ path }) => index === 0 || /^(dns\.(records|provider)|etcd\.external)/.test(path))
    .map((part) => ({ ...part, good })),
);

test("the functions and classes of every entry point are tried", () => {
  const called = Object.entries<unknown>({ ...core, ...testing }).filter(([, value]) => typeof value === "function");
  expect(called.map(([name]) => name).sort()).toEqual(
    ["Cluster", "Federation", "InvalidInputError", "fakeKubeconfig", "isSecret", "plain", "record"].sort(),
  );
});

test("the methods of federations that take something are tried", () => {
  const methods = [Federation, ExistingFederation].flatMap(({ prototype }) =>
    Object.entries<PropertyDescriptor>(Object.getOwnPropertyDescriptors(prototype)).flatMap(([name, { value }]) =>
      name !== "constructor" && typeof value === "function" && value.length > 0 ? [name] : [],
    ),
  );
  expect([...new Set(methods)].sort()).toEqual(["deploy", "diagram", "drop", "join", "kubeconfigFor", "runDns"]);
});

describe("the arguments of a federation", () => {
  test("are good to start with", () => {
    expect(FEDERATIONS.flatMap(faultsOf)).toEqual([]);
  });

  test.each(KINDS)("are taken with %s in them, or refused by its path, and by no other", (what, make) => {
    const garbage = make();
    const tried = PARTS.map(({ good, keys, path }) => ({ path, faults: faultsOf(withPart(good, keys, garbage)) }));
    const all = tried
      .flatMap(({ path, faults }) => faults.map((fault) => ({ ...fault, at: path })))
      .filter((fault) => fault.path !== SOCKET || !isAt(fault.at, "apiServer.pods.volumes"));
    expect(all.filter(({ path, problem }) => path === "" || problem === "")).toEqual([]);
    if (!PLAUSIBLE.includes(what)) expect(all.filter(({ at, path }) => at && !isAt(at, path))).toEqual([]);
    if (NEVER.includes(what)) expect(tried.filter(({ faults }) => faults.length === 0)).toEqual([]);
  });

  test("with a wrong shape anywhere hide no bad value elsewhere", () => {
    const hidden = PARTS.filter(({ path }) => path !== "").flatMap(({ good, keys, path }) => {
      const bad = { ...good, timeoutSeconds: 0, dns: { ...good.dns, ttlSeconds: 0 } };
      const told = faultsOf(withPart(bad, keys, Symbol("x"))).map((fault) => fault.path);
      return ["timeoutSeconds", "dns.ttlSeconds"].filter((one) => !isAt(one, path) && !told.includes(one));
    });
    expect(hidden).toEqual([]);
  });

  test.each(["a word", "an Output"])("with %s wherever it is taken make a federation", async (what) => {
    const garbage = GARBAGE[what]!();
    let parts = PARTS.filter(({ good, isLeaf, path }) => good === FEDERATIONS[0] && isLeaf && !LATER.includes(path));
    let args: unknown;
    let faults: readonly Fault[];
    do {
      args = parts.reduce<unknown>((sofar, { keys }) => withPart(sofar, keys, garbage), FEDERATIONS[0]);
      faults = faultsOf(args);
      const right = parts.filter(({ path }) => !faults.some((fault) => isAt(fault.path, path)));
      expect(right.length < parts.length || faults.length === 0).toBe(true);
      parts = right;
    } while (faults.length > 0);
    const resources = await record(() => federate(cluster("host", "f"), "kairen.com", args as object));
    expect(resources.length).toBeGreaterThan(50);
  });
});

describe("options of a call", () => {
  test.each<[string, unknown, (options: never) => readonly Fault[]]>([
    ["that makes a cluster", GOOD.cluster, (options) => clusterOptionsFaults("a", options, false)],
    ["that joins", GOOD.join, (options) => joinOptionsFaults("join()", options, RELEASE)],
    ["that deploys", GOOD.deploy, (options) => callFaults("web", options, [])],
    ["that finds a Karmada", GOOD.existing, (args) => existingFaults("shop", cluster("karmada", "f"), args)],
    ["that is for a person", GOOD.person, (person) => personFaults(person, [], "prod-system", 1000)],
  ])("%s are taken, or refused by their path, and by no other", (_, good, check) => {
    expect(check(good as never)).toEqual([]);
    for (const [what, make] of KINDS) {
      const garbage = make();
      for (const { keys, path } of partsOf(good)) {
        const faults = check(withPart(good, keys, garbage) as never);
        if (NEVER.includes(what)) expect({ what, path, faults: faults.length }).not.toMatchObject({ faults: 0 });
        const inside = faults.map((fault) => fault.path.replace(/^(a: |\w+\(.*\)\.?)/, ""));
        if (path && !PLAUSIBLE.includes(what)) expect(inside.filter((one) => one && !isAt(one, path))).toEqual([]);
      }
    }
  });
});

test("whatever is in place of an argument is refused by an error with its path, before anything is registered", async () => {
  const counts = await tried((federation, attempt) => {
    const provider = new k8s.Provider("given", { kubeconfig: KUBECONFIG });
    const host = cluster("host", "f");
    federation.join(cluster("a-cluster", "a"));
    const nothing = { toJson: () => [] };
    for (const [what, make] of KINDS) {
      const garbage = make() as never;
      attempt(() => new Federation(garbage, "b.example.com"));
      attempt(() => new Federation(host, garbage, { timeoutSeconds: 0 }));
      attempt(() => new Federation(garbage, garbage, garbage));
      attempt(() => Cluster.fromKubeconfig(garbage, KUBECONFIG));
      attempt(() => Cluster.fromKubeconfig(`k ${what}`, garbage, garbage));
      attempt(() => Cluster.fromFile(garbage, "/nowhere"));
      attempt(() => Cluster.fromFile("file", garbage));
      attempt(() => Cluster.fromProvider(garbage, provider, { kubeconfig: KUBECONFIG }));
      attempt(() => Cluster.fromProvider("provider", garbage, { kubeconfig: KUBECONFIG }));
      attempt(() => Cluster.fromProvider("provider", provider, garbage));
      attempt(() => federation.join(garbage));
      attempt(() => federation.join(garbage, garbage));
      attempt(() => federation.deploy(garbage, nothing, garbage));
      attempt(() => federation.deploy(`call ${what}`, garbage));
      attempt(() => federation.deploy(`toJson ${what}`, { toJson: garbage }));
      attempt(() => federation.deploy(`objects ${what}`, { toJson: () => garbage }));
      attempt(() => federation.deploy(`findings ${what}`, { ...nothing, findings: garbage }));
      attempt(() => federation.drop(garbage));
      attempt(() => federation.kubeconfigFor(garbage));
      attempt(() => federation.dns.nameOf(garbage));
      attempt(() => federation.dns.nameOf("web", garbage));
      attempt(() => federation.diagram(garbage));
      attempt(() => federation.diagram({ before: garbage }));
    }
  });
  expect(counts.refused).toBeGreaterThan(17 * KINDS.length);
});

test("whatever is in place of what finds a Karmada, or is done there, is refused by an error with its path", async () => {
  const counts = { accepted: 0, refused: 0 };
  const attempt = async (call: () => unknown): Promise<void> => {
    try {
      await call();
      counts.accepted++;
    } catch (error) {
      counts.refused++;
      if (!(error instanceof InvalidInputError)) throw error;
      expect(error.message).toMatch(/^.+: ./);
    }
  };
  const resources = await record(async () => {
    const karmada = cluster("karmada", "f");
    for (const [, make] of KINDS) {
      const garbage = make() as never;
      await attempt(() => Federation.existing(garbage, karmada));
      await attempt(() => Federation.existing("shop", garbage));
      await attempt(() => Federation.existing("args", karmada, garbage));
      await attempt(() => Federation.existing(garbage, garbage, garbage));
    }
  });
  const made = resources.filter(({ type }) => type === "fedstack:index:ExistingFederation");
  expect(made).toHaveLength(counts.accepted);
  expect(counts.accepted).toBeGreaterThan(0);
  expect(counts.refused).toBeGreaterThan(3 * KINDS.length);
});

test("whatever DNS for an existing Karmada is given in place of its arguments is refused by an error with its path", async () => {
  const refusals: string[] = [];
  const attempt = (call: () => unknown): void => {
    try {
      call();
    } catch (error) {
      if (!(error instanceof InvalidInputError)) throw error;
      refusals.push(error.message);
    }
  };
  await record(async () => {
    const federation = await Federation.existing("shop", cluster("karmada", "f"));
    const host = cluster("host", "a");
    for (const [, make] of KINDS) {
      const garbage = make() as never;
      attempt(() => federation.runDns(garbage, "example.org"));
      attempt(() => federation.runDns(host, garbage));
      attempt(() => federation.runDns(garbage, garbage, garbage));
    }
    for (const [, make] of KINDS) attempt(() => federation.runDns(host, "example.org", make() as never));
  });
  expect(refusals.filter((message) => !/^runDns\(\): .+: ./.test(message) && !message.includes("already"))).toEqual([]);
  expect(refusals.length).toBeGreaterThan(3 * KINDS.length);
});

test.each(KINDS)("the functions for tests take %s or refuse it with an error that says why", async (_, make) => {
  const garbage = make() as never;
  for (const call of [
    () => fakeKubeconfig(garbage),
    () => testing.plain(garbage),
    () => testing.isSecret(garbage),
    () => record(garbage),
    () => record(() => undefined, garbage),
    ...partsOf(GOOD.record).map(
      ({ keys }) =>
        () =>
          record(() => 1, withPart(GOOD.record, keys, garbage) as never),
    ),
  ]) {
    const error: unknown = await Promise.resolve()
      .then(call)
      .then(
        () => undefined,
        (fault: unknown) => fault,
      );
    if (error !== undefined) expect(error).toBeInstanceOf(InvalidInputError);
  }
});
