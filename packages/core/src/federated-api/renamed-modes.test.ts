import * as pulumi from "@pulumi/pulumi";
import { RELEASE } from "../karmada";
import { CANDIDATE } from "../karmada/offered.test-support";
import * as asked from "../kubeconfig/ask";
import { countOld, renameAll, renamed, renameStoredModes } from "./renamed-modes";
import type { StoredObject } from "./stored-objects";

jest.mock("../kubeconfig/ask", () => ({ ...jest.requireActual<typeof asked>("../kubeconfig/ask"), asking: jest.fn() }));

const { renamedPurgeModes: MODES } = CANDIDATE;
const POLICIES = "/apis/policy.karmada.io/v1alpha1/propagationpolicies";
const BINDINGS = "/apis/work.karmada.io/v1alpha2/clusterresourcebindings";

interface Failing extends StoredObject {
  readonly spec: {
    readonly failover?: { readonly application: { readonly purgeMode: string } } | undefined;
    readonly gracefulEvictionTasks?: readonly { readonly purgeMode: string }[] | undefined;
  };
}
const OWNER = { manager: "fedstack-federation" };
const policy = (name: string, purgeMode: string): Failing => ({
  metadata: { name, namespace: "shop", managedFields: [OWNER] },
  spec: { failover: { application: { purgeMode } } },
});

/** A federated API, where who replaces an object gets among its managers if it is another one then. */
class Api {
  public readonly puts: string[] = [];
  public conflicts = 0;
  public readonly stored: Record<string, Failing[]> = {
    [POLICIES]: [policy("web", "Immediately"), policy("new", "Directly")],
    [BINDINGS]: [{ metadata: { name: "role" }, spec: { gracefulEvictionTasks: [{ purgeMode: "Graciously" }] } }],
  };

  public readonly ask: asked.Ask = ({ method, path, body }) => {
    if (method === "GET") return answer({ metadata: {}, items: this.stored[path.split("?")[0]!] ?? [] });
    this.puts.push(path);
    const [at, manager] = path.split("?fieldManager=");
    const root = at!.replace(/\/namespaces\/\w+|\/[^/]+$/g, "");
    const index = this.stored[root]!.findIndex(({ metadata: { name } }) => at!.endsWith(`/${name}`));
    const [before, after] = [this.stored[root]![index]!, body as Failing];
    if (this.conflicts-- > 0) return Promise.resolve({ status: 409, body: {}, message: "changed meanwhile" });
    const isOther = JSON.stringify(before.spec) !== JSON.stringify(after.spec);
    const managedFields = [...(after.metadata.managedFields ?? []), ...(isOther ? [{ manager }] : [])];
    this.stored[root]![index] = { ...after, metadata: { ...after.metadata, managedFields } };
    return answer({});
  };
}

const answer = (body: object): Promise<asked.Answer> => Promise.resolve({ status: 200, body, message: "" });
const modesOf = (api: Api): unknown =>
  Object.values(api.stored)
    .flat()
    .map(({ spec }) => spec.failover?.application.purgeMode ?? spec.gracefulEvictionTasks?.[0]?.purgeMode);

test("policies and bindings get the new names, and keep the managers that they had", async () => {
  const api = new Api();
  expect(await countOld(api.ask, MODES)).toBe(2);
  await renameAll(api.ask, MODES);
  expect(modesOf(api)).toEqual(["Directly", "Directly", "Gracefully"]);
  expect(api.puts.some((path) => path.includes("/new"))).toBe(false);
  expect(api.puts[0]).toBe(
    `${POLICIES.replace("propagation", "namespaces/shop/propagation")}/web?fieldManager=fedstack-renamed-modes`,
  );
  const managers = Object.values(api.stored)
    .flat()
    .map(({ metadata }) => metadata.managedFields);
  expect(managers).toEqual([[OWNER], [OWNER], []]);
  expect(await countOld(api.ask, MODES)).toBe(0);
});

test("what somebody changes at the same time is renamed afterward", async () => {
  const api = new Api();
  api.conflicts = 3;
  await renameAll(api.ask, MODES);
  expect(await countOld(api.ask, MODES)).toBe(0);
});

test("what is written again and again, refused or cannot be listed fails, and says so", async () => {
  const stubborn = new Api();
  stubborn.conflicts = 1000;
  await expect(renameAll(stubborn.ask, MODES)).rejects.toThrow(
    'version: 2 policies and bindings have the purge mode "Immediately" or "Graciously" again and again; change what',
  );
  const refusing: asked.Ask = (question) =>
    question.method === "PUT" ? Promise.resolve({ status: 422, body: {}, message: "no" }) : new Api().ask(question);
  await expect(renameAll(refusing, MODES)).rejects.toThrow(
    "version: a PropagationPolicy could not be replaced: no; run up again",
  );
  const mute: asked.Ask = () => Promise.resolve({ status: 503, body: {}, message: "later" });
  await expect(countOld(mute, MODES)).rejects.toThrow("version: propagationpolicies cannot be listed: later");
});

test("nothing but old modes changes", () => {
  const other = { ...policy("web", "Never"), data: { Immediately: "Immediately" } };
  expect(renamed(other, MODES)).toBeUndefined();
  expect(renamed({ ...other, ...policy("web", "Immediately") }, MODES)).toEqual({
    ...other,
    ...policy("web", "Directly"),
  });
  expect(renamed(policy("web", "constructor"), MODES)).toBeUndefined();
});

describe("before definitions change", () => {
  type Hook = (args: object) => Promise<void>;
  let api: Api;
  let hooks: Hook[];
  let told: string[];
  beforeEach(() => {
    [api, hooks, told] = [new Api(), [], []];
    jest.mocked(asked.asking).mockReturnValue(api.ask);
    jest.spyOn(pulumi.runtime, "getEngine").mockReturnValue({} as never);
    jest.spyOn(pulumi.log, "info").mockImplementation((text) => Promise.resolve(void told.push(text)));
    jest.spyOn(pulumi, "ResourceHook").mockImplementation(((_: string, hook: Hook) => hooks.push(hook)) as never);
  });
  afterEach(() => jest.restoreAllMocks());
  const hooked = (release = CANDIDATE): unknown =>
    renameStoredModes("f-modes", { server: "https://f.example.com", options: {} }, release);

  test("a preview tells how many have old modes, and changes nothing", async () => {
    jest.spyOn(pulumi.runtime, "isDryRun").mockReturnValue(true);
    hooked();
    await hooks[0]!({});
    expect(told).toEqual([
      'version: 2 policies and bindings have the purge mode "Immediately" or "Graciously". The up renames it before anything else.',
    ]);
    expect(api.puts).toEqual([]);
  });

  test("a preview goes on where the federated API does not answer", async () => {
    jest.spyOn(pulumi.runtime, "isDryRun").mockReturnValue(true);
    jest
      .mocked(asked.asking)
      .mockReturnValue(() => Promise.resolve({ status: 0, body: undefined, message: "no route" }));
    hooked();
    await hooks[0]!({});
    expect(told).toEqual([]);
  });

  test("an up renames all, once for all definitions", async () => {
    jest.spyOn(pulumi.runtime, "isDryRun").mockReturnValue(false);
    hooked();
    await Promise.all([hooks[0]!({}), hooks[0]!({})]);
    expect(modesOf(api)).toEqual(["Directly", "Directly", "Gracefully"]);
    const asked = api.puts.length;
    await hooks[0]!({});
    expect(api.puts).toHaveLength(asked);
  });

  test("a release that renames nothing has no hooks", () => {
    expect(hooked(RELEASE)).toEqual([]);
    expect(hooks).toEqual([]);
  });
});
