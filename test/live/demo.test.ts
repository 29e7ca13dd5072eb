import { execFile } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { asTheyWere, inventory } from "./kubernetes";
import { BALANCERS, live } from "./lab";

const ROOT = join(__dirname, "..", "..");
const PICTURE = join(ROOT, "demo-out", "plan.svg");
const NAME = "nginx.default.federation.svc.kairen.com";
const MINUTES = 20;

const execute = promisify(execFile);

live(
  "npm run demo:live shows the status, members, pods, DNS and a picture, and leaves the clusters as they were",
  async () => {
    const before = await inventory("uid");
    rmSync(PICTURE, { force: true });
    const { stdout } = await execute("npm", ["run", "--silent", "demo:live"], { cwd: ROOT, timeout: MINUTES * 60_000 });

    expect(stdout).toMatch(/^ +kairen\.com\. on f-cluster, Karmada v1\.\d+\.\d+$/m);
    expect(stdout).toMatch(/^ +f-b-cluster +v\S+ +Ready$/m);
    expect(stdout).toMatch(/^ +Nothing expires within 30 days\.$/m);
    for (const member of ["f-a-cluster", "f-b-cluster"]) {
      expect(stdout).toMatch(new RegExp(`^ +${member} +v1\\.\\d+\\.\\d+ +Push +True `, "m"));
    }
    expect(stdout.match(/^ +pod\/nginx-\S+ +1\/1 +Running /gm)).toHaveLength(4);
    expect(stdout).toMatch(/nginx\s+4 → f-a-cluster 2, f-b-cluster 2/);
    for (const address of Object.values(BALANCERS)) expect(stdout).toContain(`${NAME}  ${address}\n`);
    expect(existsSync(PICTURE) && readFileSync(PICTURE, "utf8")).toContain("f&#45;b&#45;cluster");
    await asTheyWere(before);
  },
);
