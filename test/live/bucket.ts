import { type ChildProcess, execFile, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { BIN, eventually, OWN_ADDRESS } from "./lab";

const PORT = 9199;
const execute = promisify(execFile);

/** A bucket of an S3 service on this machine, which the host's pods reach. */
export class Bucket {
  /** The argument `backup.to` that names it. The service takes any key. */
  public readonly args = {
    kind: "bucket",
    endpoint: `http://${OWN_ADDRESS}:${PORT}`,
    name: "backups",
    accessKeyId: "anybody",
    secretAccessKey: "anything",
  };

  private readonly folder = mkdtempSync(join(tmpdir(), "fedstack-bucket-"));
  /** All its objects, as they are. */
  private readonly file = join(this.folder, "bucket.db");
  private service: ChildProcess | undefined;

  /** Completes when it answers. */
  public async start(): Promise<void> {
    const { endpoint, name } = this.args;
    const storage = ["-backend", "bolt", "-bolt.db", this.file, "-initialbucket", name];
    this.service = spawn(join(BIN, "gofakes3"), [...storage, "-host", `${OWN_ADDRESS}:${PORT}`], { stdio: "ignore" });
    await eventually(
      "the bucket answers",
      20,
      () => fetch(`${endpoint}/${name}`).then(({ status }) => status, String),
      (status) => status === 200,
    );
  }

  public remove(): void {
    this.service?.kill();
    rmSync(this.folder, { recursive: true });
  }

  /** Whether an object has a text that anybody can read. */
  public has(text: string): boolean {
    return readFileSync(this.file).includes(text);
  }

  /** IDs of a repository's snapshots, from the oldest to the newest. */
  public async snapshots({ repository, password }: { repository: string; password: string }): Promise<string[]> {
    const env = {
      ...process.env,
      RESTIC_REPOSITORY: repository,
      RESTIC_PASSWORD: password,
      AWS_ACCESS_KEY_ID: this.args.accessKeyId,
      AWS_SECRET_ACCESS_KEY: this.args.secretAccessKey,
    };
    const { stdout } = await execute(join(BIN, "restic"), ["snapshots", "--json", "--no-cache"], { env });
    const found = JSON.parse(stdout) as readonly { readonly id: string; readonly time: string }[];
    return [...found].sort((one, other) => one.time.localeCompare(other.time)).map(({ id }) => id);
  }
}
