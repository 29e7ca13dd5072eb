import * as pulumi from "@pulumi/pulumi";
import { hostSite } from "../host/site.test-support";
import { inputsOf, one } from "../recorded.test-support";
import { record, type RecordedResource } from "../testing";
import type { BackupArgs } from "./backup-args";
import { type Store, storeOf, volumeOf } from "./store";

async function made(to: BackupArgs["to"]): Promise<{ readonly store: Store; readonly resources: RecordedResource[] }> {
  let store: Store | undefined;
  const resources = await record(() => {
    store = storeOf(hostSite().in("system"), to);
  });
  return { store: store!, resources };
}

const bucket = { kind: "bucket", name: "backups", accessKeyId: "id", secretAccessKey: "key" } as const;

test.each([
  ["https://s3.example.com", 443],
  ["http://minio.example.com", 80],
  ["https://minio.example.com:9000/", 9000],
])("a bucket at %s is a folder of the federation's own, reached at one port", async (endpoint, port) => {
  const { store } = await made({ ...bucket, endpoint });
  expect(store.repository).toBe(`s3:${endpoint.replace(/\/$/, "")}/backups/federation`);
  expect(store.opens).toEqual([{ to: "outside", ports: [{ port }] }]);
  expect(volumeOf(store)).toEqual({ volumes: [], volumeMounts: [] });
});

test("the key of a bucket is a secret", async () => {
  const { store } = await made({ ...bucket, endpoint: "https://s3.example.com", prefix: "a/b", region: "eu-1" });
  expect(store.repository).toMatch(/\/a\/b$/);
  expect(store.secrets["AWS_DEFAULT_REGION"]).toBe("eu-1");
  expect(await pulumi.isSecret(store.secrets["AWS_SECRET_ACCESS_KEY"] as pulumi.Output<string>)).toBe(true);
});

test("a claim that exists is used, and nothing is made", async () => {
  const { store, resources } = await made({ kind: "claim", name: "nas" });
  expect(store.claim).toBe("nas");
  expect(store.opens).toEqual([]);
  expect(resources.filter(({ type }) => type.endsWith(":PersistentVolumeClaim"))).toEqual([]);
});

test("a volume is made, and nothing waits until it is bound", async () => {
  const { resources } = await made({ kind: "volume", size: "3Gi", className: "slow" });
  expect(inputsOf(resources, ":PersistentVolumeClaim", "federation-backups")).toMatchObject({
    metadata: { namespace: "system", annotations: { "pulumi.com/skipAwait": "true" } },
    spec: { storageClassName: "slow", resources: { requests: { storage: "3Gi" } } },
  });
});

test("a volume stays with its backups when they go elsewhere", async () => {
  const { resources } = await made({ kind: "volume" });
  expect(one(resources, ":PersistentVolumeClaim", "federation-backups").retainOnDelete).toBe(true);
});
