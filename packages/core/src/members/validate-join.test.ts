import { tell } from "@fedstack/constructs/faults";
import { RELEASE } from "../karmada";
import type { JoinOptions } from "./join-options";
import { joinOptionsFaults } from "./validate-join";

const told = (options: unknown): string[] => joinOptionsFaults('join("a")', options as JoinOptions, RELEASE).map(tell);

test("options that a call can take have no faults", () => {
  const accessRules = [{ apiGroups: ["stable.example.com"], resources: ["crontabs"], verbs: ["get"] }];
  expect(told({})).toEqual([]);
  expect(told({ access: { namespaces: ["shop"] }, secrets: true, accessRules, timeoutSeconds: 1 })).toEqual([]);
  expect(told({ mode: "push", tokenExpirationSeconds: 600 })).toEqual([]);
  expect(told({ mode: "pull", agent: { resources: { limits: { cpu: "1" } }, pods: { labels: { a: "b" } } } })).toEqual(
    [],
  );
});

test.each([
  [null, 'join("a"): is null; use an object'],
  [{ acces: "workloads" }, 'join("a").acces: is not a known field; did you mean "access"?'],
  [
    { access: "readonly" },
    'join("a").access: "readonly" is not supported; use "everything" or "workloads", or an object with "namespaces"',
  ],
  [{ access: {} }, 'join("a").access.namespaces: is missing; list at least one'],
  [
    { access: { namespaces: ["shop"], secrets: true } },
    'join("a").access.secrets: is not a known field; remove it, or use "namespaces"',
  ],
  [
    { access: "workloads", accessRules: [{ nonResourceURLs: ["/x"], verbs: ["get"], verb: ["get"] }] },
    'join("a").accessRules[0].verb: is not a known field; did you mean "verbs"?',
  ],
  [
    { accessRules: [{ apiGroups: [""], resources: ["pods/log"] }] },
    'join("a").accessRules[0].verbs: is missing; use such as ["get", "list", "watch"]',
  ],
  [
    { accessRules: [{ nonResourceURLs: ["/x"], verbs: [] }] },
    'join("a").accessRules[0].verbs: [] is empty; add at least one',
  ],
  [
    { accessRules: [{ apiGroups: ["example.com"], resources: [], verbs: ["get"] }] },
    'join("a").accessRules[0]: names no resources; set apiGroups, such as ["example.com"], and resources',
  ],
  [
    { accessRules: [{ apiGroups: [""], resources: ["pods"], nonResourceURLs: ["/x"], verbs: ["get"] }] },
    'join("a").accessRules[0]: has both nonResourceURLs and resources; use one rule for each',
  ],
  [{ timeoutSeconds: 0 }, 'join("a").timeoutSeconds: "0" is out of range; use a whole number from 1'],
  [
    { tokenExpirationSeconds: 599 },
    'join("a").tokenExpirationSeconds: "599" is out of range; use a whole number from 600 to 4294967296',
  ],
  [{ mode: "poll" }, 'join("a").mode: "poll" is not supported; use "push" or "pull"'],
  [
    { agent: { pods: {} } },
    'join("a").agent: has no effect, because only a member in pull mode has an agent; set mode to "pull", or leave it out',
  ],
  [
    { mode: "pull", agent: { replicas: 2 } },
    'join("a").agent.replicas: is not a known field; remove it, or use "resources" or "pods"',
  ],
  [{ allowHost: "no" }, 'join("a").allowHost: "no" is a string; use true or false'],
])("%j is refused: %s", (options, fault) => {
  expect(told(options)).toEqual([fault]);
});

test("access that cannot be granted is refused, each fault by its path", () => {
  const faults = (...args: [JoinOptions["access"], boolean?]): string[] =>
    told({ access: args[0], secrets: args[1] }).map((fault) => fault.split("; ")[0]!);
  expect(faults("workloads", true)).toEqual([]);
  expect(faults({ namespaces: ["default", "shop"] })).toEqual([]);
  expect(faults({ namespaces: [] })).toEqual(['join("a").access.namespaces: names no namespace']);
  expect(faults({ namespaces: ["kube-system", "karmada-cluster", "Shop", "web", "web"] })).toEqual([
    'join("a").access.namespaces[0]: "kube-system" is a system namespace',
    'join("a").access.namespaces[1]: "karmada-cluster" is a system namespace',
    'join("a").access.namespaces[2]: "Shop" is not a valid name of a namespace',
    'join("a").access.namespaces[4]: "web" is listed twice',
  ]);
  expect(faults("everything", true)).toEqual([
    'join("a").secrets: "true" has no effect, because access "everything" includes Secrets',
  ]);
});
