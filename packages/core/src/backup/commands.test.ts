import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fetching, replacing, restoring, SNAPSHOT, storing } from "./commands";

let home: string;
beforeEach(() => (home = mkdtempSync(join(tmpdir(), "backup-"))));
afterEach(() => rmSync(home, { recursive: true }));

/** Runs a script with a restic that ends with a code for each of its commands, and returns what it was asked. */
function run(
  [shell, ...args]: readonly string[],
  codes: Record<string, number> = {},
): { asked: string[]; fails: boolean } {
  const log = join(home, "log");
  const cases = Object.entries(codes).map(([command, code]) => `${command}) exit ${code};;`);
  writeFileSync(join(home, "restic"), `#!/bin/sh\necho "$@" >>${log}\ncase $1 in\n${cases.join("\n")}\nesac\n`);
  chmodSync(join(home, "restic"), 0o755);
  let fails = false;
  try {
    const env = { PATH: `${home}:${process.env["PATH"]}`, SNAPSHOT: "latest" };
    execFileSync(
      shell!,
      args.map((text) => text.replaceAll(SNAPSHOT, join(home, "federation.db"))),
      { env, stdio: "ignore" },
    );
  } catch {
    fails = true;
  }
  return { asked: existsSync(log) ? readFileSync(log, "utf8").trim().split("\n") : [], fails };
}

const commands = (asked: readonly string[]): string[] => asked.map((line) => line.split(" ")[0]!);

test("a backup is stored, then those that are not kept are removed", () => {
  const { asked, fails } = run(storing("prod", { last: 2, daily: 7 }));
  expect(fails).toBe(false);
  expect(commands(asked)).toEqual(["cat", "unlock", "backup", "forget"]);
  expect(asked[3]).toBe("forget --host=prod --group-by=host --keep-last=2 --keep-daily=7 --prune");
});

test("the first backup makes the repository", () => {
  const { asked, fails } = run(storing("prod"), { cat: 10 });
  expect(commands(asked)).toEqual(["cat", "init", "unlock", "backup", "forget"]);
  expect(fails).toBe(false);
});

test.each([1, 11, 12])("no repository is made if the one that exists cannot be read (code %i)", (code) => {
  expect(run(storing("prod"), { cat: code })).toEqual({ asked: ["cat config"], fails: true });
});

test.each(["init", "backup", "forget"])("a backup fails if restic's %s does", (command) => {
  expect(run(storing("prod"), { cat: 10, [command]: 1 }).fails).toBe(true);
});

test("old backups stay if a new one cannot be stored", () => {
  expect(commands(run(storing("prod"), { backup: 3 }).asked)).not.toContain("forget");
});

describe("a restore", () => {
  const folders = () => ({
    data: join(home, "data"),
    restored: join(home, "restored"),
    replaced: join(home, "replaced"),
  });
  const put = (folder: string, text: string): void => {
    mkdirSync(join(folder, "member", "snap"), { recursive: true });
    writeFileSync(join(folder, "member", "snap", "db"), text);
  };
  const read = (folder: string): string => readFileSync(join(folder, "member", "snap", "db"), "utf8");

  test("fetches the chosen backup, and leaves the data as it is", () => {
    put(folders().data, "old");
    const { asked, fails } = run(fetching("prod", folders()));
    expect(fails).toBe(false);
    expect(asked).toEqual([`dump --host=prod latest ${home}/federation.db`]);
    expect(read(folders().data)).toBe("old");
  });

  test("is refused while etcd holds its database", () => {
    put(folders().data, "old");
    const database = join(folders().data, "member", "snap", "db");
    const [shell, flag, script] = fetching("prod", folders());
    const held = [
      "/bin/sh",
      "-c",
      `exec 9<${database}; flock -n 9; ${shell} ${flag} '${script!.replaceAll("'", `'\\''`)}'`,
    ];
    expect(run(held)).toEqual({ asked: [], fails: true });
  });

  test("stops if the backup cannot be read", () => {
    expect(run(fetching("prod", folders()), { dump: 1 }).fails).toBe(true);
  });

  test("puts new data in the place of the old, which it keeps", () => {
    put(folders().data, "old");
    put(folders().restored, "new");
    put(folders().replaced, "older");
    expect(run(replacing(folders())).fails).toBe(false);
    expect([read(folders().data), read(folders().replaced)]).toEqual(["new", "old"]);
  });

  test("works on an empty volume", () => {
    put(folders().restored, "new");
    expect(run(replacing(folders())).fails).toBe(false);
    expect(read(folders().data)).toBe("new");
  });

  test("raises revisions, so that clients list everything again", () => {
    const command = restoring(folders(), { name: "etcd-0" });
    expect(command.slice(0, 3)).toEqual(["etcdutl", "snapshot", "restore"]);
    expect(command).toEqual(
      expect.arrayContaining(["--bump-revision=1000000000", "--mark-compacted=true", "--name=etcd-0"]),
    );
  });
});
