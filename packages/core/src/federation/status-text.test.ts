import { bindingOf } from "../departures/bindings.test-support";
import type { ClusterObject } from "../departures/clusters";
import { lacksIn, type Observed, silentText, statusText } from "./status-text";

const NOW = new Date("2026-03-01T12:00:00Z");

const cluster = (name: string, status: ClusterObject["status"], more: Partial<ClusterObject> = {}): ClusterObject => ({
  metadata: { name },
  status,
  ...more,
});
const ready = { type: "Ready", status: "True" };
const a = cluster("f-a-cluster", {
  kubernetesVersion: "v1.34.4",
  conditions: [ready],
});
const running = (available: number): ReturnType<typeof bindingOf> =>
  bindingOf(
    { replicas: 2, placement: {}, clusters: [{ name: "f-a-cluster", replicas: 2 }] },
    {
      schedulerObservedGeneration: 3,
      conditions: [{ type: "Scheduled", status: "True" }],
      aggregatedStatus: [{ clusterName: "f-a-cluster", applied: true, status: { availableReplicas: available } }],
    },
  );
const textOf = (more: Partial<Observed>): string =>
  statusText(
    {
      title: "kairen.com.",
      members: ["f-a-cluster"],
      clusters: [a],
      lacks: [],
      hostLacks: [],
      certificates: [],
      ...more,
    },
    NOW,
  );

test("a federation without problems takes a few lines", () => {
  expect(textOf({ lacks: lacksIn([running(2)], [a]) })).toBe(
    [
      "kairen.com.",
      "",
      "member       Kubernetes  state",
      "f-a-cluster  v1.34.4     Ready",
      "",
      "Everything runs as it should.",
      "",
      "Nothing expires within 30 days.",
    ].join("\n"),
  );
});

test("each member has its state: lost, tainted, leaving, not joined yet, or joined by somebody else", () => {
  const lost = { type: "Ready", status: "False", message: "cluster is not reachable" };
  const text = textOf({
    members: ["f-a-cluster", "lost", "new", "tainted"],
    clusters: [
      a,
      cluster("lost", { conditions: [lost] }),
      cluster(
        "tainted",
        { conditions: [ready] },
        { spec: { taints: [{ key: "k", value: "v", effect: "NoSchedule" }] } },
      ),
      cluster("strange", { conditions: [ready] }, { metadata: { name: "strange", deletionTimestamp: "2026-03-01" } }),
    ],
  });
  expect(text).toMatch(/^lost .* not Ready: cluster is not reachable$/m);
  expect(text).toMatch(/^new .* has not joined$/m);
  expect(text).toMatch(/^tainted .* Ready; tainted k=v:NoSchedule$/m);
  expect(text).toMatch(/^strange .* Ready; the program does not join it; leaves$/m);
});

test("what does not run as it should is listed with the member and the count, at most twenty lines of it", () => {
  expect(textOf({ lacks: lacksIn([running(1)], [a]) })).toContain(
    "Does not run as it should:\n  Deployment web has 1 of 2 replicas available on f-a-cluster\n",
  );
  const many = textOf({
    lacks: lacksIn(
      Array.from({ length: 25 }, () => running(0)),
      [a],
    ),
  });
  expect(many.match(/has 0 of 2 replicas/g)).toHaveLength(20);
  expect(many).toContain("\n  and 5 more\n");
});

test("what the host does not run as it should comes first", () => {
  const hostLacks = ["Deployment federation-system/karmada-scheduler has 0 of 1 pods ready"];
  expect(textOf({ hostLacks, lacks: lacksIn([running(1)], [a]) })).toContain(
    `Does not run as it should:\n  ${hostLacks[0]}\n  Deployment web has 1 of 2`,
  );
});

test("without an answer of the federated API, the host and the certificates are what is known", () => {
  const about = { title: "kairen.com.", hostLacks: ["StatefulSet etcd has 0 of 1 pods ready"], certificates: [] };
  expect(silentText(about, "no response", NOW)).toBe(
    "kairen.com.\n\nThe federated API does not answer: no response.\n\n" +
      "Does not run as it should:\n  StatefulSet etcd has 0 of 1 pods ready\n\nNothing expires within 30 days.",
  );
  expect(silentText({ title: "shop on karmada", hostLacks: [] }, "no response", NOW)).toBe(
    "shop on karmada\n\nThe federated API does not answer: no response.",
  );
});

test("an object that no policy places, and that nothing needs, is not a problem", () => {
  const unused = bindingOf({}, { schedulerObservedGeneration: 3, conditions: [{ type: "Scheduled", status: "True" }] });
  expect(lacksIn([unused], [a])).toEqual([]);
});

test("what is on a member that does not respond does not run as it should, whatever the member said before", () => {
  const lost = cluster("f-a-cluster", { conditions: [{ type: "Ready", status: "False" }] });
  expect(lacksIn([running(2)], [lost])).toEqual(["Deployment web is on f-a-cluster, which does not respond"]);
});

test("certificates that expire within 30 days are listed, the first to expire first", () => {
  const certificates = [
    { name: "web", expires: "2026-03-20T00:00:00Z", isGiven: false },
    { name: "etcd", expires: "2026-03-05T00:00:00Z", isGiven: true },
    { name: "api", expires: "2026-05-05T00:00:00Z", isGiven: false },
  ];
  expect(textOf({ certificates })).toMatch(
    /renew it:\n {2}etcd on 2026-03-05, which only you renew\n {2}web on 2026-03-20$/,
  );
});

test("what members report neither breaks a line nor steers a terminal", () => {
  const message = `down\n\u001b[2Jmember f-c-cluster Ready${"!".repeat(300)}`;
  const lost = cluster("lost", { conditions: [{ type: "Ready", status: "False", message }] });
  const [line] = textOf({ clusters: [lost] }).match(/^lost .*$/m)!;
  expect(line).toMatch(/not Ready: down \[2Jmember f-c-cluster Ready!+\.\.\.$/);
  expect(line).toHaveLength(200);
});
