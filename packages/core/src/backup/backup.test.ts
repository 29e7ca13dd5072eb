import type { Federation } from "../federation/federation";
import { cluster, federate, inputsOf, known, one } from "../recorded.test-support";
import { isSecret, record, type RecordedResource } from "../testing";
import * as pulumi from "@pulumi/pulumi";

interface Job {
  readonly metadata: { readonly namespace: string };
  readonly spec: {
    readonly schedule: string;
    readonly suspend: boolean;
    readonly jobTemplate: { readonly spec: { readonly template: { readonly spec: Pod } } };
  };
}

interface Pod {
  readonly restartPolicy: string;
  readonly automountServiceAccountToken: boolean;
  readonly initContainers: readonly Container[];
  readonly containers: readonly Container[];
  readonly volumes: readonly {
    readonly name: string;
    readonly persistentVolumeClaim?: { readonly claimName: string };
  }[];
}

interface Container {
  readonly image: string;
  readonly command: readonly string[];
  readonly env?: readonly { readonly name: string }[];
  readonly readinessProbe?: object;
  readonly resources: object;
  readonly securityContext: object;
}

let resources: RecordedResource[];
let federation: Federation;
let single: RecordedResource[];

beforeAll(async () => {
  resources = await record(() => {
    federation = federate(cluster("f-cluster", "f"), "kairen.com", {
      highlyAvailable: true,
      backup: { schedule: "0 3 * * *", to: { kind: "volume" } },
    });
  });
  single = await record(() => {
    federate(cluster("f-cluster", "f"), "kairen.com", {
      backup: { schedule: "@daily", to: { kind: "claim", name: "nas" }, password: "given" },
    });
  });
});

const job = (name: string): Job => inputsOf<Job>(resources, ":CronJob", `federation-${name}`);
const podOf = ({ spec }: Job): Pod => spec.jobTemplate.spec.template.spec;
const restores = ["restore-etcd-0", "restore-etcd-1", "restore-etcd-2"];

test("a CronJob takes a snapshot of etcd and stores it", () => {
  const backup = job("backup");
  expect(backup.spec).toMatchObject({ schedule: "0 3 * * *", suspend: false, concurrencyPolicy: "Forbid" });
  const { initContainers, containers } = podOf(backup);
  expect(initContainers[0]?.command).toEqual(expect.arrayContaining(["etcdctl", "snapshot", "save"]));
  expect(containers[0]?.image).toBe("docker.io/restic/restic:0.18.1");
});

test.each(["backup", ...restores])("pods of %s are restricted, have requests, and no token", (name) => {
  const pod = podOf(job(name));
  expect(pod).toMatchObject({ restartPolicy: "Never", automountServiceAccountToken: false });
  for (const container of [...pod.initContainers, ...pod.containers]) {
    expect(container.readinessProbe).toBeUndefined();
    expect(container).toMatchObject({
      resources: { requests: { memory: expect.any(String) } },
      securityContext: { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true },
    });
  }
});

test.each(restores)("%s restores one member, only when somebody starts it", (name) => {
  const { spec } = job(name);
  const member = name.slice("restore-".length);
  expect(spec.suspend).toBe(true);
  expect(podOf(job(name)).volumes.map(({ persistentVolumeClaim }) => persistentVolumeClaim?.claimName)).toEqual(
    expect.arrayContaining(["backups", `data-${member}`]),
  );
  const flags = podOf(job(name)).initContainers[1]!.command;
  expect(flags).toContain(`--name=${member}`);
  for (const other of [0, 1, 2]) {
    expect(flags.find((flag) => flag.startsWith("--initial-cluster="))).toContain(`etcd-${other}=https://`);
  }
});

test("etcd's certificate for backups signs in nowhere else, and only backups have it", () => {
  const certificate = inputsOf(resources, ":LocallySignedCert", "federation-etcd-ca-backup-client");
  expect(certificate["allowedUses"]).toEqual(["digital_signature", "client_auth"]);
  const holders = resources.filter(
    ({ type, inputs }) =>
      /:(Deployment|StatefulSet|CronJob)$/.test(type) && JSON.stringify(inputs).includes("backup-etcd"),
  );
  expect(holders.map(({ name }) => name)).toEqual(["federation-backup"]);
});

test("the password is random and secret, or the given one", async () => {
  expect(await pulumi.isSecret(federation.backups!.password)).toBe(true);
  expect(await known(federation.backups!.password)).not.toBe("");
  const { stringData } = one(single, ":Secret", "federation-backup-store").inputs as { stringData: object };
  expect(isSecret(stringData) || isSecret(Object.values(stringData)[0])).toBe(true);
  expect(inputsOf(single, ":Secret", "federation-backup-store")["stringData"]).toEqual({ RESTIC_PASSWORD: "given" });
});

test("the federation tells where its backups are and how they are restored", async () => {
  expect(federation.backups).toMatchObject({
    cronJob: "federation-system/backup",
    schedule: "0 3 * * *",
    repository: "/backups",
    restores,
  });
  expect(await known(federation.backups!.lastSuccess)).toBeUndefined();
});

test("without the argument, nothing is made for backups", async () => {
  let plain: Federation | undefined;
  const without = await record(() => {
    plain = federate(cluster("f-cluster", "f"), "kairen.com");
  });
  expect(plain!.backups).toBeUndefined();
  expect(without.filter(({ name }) => /backup|restore/.test(name))).toEqual([]);
});
