import { RELEASE } from "../karmada";
import { flagsOf, inputsOf } from "../recorded.test-support";
import { record, type RecordedResource } from "../testing";
import { type Contents, deployComponent } from "./component";
import { hostSite } from "./site.test-support";

const { scheduler } = RELEASE.components;
const etcd = { name: "etcd", serviceHost: "etcd", clientUrls: [] };

/** What runs the scheduler with these arguments and this certificate. */
function deployed(
  args: Parameters<typeof deployComponent>[3],
  certificate = "certificate",
): Promise<RecordedResource[]> {
  const contents: Contents = {
    client: () => ({ files: { kubeconfig: "secret" }, restartOn: [certificate] }),
  };
  return record(() => {
    const site = hostSite().in("system");
    deployComponent(site, scheduler, contents, args, { namespace: "system", clusterDomain: "cluster.local", etcd });
  });
}

interface Deployment {
  readonly metadata: { readonly annotations: object };
  readonly spec: {
    readonly replicas: number;
    readonly template: {
      readonly metadata: { readonly annotations: object };
      readonly spec: {
        readonly volumes: readonly object[];
        readonly containers: readonly [{ readonly volumeMounts: readonly object[]; readonly resources?: object }];
      };
    };
  };
}
const NAME = "federation-karmada-scheduler";
const specOf = (resources: readonly RecordedResource[]): Deployment["spec"] =>
  inputsOf<Deployment>(resources, ":Deployment", NAME).spec;

test("a component runs once with the flags of its row, and reads its secrets from a folder of their own", async () => {
  const resources = await deployed({});
  const { replicas, template } = specOf(resources);
  expect(replicas).toBe(1);
  expect(flagsOf(resources, ":Deployment", NAME)).toMatchObject({
    v: "2",
    kubeconfig: "/etc/karmada/client/kubeconfig",
    "leader-elect-resource-namespace": "system",
  });
  expect(template.spec.volumes).toContainEqual({
    name: "client",
    secret: { secretName: "karmada-scheduler-client", defaultMode: 0o440 },
  });
  expect(template.spec.containers[0].volumeMounts).toContainEqual({
    name: "client",
    mountPath: "/etc/karmada/client",
    readOnly: true,
  });
  expect(inputsOf(resources, ":Secret", `${NAME}-client`)).toMatchObject({ stringData: { kubeconfig: "secret" } });
});

test("a component says which release of Karmada it belongs to, which decides what can follow it", async () => {
  const { metadata } = inputsOf<Deployment>(await deployed({}), ":Deployment", NAME);
  expect(metadata.annotations).toMatchObject({ "fedstack.dev/karmada": RELEASE.karmada });
});

test("a component takes its arguments: size, resources, verbosity and further flags", async () => {
  const resources = { limits: { memory: "1Gi" } };
  const made = await deployed({ replicas: 3, resources, logLevel: 4, extraArgs: { "kube-api-qps": "40" } });
  expect(specOf(made)).toMatchObject({ replicas: 3, template: { spec: { containers: [{ resources }] } } });
  expect(flagsOf(made, ":Deployment", NAME)).toMatchObject({ v: "4", "kube-api-qps": "40" });
});

test("a component requests what its row says, unless its resources are given", async () => {
  const requestsOf = async (args: Parameters<typeof deployed>[0]): Promise<unknown> =>
    specOf(await deployed(args)).template.spec.containers[0].resources;
  expect(await requestsOf({})).toEqual({ requests: { cpu: "50m", memory: "96Mi" } });
  expect(await requestsOf({ resources: { requests: { cpu: "1" } } })).toEqual({ requests: { cpu: "1" } });
  expect(await requestsOf({ resources: {} })).toEqual({});
});

test("pods of a component are replaced with its certificate", async () => {
  const [before, same, after] = [await deployed({}), await deployed({}), await deployed({}, "renewed")];
  const annotations = (resources: readonly RecordedResource[]): object =>
    specOf(resources).template.metadata.annotations;
  expect(annotations(same)).toEqual(annotations(before));
  expect(annotations(after)).not.toEqual(annotations(before));
});
