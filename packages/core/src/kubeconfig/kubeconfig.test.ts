import fc from "fast-check";
import { writeKubeconfig } from "./kubeconfig";
import { faultsOf, kubeconfig, read, SECRET } from "./kubeconfig.test-support";

const TWO = kubeconfig()
  .replace("clusters:\n", 'clusters:\n- name: d\n  cluster: {server: "https://192.0.2.2:6443"}\n')
  .replace("contexts:\n", "contexts:\n- name: two\n  context: {cluster: d, user: u, namespace: shop}\n");

test("uses the current context, or the requested one", () => {
  expect(read(TWO).context).toMatchObject({ name: "x", cluster: { server: "https://192.0.2.1:6443" } });
  expect(read(TWO, { context: "two" }).context).toMatchObject({
    name: "two",
    cluster: { server: "https://192.0.2.2:6443" },
  });
});

test("writes one context that reads back the same", () => {
  const { context } = read(TWO, { context: "two" });
  expect(read(writeKubeconfig(context!)).context).toEqual(context);
});

test("a context that is not there, or leads nowhere, is refused with what there is instead", () => {
  expect(read(TWO, { context: "z" }).faults).toEqual([
    { path: "kubeconfig", problem: 'has no context "z"', remedy: 'use one of "two", "x"' },
  ]);
  expect(read(TWO.replace("current-context: x", "")).faults).toEqual([
    { path: "kubeconfig", problem: "has no current context", remedy: 'set "context" to one of "two", "x"' },
  ]);
  expect(faultsOf(TWO, { context: "" })).toEqual(['kubeconfig: has no context ""']);
  expect(faultsOf(kubeconfig({ context: "{cluster: gone}" }))).toEqual([
    'kubeconfig: context "x": names the cluster "gone", which is not in the kubeconfig',
    'kubeconfig: context "x": names no user',
  ]);
});

test("merge keys are merged", () => {
  const cluster = '{<<: *common, server: "https://192.0.2.3"}';
  const { context } = read(kubeconfig({ before: "x-common: &common {tls-server-name: api.example.com}", cluster }));
  expect(context?.cluster).toEqual({ server: "https://192.0.2.3", "tls-server-name": "api.example.com" });
});

test("a context's namespace is kept, and has to be one", () => {
  const { context } = read(TWO, { context: "two" });
  expect(context?.namespace).toBe("shop");
  expect(JSON.parse(writeKubeconfig(context!))).toMatchObject({ contexts: [{ context: { namespace: "shop" } }] });
  expect(faultsOf(kubeconfig({ context: "{cluster: c, user: u, namespace: A_b}" }))).toEqual([
    expect.stringMatching(/^kubeconfig: context "x": namespace: "A_b" is not/),
  ]);
});

test.each([
  ["- name: c", "- name: yes", "clusters[0].name: is a boolean"],
  ["current-context: x", "current-context: 1", "current-context: is not text"],
])("%j written as %j is what YAML makes of it", (from, to, fault) => {
  expect(faultsOf(kubeconfig().replace(from, to))).toEqual([`kubeconfig: ${fault}`]);
});

describe("whatever is done to a kubeconfig", () => {
  const texts = [
    TWO,
    writeKubeconfig(read(TWO).context!),
    kubeconfig({ user: `{exec: {command: ./x, env: [{name: A, value: ${SECRET}}]}}` }),
  ];
  const noise = fc.oneof(
    fc.string({ maxLength: 5 }),
    fc.constantFrom(
      "\t",
      "\n",
      '"',
      "'",
      "{",
      "}",
      "[",
      ":",
      "- ",
      "&a ",
      "*a",
      "<<: ",
      "!!",
      "---\n",
      "#",
      "|",
      "\u0000",
      "%",
    ),
  );

  test("there is a context or a fault, and no message shows a secret", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...texts),
        fc.array(fc.tuple(fc.nat(500), fc.nat(30), noise), { maxLength: 3 }),
        (text, edits) => {
          const damaged = edits.reduce((all, [at, cut, more]) => all.slice(0, at) + more + all.slice(at + cut), text);
          const { context, faults, warnings } = read(damaged);
          expect(context === undefined).toBe(faults.length > 0);
          expect(JSON.stringify([faults, warnings])).not.toContain(SECRET);
        },
      ),
      { numRuns: 300 },
    );
  });

  test("any value in the place of a kubeconfig, or of a part of it, gives a context or a fault", () => {
    const parts = fc.record({
      name: fc.anything(),
      cluster: fc.anything(),
      user: fc.anything(),
      context: fc.anything(),
    });
    const lists = fc.array(fc.oneof(parts, fc.anything()), { maxLength: 3 });
    const documents = fc.record(
      { clusters: lists, users: lists, contexts: lists, "current-context": fc.anything() },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.oneof(fc.anything(), documents), (source) => {
        const { context, faults } = read(source);
        expect(context === undefined).toBe(faults.length > 0);
      }),
      { numRuns: 300 },
    );
  });
});
