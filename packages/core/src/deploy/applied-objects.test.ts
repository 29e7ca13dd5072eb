import { tell } from "@fedstack/constructs/faults";
import * as pulumi from "@pulumi/pulumi";
import { AppliedObjects } from "./applied-objects";
import { type Manifest, refOf } from "./manifests";

const PARENT = {} as pulumi.Resource;
const ALLOWED = (): undefined => undefined;
const resource = (): pulumi.CustomResource => ({}) as pulumi.CustomResource;
const object = (apiVersion: string, kind: string, name: string, namespace?: string): Manifest => ({
  apiVersion,
  kind,
  metadata: { name, namespace },
});
const web = object("apps/v1", "Deployment", "web", "shop");

/** Objects applied so far, and the namespaces that were made for them. */
function applying() {
  const made: Manifest[] = [];
  const applied = new AppliedObjects((namespace) => {
    made.push(namespace);
    return resource();
  });
  return { applied, made };
}

test("an object belongs to one call, in whatever version of its API another call names it", () => {
  const { applied } = applying();
  applied.record('deploy("shop")', web, resource());
  const remedy = "remove it from one of them; a namespace belongs to the first call with it";
  expect(applied.faults('deploy("again")', [object("apps/v1beta1", "Deployment", "web", "shop")]).map(tell)).toEqual([
    `deploy("again"): deploy("shop") already applies Deployment shop/web; ${remedy}`,
  ]);
});

test("one can wait for everything that is applied, or for some of it", async () => {
  const { applied } = applying();
  const [ready, urn] = [pulumi.output("urn"), pulumi.output(new Promise<string>(() => undefined))];
  applied.record('deploy("shop")', web, { urn: ready } as pulumi.CustomResource);
  applied.record('deploy("shop")', object("v1", "Service", "web", "shop"), { urn } as pulumi.CustomResource);
  const resolved = (output: pulumi.Output<unknown>): Promise<string> =>
    Promise.race([
      new Promise<string>((resolve) => void output.apply(() => resolve("resolved"))),
      new Promise<string>((resolve) => setTimeout(() => resolve("waits"), 50)),
    ]);
  expect(await resolved(applied.done())).toBe("waits");
  expect(await resolved(applied.done([refOf(web)]))).toBe("resolved");
});

test("objects of another name, namespace, kind or group belong to nobody yet", () => {
  const { applied } = applying();
  applied.record('deploy("shop")', web, resource());
  const others = [
    object("apps/v1", "Deployment", "api", "shop"),
    object("apps/v1", "Deployment", "web", "default"),
    object("apps/v1", "StatefulSet", "web", "shop"),
    object("example.com/v1", "Deployment", "web", "shop"),
  ];
  expect(applied.faults('deploy("again")', others)).toEqual([]);
  expect(applied.objects).toEqual([web]);
});

test("an object without a namespace is in the default one", () => {
  const { applied } = applying();
  applied.record("first", object("v1", "ConfigMap", "settings"), resource());
  expect(applied.faults("second", [object("v1", "ConfigMap", "settings", "default")])).toHaveLength(1);
});

test("a namespace is made once, when something is in it first, and belongs to the call that needed it", () => {
  const { applied, made } = applying();
  const first = applied.namespace('deploy("shop")', "shop", PARENT, ALLOWED);
  expect(applied.namespace('deploy("again")', "shop", PARENT, ALLOWED)).toBe(first);
  expect(made).toEqual([object("v1", "Namespace", "shop")]);
  expect(applied.faults('deploy("again")', made)).toHaveLength(1);
});

test("a namespace that a call applies is not made", () => {
  const { applied, made } = applying();
  const own = resource();
  applied.record('deploy("shop")', object("v1", "Namespace", "shop"), own);
  expect(applied.namespace('deploy("shop")', "shop", PARENT, ALLOWED)).toBe(own);
  expect(applied.knownNamespace("web")).toBeUndefined();
  expect(made).toEqual([]);
});

test.each(["default", "kube-system", "kube-public"])("%s always exists", (name) => {
  const { applied, made } = applying();
  expect([applied.namespace("deploy", name, PARENT, ALLOWED), made]).toEqual([undefined, []]);
});

test("the definition of a custom resource is the one that a call has applied for its kind and group", () => {
  const { applied } = applying();
  const names = { kind: "Backup", plural: "backups" };
  const definition = {
    ...object("apiextensions.k8s.io/v1", "CustomResourceDefinition", "backups.example.com"),
    spec: { group: "example.com", scope: "Namespaced", names, versions: [{ name: "v1" }] },
  };
  const own = resource();
  applied.record("deploy", definition, own);
  expect(applied.definitionOf(object("example.com/v1", "Backup", "daily", "shop"))?.resource).toBe(own);
  expect(applied.definitionOf(object("another.com/v1", "Backup", "daily", "shop"))).toBeUndefined();
  expect(applied.definitionOf(web)).toBeUndefined();
});
