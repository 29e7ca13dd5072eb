import { createHash } from "node:crypto";
import * as k8s from "@pulumi/kubernetes";
import { Authority } from "../pki/authority";
import { flagsOf, inputsOf, one } from "../recorded.test-support";
import { plain, record, type RecordedResource } from "../testing";
import { deployEtcd, issueEtcdPki } from "./etcd";
import type { EtcdArgs } from "./etcd-args";
import { EtcdMembers } from "./etcd-members";
import { hostSite } from "../host/site.test-support";

function deployed(args: EtcdArgs): Promise<RecordedResource[]> {
  return record(() => {
    const site = hostSite().in("system");
    const members = new EtcdMembers(site, "etcd", args.replicas ?? 1);
    const authority = new Authority(site.nameOf("etcd-ca"), {}, { parent: site.parent });
    deployEtcd(site, members, issueEtcdPki(authority, members), "etcd", args);
  });
}

interface Set {
  readonly spec: {
    readonly replicas: number;
    readonly volumeClaimTemplates?: readonly { readonly spec: object }[];
    readonly template: {
      readonly metadata: { readonly annotations: object };
      readonly spec: { readonly volumes: readonly object[]; readonly containers: readonly [object] };
    };
  };
}
const specOf = (resources: readonly RecordedResource[]): Set["spec"] =>
  inputsOf<Set>(resources, ":StatefulSet", "federation-etcd").spec;

let standard: RecordedResource[];
let ephemeral: RecordedResource[];
beforeAll(async () => {
  standard = await deployed({});
  ephemeral = await deployed({ replicas: 3, storage: "ephemeral", resources: { limits: { cpu: "1" } } });
});

test("its data is in a volume of 5Gi with the cluster's own class, unless told otherwise", async () => {
  expect(specOf(standard).volumeClaimTemplates).toMatchObject([
    { spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "5Gi" } } } },
  ]);
  expect(specOf(standard).volumeClaimTemplates![0]!.spec).not.toHaveProperty("storageClassName");
  const fast = await deployed({ storage: { size: "20Gi", className: "fast" } });
  expect(specOf(fast).volumeClaimTemplates).toMatchObject([
    { spec: { storageClassName: "fast", resources: { requests: { storage: "20Gi" } } } },
  ]);
});

test("what runs it keeps its template of volumes, and shows the size that they have grown to", async () => {
  const { StatefulSet } = k8s.apps.v1;
  const options: unknown[] = [];
  const set = jest.spyOn(k8s.apps.v1, "StatefulSet").mockImplementation(((
    ...args: ConstructorParameters<typeof StatefulSet>
  ) => {
    options.push(args[2]);
    return new StatefulSet(...args);
  }) as never);
  const resources = await deployed({ storage: { size: "20Gi" } });
  set.mockRestore();
  expect(options).toMatchObject([{ ignoreChanges: ["spec.volumeClaimTemplates"] }]);
  expect(inputsOf<{ metadata: object }>(resources, ":StatefulSet", "federation-etcd").metadata).toMatchObject({
    annotations: { "fedstack.dev/volume-size": "20Gi" },
  });
});

test("ephemeral data goes with the pod", () => {
  const { template, volumeClaimTemplates } = specOf(ephemeral);
  expect(volumeClaimTemplates).toBeUndefined();
  expect(template.spec.volumes).toContainEqual({ name: "data", emptyDir: {} });
});

test("only an etcd of several members has a budget for disruptions", () => {
  const budgets = (resources: readonly RecordedResource[]): number =>
    resources.filter(({ type }) => type.endsWith(":PodDisruptionBudget")).length;
  expect([budgets(standard), budgets(ephemeral)]).toEqual([0, 1]);
});

test("its pods ask for what its row says, or for what the user says", () => {
  const [container] = specOf(standard).template.spec.containers;
  expect(container).toMatchObject({ resources: { requests: { cpu: expect.any(String) } } });
  expect(specOf(ephemeral).template.spec.containers[0]).toMatchObject({ resources: { limits: { cpu: "1" } } });
});

test("flags of the user win over those of its row", async () => {
  const flags = async (extraArgs: Record<string, string>) =>
    flagsOf(await deployed({ extraArgs }), ":StatefulSet", "federation-etcd");
  expect(await flags({ "snapshot-count": "7", "client-cert-auth": "true" })).toMatchObject({
    "snapshot-count": "7",
    "client-cert-auth": "true",
  });
});

test("it is restarted when a certificate or an authority that it reads at its start changes", () => {
  const read = ["", "-server", "-peer"].map((of) => `certificate of federation-etcd-ca${of}`);
  expect(specOf(standard).template.metadata.annotations).toEqual({
    "fedstack.dev/checksum": createHash("sha256").update(read.join("\0")).digest("hex"),
  });
});

test("servers cannot sign in with their certificate, and members serve and sign in with theirs", () => {
  const usesOf = (role: string): unknown =>
    plain<{ allowedUses: string[] }>(one(standard, ":LocallySignedCert", `federation-etcd-ca-${role}`).inputs)
      .allowedUses;
  expect(usesOf("server")).not.toContain("client_auth");
  expect(usesOf("peer")).toEqual(expect.arrayContaining(["server_auth", "client_auth"]));
});

test("its members find each other before they are ready", () => {
  expect(inputsOf<{ spec: object }>(standard, ":Service", "federation-etcd").spec).toMatchObject({
    clusterIP: "None",
    publishNotReadyAddresses: true,
  });
});
