import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { inPod } from "./etcdctl";
import { kubectl, within } from "./lab";

const NAMESPACE = "database";
const HOST = `etcd.${NAMESPACE}.svc.cluster.local`;
const FOLDER = "/etc/etcd";
const CERTIFICATES = [`--cacert=${FOLDER}/ca.crt`, `--cert=${FOLDER}/server.crt`, `--key=${FOLDER}/server.key`];
const execute = promisify(execFile);

/** An etcd on the host that no federation runs. It believes clients by certificates of its own authority. */
export class OwnEtcd {
  public readonly endpoint = `https://${HOST}:2379`;
  /** Folder with `ca.crt`, `client.crt` and `client.key`. */
  public readonly credentials = mkdtempSync(join(tmpdir(), "fedstack-etcd-"));

  /** Completes when it answers. */
  public async start(): Promise<void> {
    await this.certify("ca");
    const signed = ["-CA", join(this.credentials, "ca.crt"), "-CAkey", join(this.credentials, "ca.key")];
    await this.certify("server", ...signed, "-addext", `subjectAltName=DNS:${HOST},IP:127.0.0.1`);
    await this.certify("client", ...signed);
    const file = join(this.credentials, "etcd.json");
    writeFileSync(file, JSON.stringify({ apiVersion: "v1", kind: "List", items: this.objects() }));
    await kubectl("f", "apply", "-f", file);
    await kubectl("f", "-n", NAMESPACE, "wait", "pod/etcd", "--for=condition=Ready", within(120));
  }

  public async remove(): Promise<void> {
    rmSync(this.credentials, { recursive: true });
    await kubectl("f", "delete", "namespace", NAMESPACE);
  }

  public async put(key: string, value: string): Promise<void> {
    await this.etcdctl("put", key, value);
  }

  /** Its keys, but for the one by which API servers agree who compacts it. */
  public async keys(): Promise<readonly string[]> {
    const keys = await this.etcdctl("get", "", "--prefix", "--keys-only");
    return keys.split("\n").filter((key) => key !== "" && key !== "compact_rev_key");
  }

  public async value(key: string): Promise<string> {
    return this.etcdctl("get", key, "--print-value-only");
  }

  private etcdctl(...command: readonly string[]): Promise<string> {
    return inPod(NAMESPACE, "etcd", "--endpoints=https://127.0.0.1:2379", ...CERTIFICATES, ...command);
  }

  private async certify(name: string, ...signer: readonly string[]): Promise<void> {
    const [key, certificate] = [`${name}.key`, `${name}.crt`].map((file) => join(this.credentials, file)) as [
      string,
      string,
    ];
    const made = ["-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", certificate];
    await execute("openssl", ["req", "-x509", "-days", "2", "-subj", `/CN=${name}`, ...made, ...signer]);
  }

  private objects(): object[] {
    const metadata = { name: "etcd", namespace: NAMESPACE, labels: { app: "etcd" } };
    const pem = (file: string): string => readFileSync(join(this.credentials, file), "utf8");
    const files = ["ca.crt", "server.crt", "server.key"].map((file) => [file, pem(file)]);
    const command = [
      "/usr/local/bin/etcd",
      "--data-dir=/tmp/etcd",
      "--listen-client-urls=https://0.0.0.0:2379",
      `--advertise-client-urls=${this.endpoint}`,
      "--client-cert-auth",
      `--trusted-ca-file=${FOLDER}/ca.crt`,
      `--cert-file=${FOLDER}/server.crt`,
      `--key-file=${FOLDER}/server.key`,
    ];
    const container = {
      name: "etcd",
      image: "gcr.io/etcd-development/etcd:v3.6.16",
      command,
      readinessProbe: { tcpSocket: { port: 2379 } },
      volumeMounts: [{ name: "files", mountPath: FOLDER }],
    };
    return [
      { apiVersion: "v1", kind: "Namespace", metadata: { name: NAMESPACE } },
      { apiVersion: "v1", kind: "Secret", metadata, stringData: Object.fromEntries(files) as object },
      { apiVersion: "v1", kind: "Service", metadata, spec: { selector: metadata.labels, ports: [{ port: 2379 }] } },
      {
        apiVersion: "v1",
        kind: "Pod",
        metadata,
        spec: { containers: [container], volumes: [{ name: "files", secret: { secretName: "etcd" } }] },
      },
    ];
  }
}
