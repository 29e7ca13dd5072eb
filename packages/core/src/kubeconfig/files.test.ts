import { tell } from "@fedstack/constructs/faults";
import { embedFiles, embedToken, programOf } from "./files";

const FLATTEN = "use Cluster.fromFile, or embed the file: kubectl config view --raw --flatten";
const folder = {
  path: "/home/me/.kube",
  readFile: (path: string): Buffer => {
    if (path.endsWith("missing")) throw new Error("missing");
    return Buffer.from(path.endsWith("empty") ? "\n" : `content of ${path}\n`);
  },
};
const base64 = (text: string): string => Buffer.from(text).toString("base64");

test("files are embedded from beside the kubeconfig, each under its own field, and the rest stays", () => {
  const entry = { "client-certificate": "a.crt", "client-key": "/run/a.key", username: "me" };
  expect(embedFiles("user", entry, ["client-certificate", "client-key"], folder)).toEqual({
    entry: {
      "client-certificate-data": base64("content of /home/me/.kube/a.crt\n"),
      "client-key-data": base64("content of /run/a.key\n"),
      username: "me",
    },
    faults: [],
  });
  expect(entry).toHaveProperty("client-key");
});

test("files of a kubeconfig that is only text are refused, all of them", () => {
  const { faults } = embedFiles("user", { a: "a.crt", b: "/b.key", c: "other" }, ["a", "b"]);
  expect(faults.map(tell)).toEqual([
    `user: a: points to the file "a.crt"; ${FLATTEN}`,
    `user: b: points to the file "/b.key"; ${FLATTEN}`,
  ]);
  expect(embedToken("user", { tokenFile: "token" }).faults.map(tell)).toEqual([
    `user: tokenFile: points to the file "token"; ${FLATTEN}`,
  ]);
});

test("a file that cannot be read, or is given beside its data, is refused, and nothing takes its place", () => {
  const missing = embedFiles("user", { "client-key": "missing" }, ["client-key"], folder);
  expect(missing.faults.map(tell)).toEqual(['user: client-key: points to the file "missing", which cannot be read']);
  expect(missing.entry).toEqual({});
  const twice = embedFiles("user", { "client-key": "a", "client-key-data": "AAAA" }, ["client-key"], folder);
  expect(twice.faults.map(tell)).toEqual([
    "user: client-key: is set together with client-key-data; keep only one of them",
  ]);
  expect(twice.entry).toEqual({ "client-key-data": "AAAA" });
});

test("a file with a token is newer than the token beside it, which is used where the file cannot be read", () => {
  const user = (tokenFile: string): unknown => embedToken("user", { token: "old", tokenFile, as: "me" }, folder);
  expect(user("/run/token")).toEqual({ entry: { token: "content of /run/token", as: "me" }, faults: [] });
  expect(user("missing")).toEqual({ entry: { token: "old", as: "me" }, faults: [] });
  expect(user("empty")).toEqual({ entry: { token: "old", as: "me" }, faults: [] });
});

test("a file without a token is refused where no token is beside it", () => {
  const faultsOf = (tokenFile: string): string[] => embedToken("user", { tokenFile }, folder).faults.map(tell);
  expect(faultsOf("missing")).toEqual(['user: tokenFile: points to the file "missing", which cannot be read']);
  expect(faultsOf("empty")).toEqual(['user: tokenFile: points to the file "empty", which is empty']);
});

test("a program is found from beside the kubeconfig where its name is a path, and by its name otherwise", () => {
  expect(programOf("exec", "../bin/sign-in", folder)).toBe("/home/me/bin/sign-in");
  expect(programOf("exec", "/opt/sign-in", folder)).toBe("/opt/sign-in");
  expect(programOf("exec", "aws", folder)).toBe("aws");
  expect(["aws", "/opt/sign-in"].map((one) => programOf("exec", one))).toEqual(["aws", "/opt/sign-in"]);
  expect(programOf("exec", "../bin/sign-in")).toEqual({
    path: "exec",
    problem: 'points to the file "../bin/sign-in"',
    remedy: FLATTEN,
  });
});
