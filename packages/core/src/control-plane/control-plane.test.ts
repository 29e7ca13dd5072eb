import type * as k8s from "@pulumi/kubernetes";
import { hostSite } from "../host/site.test-support";
import { one } from "../recorded.test-support";
import { isSecret, plain, record, type RecordedResource } from "../testing";
import { ControlPlane } from "./control-plane";
import type { ControlPlaneArgs } from "./control-plane-args";
import { readDefinitions } from "../karmada/definitions";

async function recordControlPlane(components: ControlPlaneArgs = {}): Promise<RecordedResource[]> {
  return record(() => {
    const site = hostSite();
    return new ControlPlane(
      "federation-control-plane",
      {
        site,
        namespace: "federation-system",
        hostAddress: "192.0.2.31",
        components: { apiServer: { service: { nodePort: 31443 } }, ...components },
        certificates: {},
        definitions: readDefinitions(site.release.definitions.names),
        timeoutSeconds: 600,
      },
      { parent: site.parent },
    );
  });
}

const DEPLOYMENT = "kubernetes:apps/v1:Deployment";

let byDefault: Promise<RecordedResource[]>;
let adapted: Promise<RecordedResource[]>;
beforeAll(async () => {
  byDefault = recordControlPlane();
  await byDefault;
  adapted = recordControlPlane({
    etcd: { replicas: 3, storage: { size: "8Gi", className: "fast" } },
    apiServer: {
      service: { advertiseAddress: "203.0.113.9", moreAddresses: ["203.0.113.10"] },
      certificateNames: ["api.example.com"],
    },
  });
  await adapted;
});

test("each object goes to its API: the host's, or the federated one", async () => {
  const resources = await byDefault;
  const byProvider = new Map<string, string[]>();
  for (const { type, provider } of resources) {
    if (type.startsWith("kubernetes:")) byProvider.set(provider!, [...(byProvider.get(provider!) ?? []), type]);
  }
  expect([...byProvider.keys()].sort()).toEqual(["federation-provisioner", "host"]);
  expect(byProvider.get("host")!.filter((type) => type.endsWith(":Namespace"))).toHaveLength(1);
  expect(byProvider.get("host")!.filter((type) => type === DEPLOYMENT)).toHaveLength(6);
  expect(
    byProvider.get("federation-provisioner")!.filter((type) => type.endsWith(":CustomResourceDefinition")),
  ).toHaveLength(19);
});

test("nothing in the federated API is deleted individually: it goes with the control plane's namespace", async () => {
  const inApi = (await byDefault).filter(({ provider }) => provider === "federation-provisioner");
  expect(inApi.length).toBeGreaterThan(30);
  expect(new Set(inApi.map(({ deletedWith }) => deletedWith))).toEqual(new Set(["federation-namespace"]));
});

test("private keys and kubeconfigs are secrets everywhere", async () => {
  const resources = await byDefault;
  const secrets = resources.filter(({ type }) => type === "kubernetes:core/v1:Secret");
  expect(secrets.length).toBeGreaterThan(10);
  for (const { inputs } of secrets) expect(isSecret(inputs["stringData"])).toBe(true);
  for (const { type, inputs } of resources.filter(({ type }) => type === "pulumi:providers:kubernetes")) {
    if (inputs["kubeconfig"]) expect([type, isSecret(inputs["kubeconfig"])]).toEqual([type, true]);
  }
});

test("no authority's key is mounted anywhere", async () => {
  const resources = await byDefault;
  const mounted = JSON.stringify(
    resources.filter(({ type }) => type === "kubernetes:core/v1:Secret").map(({ inputs }) => plain(inputs)),
  );
  for (const authority of ["federation-ca", "federation-etcd-ca", "federation-front-proxy-ca"]) {
    expect(mounted).toContain(`certificate of ${authority}`);
    expect(mounted).not.toMatch(new RegExp(`private key of ${authority}("|\\\\n)`));
  }
});

test("every pod meets the profile restricted, mounts no token and cannot write to its root", async () => {
  const resources = await byDefault;
  const workloads = resources.filter(({ type }) => type === DEPLOYMENT || type === "kubernetes:apps/v1:StatefulSet");
  expect(workloads).toHaveLength(7);
  for (const workload of workloads) {
    const { spec } = plain<{ spec: { template: { spec: k8s.types.input.core.v1.PodSpec } } }>(workload.inputs);
    const pod = plain<Record<string, never>>(spec.template.spec);
    expect(pod).toMatchObject({
      automountServiceAccountToken: false,
      securityContext: { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } },
      containers: [
        {
          securityContext: {
            allowPrivilegeEscalation: false,
            readOnlyRootFilesystem: true,
            capabilities: { drop: ["ALL"] },
          },
        },
      ],
    });
  }
});

test("three etcd members know each other, each has a volume, and all vote before an API server starts", async () => {
  const resources = await adapted;
  const etcd = plain<{ spec: Record<string, never> }>(
    one(resources, "kubernetes:apps/v1:StatefulSet", "federation-etcd").inputs,
  );
  const { replicas, volumeClaimTemplates } = etcd.spec as unknown as {
    replicas: number;
    volumeClaimTemplates: unknown[];
  };
  expect(replicas).toBe(3);
  expect(one(resources, ":ConfigMap", "federation-etcd").inputs["data"]).toEqual({
    INITIAL_CLUSTER: [0, 1, 2]
      .map((n) => `etcd-${n}=https://etcd-${n}.etcd.federation-system.svc.cluster.local:2380`)
      .join(","),
    INITIAL_CLUSTER_STATE: "new",
  });
  expect(volumeClaimTemplates).toMatchObject([
    { spec: { storageClassName: "fast", resources: { requests: { storage: "8Gi" } } } },
  ]);
  expect(one(resources, DEPLOYMENT, "federation-karmada-apiserver").dependsOn).toContain("federation-etcd-members");
});

test("the API server's certificate has every name and address of it", async () => {
  const resources = await adapted;
  const request = one(resources, "tls:index/certRequest:CertRequest", "federation-ca-apiserver");
  expect(request.inputs["ipAddresses"]).toEqual(["127.0.0.1", "203.0.113.9", "203.0.113.10"]);
  expect(request.inputs["dnsNames"]).toEqual(
    expect.arrayContaining(["api.example.com", "karmada-apiserver.federation-system.svc.cluster.local"]),
  );
});
