import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { stringify } from "yaml";
import { readKubeconfig, writeKubeconfig } from "./kubeconfig";

const NOW = new Date("2026-01-01T00:00:00Z");
const SECRET = "do-not-show-this-token";

interface Parts {
  readonly user?: object;
  readonly cluster?: object;
  readonly current?: string;
}

function kubeconfig({ user = { token: SECRET }, cluster = {}, current = "one" }: Parts = {}): string {
  return stringify({
    apiVersion: "v1",
    kind: "Config",
    "current-context": current,
    clusters: [
      { name: "c1", cluster: { server: "https://192.0.2.1:6443", ...cluster } },
      { name: "c2", cluster: { server: "https://192.0.2.2:6443" } },
    ],
    users: [{ name: "u", user }],
    contexts: [
      { name: "one", context: { cluster: "c1", user: "u" } },
      { name: "two", context: { cluster: "c2", user: "u" } },
      { name: "broken", context: { cluster: "gone", user: "u" } },
    ],
  });
}

const read = (text: string, options: Partial<Parameters<typeof readKubeconfig>[2]> = {}) =>
  readKubeconfig("kubeconfig", text, { now: NOW, ...options });
const problems = (text: string, options?: Parameters<typeof read>[1]): string[] =>
  read(text, options).faults.map(({ problem }) => problem);

test("takes the current context, or the one that is asked for", () => {
  expect(read(kubeconfig()).context?.cluster.server).toBe("https://192.0.2.1:6443");
  expect(read(kubeconfig(), { context: "two" }).context?.cluster.server).toBe("https://192.0.2.2:6443");
});

test("writes one context that reads back the same", () => {
  const { context } = read(kubeconfig(), { context: "two" });
  expect(read(writeKubeconfig(context!)).context).toEqual(context);
});

test("10: a kubeconfig that cannot be used is refused with the reason and what there is instead", () => {
  expect(problems("")).toEqual([expect.stringContaining("is not a kubeconfig")]);
  expect(problems(kubeconfig({ current: "" }))).toEqual(["has no current context"]);
  expect(read(kubeconfig(), { context: "three" }).faults).toEqual([
    { path: "kubeconfig", problem: 'has no context "three"', remedy: 'Its contexts are "one", "two", "broken"' },
  ]);
  expect(problems(kubeconfig(), { context: "broken" })).toEqual([
    'context "broken" names the cluster "gone", which is not in it',
  ]);
  expect(problems(kubeconfig({ cluster: { server: "http://192.0.2.1" } }))).toEqual([
    'cluster "c1" has no server with an https:// address',
  ]);
});

test("10: no fault shows what a kubeconfig holds, however it is damaged", () => {
  fc.assert(
    fc.property(fc.nat(400), fc.string({ maxLength: 5 }), (at, noise) => {
      const text = kubeconfig();
      const { faults, warnings } = read(text.slice(0, at) + noise + text.slice(at));
      expect(JSON.stringify([faults, warnings])).not.toContain(SECRET);
    }),
  );
});

test("12: files are embedded where they can be read, and refused where the kubeconfig is text alone", () => {
  const text = kubeconfig({
    user: { tokenFile: "token" },
    cluster: { "certificate-authority": "ca.crt" },
  });
  const { context } = read(text, { readFile: (path) => Buffer.from(`content of ${path}\n`) });
  expect(context?.user).toEqual({ token: "content of token" });
  expect(context?.cluster["certificate-authority-data"]).toBe(Buffer.from("content of ca.crt\n").toString("base64"));
  expect(problems(text)).toEqual([
    'points to the file "ca.crt" (certificate-authority)',
    'points to the file "token" (tokenFile)',
  ]);
});

test("12: a program that signs in is kept for Pulumi, with a warning that the control plane never runs it", () => {
  const { context, warnings } = read(kubeconfig({ user: { exec: { command: "aws" } } }));
  expect(context?.user.exec).toEqual({ command: "aws" });
  expect(warnings).toEqual([expect.stringMatching(/"aws".*control plane never uses it/)]);
});

describe("12: a client certificate", () => {
  const directory = mkdtempSync(join(tmpdir(), "fedstack-"));
  const file = join(directory, "client.crt");
  execFileSync(
    "openssl",
    ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=user"].concat([
      "-days",
      "60",
      "-keyout",
      join(directory, "client.key"),
      "-out",
      file,
    ]),
    { stdio: "ignore" },
  );
  const text = kubeconfig({ user: { "client-certificate-data": readFileSync(file).toString("base64") } });
  afterAll(() => rmSync(directory, { recursive: true }));
  const inDays = (days: number): Date => new Date(Date.now() + days * 24 * 60 * 60 * 1000);

  test("passes while it lasts, warns in its last thirty days, and is refused after its end", () => {
    expect(read(text, { now: inDays(0) })).toMatchObject({ faults: [], warnings: [] });
    expect(read(text, { now: inDays(40) }).warnings).toEqual([expect.stringContaining("expires on")]);
    expect(problems(text, { now: inDays(61) })).toEqual([expect.stringContaining("expired on")]);
  });

  test("that is none is refused", () => {
    expect(problems(kubeconfig({ user: { "client-certificate-data": "AAAA" } }))).toEqual([
      'the client certificate of context "one" is not a certificate',
    ]);
  });
});
