import type { Binding } from "./binding";
import { bindingOf } from "./bindings.test-support";
import { deletedWith, movable, roleOf } from "./roles";

const named = (name: string, binding: Binding): Binding => ({ ...binding, metadata: { ...binding.metadata, name } });
const of = (apiVersion: string, kind: string, spec: Partial<Binding["spec"]> = {}): Binding =>
  named(kind, bindingOf({ resource: { apiVersion, kind, name: "one", namespace: "default" }, placement: {}, ...spec }));
const neededBy = (name: string, ...clusters: string[]): Partial<Binding["spec"]> => ({
  requiredBy: [{ namespace: "default", name, clusters: clusters.map((one) => ({ name: one })) }],
});

test.each([
  ["v1", "Pod", "workload"],
  ["apps/v1", "Deployment", "workload"],
  ["apps/v1", "DaemonSet", "workload"],
  ["apps/v1", "StatefulSet", "workload"],
  ["batch/v1", "CronJob", "workload"],
  ["v1", "Service", "name"],
  ["networking.k8s.io/v1", "Ingress", "name"],
  ["gateway.networking.k8s.io/v1", "HTTPRoute", "name"],
  ["v1", "ConfigMap", "companion"],
  ["example.com/v1", "Deployment", "companion"],
])("the part of %s %s is %s", (apiVersion, kind, role) => {
  expect(roleOf(of(apiVersion, kind))).toBe(role);
});

test("a kind of anyone's own is a workload if it has replicas", () => {
  expect(roleOf(of("example.com/v1", "Game", { replicas: 2 }))).toBe("workload");
  expect(roleOf(of("example.com/v1", "Game", { replicas: 0 }))).toBe("companion");
});

test("what has no placement of its own and follows others is a dependency, whatever its kind", () => {
  const follows = { placement: undefined, ...neededBy("web", "b") };
  for (const kind of ["ConfigMap", "Service", "Pod"]) expect(roleOf(of("v1", kind, follows))).toBe("dependency");
  expect(roleOf(of("v1", "ConfigMap", neededBy("web", "b")))).toBe("companion");
});

test("everything moves but Jobs, and what is to stay", () => {
  const [web, job, service] = [of("apps/v1", "Deployment"), of("batch/v1", "Job"), of("v1", "Service")];
  expect(movable([web, job, service], "b", () => false)).toEqual([web, service]);
  expect(movable([web, job, service], "b", (one) => one === web)).toEqual([service]);
});

test("what anything that stays needs on the member stays with it, and what it needs elsewhere moves", () => {
  const job = of("batch/v1", "Job");
  const settings = named("settings", of("v1", "ConfigMap", { placement: undefined, ...neededBy("Job", "b") }));
  const elsewhere = named("elsewhere", of("v1", "Secret", { placement: undefined, ...neededBy("Job", "a") }));
  const ofOthers = named("of-others", of("v1", "Secret", { placement: undefined, ...neededBy("web", "b") }));
  expect(movable([job, settings, elsewhere, ofOthers], "b", () => false)).toEqual([elsewhere, ofOthers]);
});

test("a Job of the same name in another namespace keeps nothing", () => {
  const job = of("batch/v1", "Job");
  const other = { ...job, metadata: { ...job.metadata, namespace: "shop" } };
  const settings = named("settings", of("v1", "ConfigMap", { placement: undefined, ...neededBy("Job", "b") }));
  expect(movable([other, settings], "b", () => false)).toEqual([settings]);
});

test("what is deleted takes with it what nothing else on the member needs", () => {
  const [web, shop] = [of("apps/v1", "Deployment"), named("shop", of("apps/v1", "Deployment"))];
  const needing = (name: string, ...needers: string[]): Binding =>
    named(
      name,
      of("v1", "ConfigMap", {
        placement: undefined,
        requiredBy: needers.map((one) => ({ namespace: "default", name: one, clusters: [{ name: "b" }] })),
      }),
    );
  const [own, shared] = [needing("own", "Deployment"), needing("shared", "Deployment", "shop")];
  const placed = named("placed", of("v1", "Secret", { ...neededBy("Deployment", "b"), clusters: [{ name: "b" }] }));
  const elsewhere = named("elsewhere", of("v1", "Secret", { placement: undefined, ...neededBy("Deployment", "a") }));
  const all = [web, shop, own, shared, placed, elsewhere];
  expect(deletedWith(all, "b", (one) => one === web)).toEqual([web, own]);
  expect(deletedWith(all, "b", () => false)).toEqual([]);
});
