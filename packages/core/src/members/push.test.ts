import { federate, inputsOf } from "../recorded.test-support";
import { fakeKubeconfig, isSecret, plain, record, type RecordedResource } from "../testing";
import { Cluster } from "../clusters/cluster";

const KUBECONFIG = fakeKubeconfig("f", "a", "c");

interface ClusterObject {
  readonly spec: object;
}

let resources: RecordedResource[];
beforeAll(async () => {
  resources = await record(() => {
    const federation = federate(Cluster.fromKubeconfig("f", KUBECONFIG, { context: "f" }), "example.org");
    federation.join(Cluster.fromKubeconfig("a", KUBECONFIG, { context: "a" }));
    const c = Cluster.fromKubeconfig("c", KUBECONFIG, { context: "c" });
    federation.join(c, { access: { namespaces: ["default"] } });
  });
});

test("accounts of the control plane in a member are mounted into no pod", () => {
  const accounts = resources.filter(
    ({ type, parent }) => type.endsWith(":ServiceAccount") && parent === "federation-a",
  );
  expect(accounts.map(({ inputs }) => inputs["automountServiceAccountToken"])).toEqual([false, false]);
});

test("a member gets no credential: the Secrets in it are for its own API server to fill", () => {
  const written = resources.filter(({ provider }) => /^a(-adopting)?$/.test(provider ?? ""));
  const secrets = written.filter(({ type }) => type.endsWith(":Secret"));
  expect(secrets.map(({ inputs }) => Object.keys(inputs).sort().join())).toEqual(
    Array(2).fill("apiVersion,kind,metadata,type"),
  );
  expect(JSON.stringify(written.map(({ inputs }) => plain(inputs)))).not.toMatch(/certificate of|private key of/);
});

test("where tokens expire, a member has accounts, and Secrets neither here nor there that Kubernetes would fill", async () => {
  const expiring = await record(() => {
    const federation = federate(Cluster.fromKubeconfig("f", KUBECONFIG, { context: "f" }), "example.org", {
      addOns: { estimators: true },
    });
    const a = Cluster.fromKubeconfig("a", KUBECONFIG, { context: "a" });
    federation.join(a, { tokenExpirationSeconds: 600 });
  });
  const inMember = expiring.filter(({ provider }) => /^a(-adopting)?$/.test(provider ?? ""));
  const named = (kind: string): string[] =>
    inMember.flatMap(({ type, name }) => (type.endsWith(`:${kind}`) ? [name] : []));
  expect([named("ServiceAccount"), named("Secret")]).toEqual([
    ["federation-a-estimator", "federation-a-impersonator", "federation-a-token"],
    [],
  ]);
  for (const name of ["federation-a-credentials", "federation-a-impersonation", "federation-estimator-a-member"]) {
    const { stringData } = expiring.find((one) => one.type.endsWith(":Secret") && one.name === name)!.inputs;
    expect([name, isSecret(stringData) || isSecret((stringData as Record<string, unknown>)["token"])]).toEqual([
      name,
      true,
    ]);
  }
});

test("a member with less than full access leaves Karmada no way to act as somebody else in it", () => {
  expect(inputsOf<ClusterObject>(resources, "v1alpha1:Cluster", "federation-a").spec).toHaveProperty(
    "impersonatorSecretRef",
  );
  expect(inputsOf<ClusterObject>(resources, "v1alpha1:Cluster", "federation-c").spec).not.toHaveProperty(
    "impersonatorSecretRef",
  );
  const own = resources.filter(({ parent }) => parent === "federation-c");
  expect(own.map(({ name }) => name).filter((name) => name.includes("imperson"))).toEqual([]);
  expect(JSON.stringify(own.map(({ inputs }) => plain(inputs)))).not.toMatch(/"impersonate"|"bind"|"escalate"/);
});
