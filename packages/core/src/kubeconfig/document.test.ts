import { faultsOf, kubeconfig, read, SECRET } from "./kubeconfig.test-support";

test.each([
  [
    "a quote that is left open",
    kubeconfig({ user: `{token: "${SECRET}}` }),
    /^cannot be read at line \d+, column \d+: /,
  ],
  [
    "a tab before a key",
    kubeconfig().replace("  cluster:", "\tcluster:"),
    /^cannot be read at line 5, column 1: a tab indents/,
  ],
  [
    "JSON that is cut short",
    JSON.stringify({ clusters: [], users: [{ user: { token: SECRET } }] }).slice(0, -4),
    /^cannot be read at line 1, /,
  ],
  [
    "a key that is listed twice",
    kubeconfig({ user: `{token: ${SECRET}, token: b}` }),
    /^cannot be read at line 12, column \d+: a key appears twice$/,
  ],
  [
    "a tag of its own",
    kubeconfig({ user: `{token: !own ${SECRET}}` }),
    /^cannot be read at line 12, .*a tag is unknown$/,
  ],
  ["an alias without its anchor", kubeconfig({ user: `*${SECRET}` }), /alias/],
  ["aliases of aliases", bomb(), /alias/],
  ["brackets without end", "[".repeat(20_000), /nested too deeply|cannot be read/],
  ["a second document", `${kubeconfig()}---\n${kubeconfig()}`, /^contains several YAML documents$/],
  ["a directive for YAML 1.2", `%YAML 1.2\n---\n${kubeconfig()}`, /^is not YAML 1.1/],
  ["nothing", " \n", /^is empty$/],
  ["only a comment", "# none", /^is empty$/],
  ["the path of a file", "~/.kube/config", /^is a line of text, not a kubeconfig$/],
  ["a list", "[]", /^is not an object with clusters, users and contexts$/],
  ["another kind", kubeconfig().replace("kind: Config", "kind: Secret"), /^is not an object of kind/],
])("%s makes it unreadable as a whole, and shows nothing of it", (_, text, problem) => {
  const faults = faultsOf(text).map((fault) => fault.replace(/^kubeconfig: /, ""));
  expect(faults).toEqual([expect.stringMatching(problem)]);
  expect(JSON.stringify(read(text))).not.toContain(SECRET);
});

test.each([
  ["a byte order mark", "\ufeff"],
  ["the start of a document", "---\n"],
])("%s before it means nothing", (_, mark) => {
  expect(faultsOf(mark + kubeconfig())).toEqual([]);
});

test("an object is a kubeconfig as its text is", () => {
  const object = {
    clusters: [{ name: "c", cluster: { server: "https://192.0.2.1" } }],
    users: [{ name: "u", user: { token: "t" } }],
    contexts: [{ name: "x", context: { cluster: "c", user: "u" } }],
    "current-context": "x",
  };
  expect(read(object).context).toEqual(read(JSON.stringify(object)).context);
  expect(read(object).context?.user).toEqual({ token: "t" });
});

test("what is missing or of another type is reported as such", () => {
  expect(faultsOf(undefined)).toEqual(["kubeconfig: is undefined"]);
  expect(faultsOf(null)).toEqual(["kubeconfig: is null"]);
  expect(faultsOf(Buffer.from(kubeconfig()))).toEqual(["kubeconfig: is a Buffer"]);
  expect(faultsOf(5)).toEqual(["kubeconfig: is not an object with clusters, users and contexts"]);
  const endless: Record<string, unknown> = {};
  endless["endless"] = endless;
  expect(faultsOf(endless)).toEqual(["kubeconfig: cannot be written as JSON"]);
});

function bomb(): string {
  const levels = Array.from({ length: 9 }, (_, level) => `a${level + 1}: &a${level + 1} [${`*a${level},`.repeat(9)}]`);
  return ["a0: &a0 x", ...levels].join("\n");
}
