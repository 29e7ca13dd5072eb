import { tell } from "@fedstack/constructs/faults";
import { readEntries, withheldFaults } from "./entries";
import { SECRET } from "./kubeconfig.test-support";

const DOCUMENT = {
  clusters: [{ name: "c", cluster: { server: "https://192.0.2.1", "tls-server-name": "" } }],
  users: [{ name: "u", user: { token: SECRET } }],
  contexts: [{ name: "x", context: { cluster: "c", user: "u" } }],
};
const faultsOf = (document: object): string[] =>
  readEntries("kubeconfig", document as Record<string, unknown>).faults.map(tell);

test("entries are found by their names, without fields of empty text", () => {
  const { clusters, users, contexts, faults } = readEntries("kubeconfig", DOCUMENT);
  expect(faults).toEqual([]);
  expect([...clusters]).toEqual([["c", { server: "https://192.0.2.1" }]]);
  expect([...users]).toEqual([["u", { token: SECRET }]]);
  expect([...contexts]).toEqual([["x", { cluster: "c", user: "u" }]]);
});

test("a list that is missing is empty, and so is an entry with only a name", () => {
  const { clusters, users, faults } = readEntries("kubeconfig", { users: [{ name: "u" }] });
  expect([clusters.size, faults]).toEqual([0, []]);
  expect([...users]).toEqual([["u", {}]]);
});

test.each(["clusters", "users", "contexts"] as const)(
  "two %s of one name are refused, wherever the second is",
  (list) => {
    const [entry] = DOCUMENT[list];
    const faults = faultsOf({ ...DOCUMENT, [list]: [entry, { name: "another" }, entry] });
    expect(faults).toEqual([
      `kubeconfig: ${list}[2]: uses the name "${entry!.name}" again; give every entry its own name`,
    ]);
  },
);

test.each([
  [{ users: [{ name: "v", user: { token: 5 } }] }, "users[0].user.token: is a number"],
  [{ clusters: [{ name: 1 }] }, "clusters[0].name: is a number"],
  [{ clusters: [{ name: true }] }, "clusters[0].name: is a boolean"],
  [{ clusters: [{ title: "c" }] }, "clusters[0]: has no name"],
  [{ clusters: [{ name: "" }] }, "clusters[0]: has no name"],
  [{ clusters: [null] }, "clusters[0]: has no name"],
  [{ clusters: 5 }, "clusters: is not a list"],
  [{ contexts: [{ name: "x", context: ["c", "u"] }] }, "contexts[0].context: is a list"],
])("%j is refused, and the fault names the place: %s", (lists, fault) => {
  expect(faultsOf(lists)).toEqual([
    expect.stringMatching(new RegExp(`^kubeconfig: ${fault.replaceAll(/[[\].]/g, "\\$&")}`)),
  ]);
});

test("faults of all lists are reported at once, and none shows a secret", () => {
  const faults = faultsOf({ clusters: "c", users: [{ name: "u", user: { token: [SECRET] } }], contexts: [{}] });
  expect(faults).toHaveLength(3);
  expect(faults.join()).not.toContain(SECRET);
});

test("what kubectl config view has removed is refused, field by field", () => {
  const remedy = 'write the kubeconfig with "kubectl config view --raw"';
  const entry = { token: "REDACTED", "client-key-data": "DATA+OMITTED", server: "REDACTED", password: "p" };
  expect(withheldFaults("user", entry).map(tell)).toEqual([
    `user: client-key-data: was removed by "kubectl config view"; ${remedy}`,
    `user: token: was removed by "kubectl config view"; ${remedy}`,
  ]);
});
