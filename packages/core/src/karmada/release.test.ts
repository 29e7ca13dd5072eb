import { withAddOns } from "./add-ons";
import type { AddOnName, Component, ComponentName } from "./component";
import { RELEASE } from ".";

const { components, definitions, images } = RELEASE;
const withAll = withAddOns(RELEASE, Object.keys(RELEASE.addOns) as AddOnName[]).components;
const rows: readonly (readonly [string, Component])[] = Object.entries({
  ...withAll,
  "scheduler without add-ons": components.scheduler,
});

test("every image of Karmada and of Kubernetes has the release's version", () => {
  for (const { repository, tag } of Object.values(images)) {
    if (repository.startsWith("karmada/")) expect([repository, tag]).toEqual([repository, RELEASE.karmada]);
    if (repository.startsWith("kube-")) expect([repository, tag]).toEqual([repository, RELEASE.kubernetes]);
  }
});

test("objects and their plan follow the same release of Karmada and of Kubernetes", () => {
  const { karmada, kubernetes, versions } = RELEASE;
  expect(karmada).toMatch(`v${versions.karmada}.`);
  expect(kubernetes).toMatch(`v${versions.kubernetes}.`);
});

test("definitions are named as Kubernetes names them, and those that are converted are among them", () => {
  expect(definitions.names).toHaveLength(19);
  expect(definitions.names).toContain("works.work.karmada.io");
  expect(definitions.names).toEqual(expect.arrayContaining([...definitions.converted]));
});

test.each(rows)("%s reads only files of secrets that it mounts", (_, { flags, secrets, data }) => {
  const at = {
    namespace: "system",
    clusterDomain: "cluster.local",
    etcd: { name: "etcd", serviceHost: "etcd.system", clientUrls: [], initialCluster: "" },
    staticTokens: true,
  };
  const files = Object.values(flags)
    .map((flag) => (typeof flag === "string" ? flag : flag(at)))
    .filter((value) => value?.startsWith("/") && value !== "/tmp");
  const folders = [...Object.values(secrets).map(({ path }) => path), ...(data ? [data] : [])];
  expect(files.filter((file) => !folders.some((folder) => file === folder || file!.startsWith(`${folder}/`)))).toEqual(
    [],
  );
});

test.each(rows)("%s signs in to the federated API exactly if it is a user of it", (_, { secrets, user, grants }) => {
  expect(secrets.client !== undefined).toBe(user !== undefined);
  if (grants) expect(user).toBeDefined();
});

test("certificates have one name each", () => {
  const names = Object.entries(withAll).flatMap(([, { secrets }]) =>
    Object.entries(secrets).flatMap(([role, { certificate }]) => {
      const signer =
        role === "front-proxy" || role === "etcd" ? role : role === "server" || role === "peer" ? "etcd" : "api";
      return certificate ? [`${signer} ${certificate}`] : [];
    }),
  );
  expect(new Set(names).size).toBe(names.length);
});

test("only the API server is reached from anywhere, and etcd only by itself and the two API servers", () => {
  const open = Object.entries(withAll)
    .filter(([, { ingress }]) => ingress?.from === "anyone")
    .map(([name]) => name);
  expect(open).toEqual(["apiServer"]);
  expect(components.etcd.ingress?.from).toEqual(["etcd", "apiServer", "aggregatedApiServer"] satisfies ComponentName[]);
});
