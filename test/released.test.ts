import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { record, type RecordedResource } from "@fedstack/core/testing";
import { parse, stringify } from "yaml";
import { programs } from "./golden/control-plane/programs";
import { type Identities, identitiesOf, lostOrReplaced } from "./released/identities";

/** The first run with a release keeps what it registers: UPDATE_RELEASED=1. */
const folder = join(__dirname, "released");

test.each(["default", "hardened", "pull", "small"])(
  "an update of a %s federation from the last release deletes and replaces nothing",
  async (name) => {
    const file = join(folder, `${name}.yaml`);
    const resources = await record(programs[name]!);
    if (process.env["UPDATE_RELEASED"]) writeFileSync(file, stringify(identitiesOf(resources), { lineWidth: 0 }));
    const released = parse(readFileSync(file, "utf8")) as Identities;
    expect(Object.keys(released).length).toBeGreaterThan(100);
    expect(lostOrReplaced(released, resources)).toEqual([]);
  },
  60_000,
);

describe("an update", () => {
  const resource = (more: Partial<RecordedResource>): RecordedResource => ({
    ...{ type: "kubernetes:apps/v1:Deployment", name: "web", parent: "shop", provider: "host", aliases: [] },
    ...{ dependsOn: [], deletedWith: undefined, retainOnDelete: false, timeouts: {} },
    inputs: {
      apiVersion: "apps/v1",
      kind: "Deployment",
      metadata: { name: "web" },
      spec: { selector: { app: "web" } },
    },
    ...more,
  });
  const shop = resource({ type: "test:index:Shop", name: "shop", parent: undefined, provider: undefined, inputs: {} });
  const released = identitiesOf([shop, resource({})]);
  const identity = "test:index:Shop$kubernetes:apps/v1:Deployment::web";

  test("deletes what has another name, type or component, unless it has an alias", () => {
    expect(lostOrReplaced(released, [shop, resource({ name: "site" })])).toEqual([`${identity} is deleted`]);
    expect(lostOrReplaced(released, [shop, resource({ type: "kubernetes:apps/v1beta1:Deployment" })])).toHaveLength(1);
    expect(lostOrReplaced(released, [shop, resource({ parent: undefined })])).toEqual([`${identity} is deleted`]);
    expect(lostOrReplaced(released, [shop, resource({ name: "site", aliases: [{ name: "web" }] })])).toEqual([]);
    expect(lostOrReplaced(released, [shop, resource({ parent: undefined, aliases: [{ parent: "shop" }] })])).toEqual(
      [],
    );
  });

  test("replaces what has a provider of another cluster, another name in its cluster or another selector, and updates the rest", () => {
    const { inputs } = resource({});
    const moved = { ...inputs, metadata: { name: "site" }, spec: { selector: { app: "site" } } };
    expect(lostOrReplaced(released, [shop, resource({ inputs: moved })])).toEqual([
      `${identity} is replaced: metadata.name changes`,
      `${identity} is replaced: spec.selector changes`,
    ]);
    expect(lostOrReplaced(released, [shop, resource({ provider: "member" })])).toEqual([
      `${identity} is replaced: provider changes`,
    ]);
    const moving = resource({ provider: "member" });
    const provider = (name: string, clusterIdentifier: string): RecordedResource =>
      resource({ type: "pulumi:providers:kubernetes", name, provider: undefined, inputs: { clusterIdentifier } });
    const there = identitiesOf([shop, provider("host", "here"), resource({})]);
    expect(lostOrReplaced(there, [shop, provider("member", "here"), moving])).toEqual([]);
    expect(lostOrReplaced(there, [shop, provider("member", "elsewhere"), moving])).toEqual([
      `${identity} is replaced: provider changes`,
      "test:index:Shop$pulumi:providers:kubernetes::host is deleted",
    ]);
    const scaled = { ...inputs, spec: { selector: { app: "web" }, replicas: 3 } };
    expect(lostOrReplaced(released, [shop, resource({ inputs: scaled })])).toEqual([]);
  });

  test("replaces a certificate with another subject, but not one that is renewed earlier", () => {
    const certificate = (inputs: object): RecordedResource =>
      resource({ type: "tls:index/selfSignedCert:SelfSignedCert", inputs: { ...inputs } });
    const before = identitiesOf([shop, certificate({ subject: { commonName: "a" }, earlyRenewalHours: 1 })]);
    const after = (inputs: object): string[] => lostOrReplaced(before, [shop, certificate(inputs)]);
    expect(after({ subject: { commonName: "a" }, earlyRenewalHours: 2 })).toEqual([]);
    expect(after({ subject: { commonName: "b" }, earlyRenewalHours: 1 })).toHaveLength(1);
  });
});
