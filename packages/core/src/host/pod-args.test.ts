import { cluster, federate } from "../recorded.test-support";
import { isSecret, plain, record, type RecordedResource } from "../testing";
import type { FederationArgs } from "../federation/federation-args";
import { folderOf, isMounted, podArgs } from "./pod-args";

interface Template {
  readonly metadata: { readonly labels: Record<string, string>; readonly annotations?: Record<string, string> };
  readonly spec: Record<string, unknown> & {
    readonly containers: readonly [{ readonly env?: object[]; readonly volumeMounts: object[] }];
    readonly volumes: object[];
  };
}

const LOGIN = '{"auths": {"registry.example.com": {"auth": "aHVudGVyMg=="}}}';
const tolerations = [{ key: "control-plane", operator: "Exists" }];
const args: FederationArgs = {
  images: { dockerConfig: LOGIN, pullSecrets: ["copied"] },
  pods: {
    nodeSelector: { pool: "system" },
    tolerations,
    affinity: { nodeAffinity: {} },
    labels: { team: "platform" },
    annotations: { note: "x" },
  },
  scheduler: {
    pods: {
      nodeSelector: { pool: "fast" },
      env: [{ name: "HTTPS_PROXY", value: "http://proxy.example.com" }],
      volumes: [{ mountPath: "/etc/webhook", source: { secret: { secretName: "webhook" } } }],
    },
  },
};

let resources: RecordedResource[];
beforeAll(async () => {
  resources = await record(() => {
    federate(cluster("f-cluster", "f"), "kairen.com", args).join(cluster("a-cluster", "a"));
  });
});
const templates = (): [string, Template][] =>
  resources
    .filter(({ type }) => /:apps\/v1:/.test(type))
    .map(({ name, inputs }) => [name, plain<{ spec: { template: Template } }>(inputs).spec.template]);

test("every pod of a federation is scheduled and marked as it says, and can pull its image", () => {
  expect(templates()).toHaveLength(10);
  for (const [name, { metadata, spec }] of templates()) {
    expect([name, spec]).toMatchObject([
      name,
      {
        nodeSelector: { pool: name === "federation-karmada-scheduler" ? "fast" : "system" },
        tolerations,
        affinity: { nodeAffinity: {} },
        imagePullSecrets: [{ name: "registry-login" }, { name: "copied" }],
      },
    ]);
    expect(metadata).toMatchObject({ labels: { team: "platform" }, annotations: { note: "x" } });
    expect(metadata.labels["app.kubernetes.io/name"]).toBeTruthy();
  }
});

test("one component can have volumes and variables of its own", () => {
  const own = templates().filter(([, { spec }]) => JSON.stringify(spec).includes("extra-0"));
  expect(own).toMatchObject([
    [
      "federation-karmada-scheduler",
      {
        spec: {
          containers: [
            {
              env: expect.arrayContaining([
                { name: "POD_NAME", valueFrom: expect.anything() },
                { name: "HTTPS_PROXY", value: "http://proxy.example.com" },
              ]),
              volumeMounts: expect.arrayContaining([{ name: "extra-0", mountPath: "/etc/webhook", readOnly: true }]),
            },
          ],
          volumes: expect.arrayContaining([{ name: "extra-0", secret: { secretName: "webhook" } }]),
        },
      },
    ],
  ]);
});

test("a pull Secret is made of a login in both namespaces, before what needs it, and is secret", () => {
  const secrets = resources.filter(({ name }) => name.endsWith("-registry-login"));
  expect(secrets.map(({ inputs }) => plain(inputs))).toMatchObject(
    ["federation", "federation-system"].map((namespace) => ({
      metadata: { name: "registry-login", namespace },
      type: "kubernetes.io/dockerconfigjson",
      stringData: { ".dockerconfigjson": LOGIN },
    })),
  );
  for (const { inputs } of secrets) expect(isSecret(inputs["stringData"])).toBe(true);
  const etcd = resources.find(({ name, type }) => name === "federation-etcd" && type.endsWith(":StatefulSet"))!;
  expect(etcd.dependsOn).toContain("federation-federation-system-registry-login");
});

test("pods that etcd-operator runs pull their image by their account, and have the labels", () => {
  const account = resources.find(({ name }) => name === "federation-default-account")!;
  expect(plain(account.inputs)).toMatchObject({ imagePullSecrets: [{ name: "registry-login" }, { name: "copied" }] });
  const etcd = resources.find(({ type }) => type.endsWith(":EtcdCluster"))!;
  expect(plain(etcd.inputs)).toMatchObject({
    spec: { podTemplate: { metadata: { labels: { team: "platform" }, annotations: { note: "x" } } } },
  });
});

test("what a component leaves out is as for all pods", () => {
  expect(podArgs({ labels: { a: "1" }, tolerations }, { labels: { b: "2" }, tolerations: undefined })).toEqual({
    labels: { b: "2" },
    tolerations,
  });
});

test("a file is mounted if a folder above it is", () => {
  const volumes = [{ mountPath: "/etc/webhook/", source: { emptyDir: {} } }];
  expect(isMounted("/etc/webhook/a/b", volumes)).toBe(true);
  expect(isMounted("/etc/webhook-2/a", volumes)).toBe(false);
  expect(isMounted("/etc/webhook/a")).toBe(false);
});

test("a folder has one slash at its end, however it is written", () => {
  expect(["/a", "/a/", "/a//b/.", "/a/b/.."].map(folderOf)).toEqual(["/a/", "/a/", "/a/b/", "/a/"]);
});
