import { tell } from "@fedstack/constructs/faults";
import { RELEASE } from "../karmada";
import { shapeFaults } from "../validation/shape";
import type { ComponentPodArgs } from "./pod-args";
import { componentPod } from "./validate-pods";

const told = (pods: ComponentPodArgs): string[] => shapeFaults("scheduler.pods", pods, componentPod(RELEASE)).map(tell);
const secret = { secret: { secretName: "webhook" } };

test("pods can be scheduled, marked and given files and variables", () => {
  expect(
    told({
      nodeSelector: { "node-role.kubernetes.io/control-plane": "" },
      tolerations: [{ operator: "Exists" }],
      labels: { "example.com/team": "platform" },
      annotations: { "example.com/note": "any text at all" },
      env: [{ name: "HTTPS_PROXY", value: "http://proxy.example.com" }],
      volumes: [
        { mountPath: "/etc/webhook", source: secret },
        { mountPath: "/run/kms", source: { emptyDir: {} }, readOnly: false },
      ],
    }),
  ).toEqual([]);
});

test.each<[ComponentPodArgs, string]>([
  [
    { nodeSelector: { "a b": "x" } },
    '.nodeSelector["a b"]: "a b" is not a label key; use one such as "tier" or "example.com/tier"',
  ],
  [
    { labels: { team: "a b" } },
    '.labels.team: "a b" is not a label value; use at most 63 letters, digits and inner "-", "_" and "."',
  ],
  [
    { labels: { "app.kubernetes.io/name": "x" } },
    '.labels["app.kubernetes.io/name"]: "app.kubernetes.io/name" is set by the library; leave it out',
  ],
  [
    { annotations: { "fedstack.dev/checksum": "x" } },
    '.annotations["fedstack.dev/checksum"]: "fedstack.dev/checksum" is set by the library; leave it out',
  ],
  [{ env: [{ name: "POD_IP", value: "x" }] }, '.env[0].name: "POD_IP" is set by the library; leave it out'],
  [
    { volumes: [{ mountPath: "etc", source: secret }] },
    '.volumes[0].mountPath: "etc" is not a folder; use an absolute path',
  ],
  [
    { volumes: [{ mountPath: "/a/../tmp", source: secret }] },
    '.volumes[0].mountPath: "/a/../tmp" is not a folder; use an absolute path',
  ],
  [
    { volumes: [{ mountPath: "/etc/karmada/tls", source: secret }] },
    '.volumes[0].mountPath: "/etc/karmada/tls" is set by the library; leave it out',
  ],
  [
    { volumes: [{ mountPath: "/etc//karmada/./tls", source: secret }] },
    '.volumes[0].mountPath: "/etc//karmada/./tls" is set by the library; leave it out',
  ],
  ...["/", "//.", "/etc", "/etc/", "/var/./lib"].map((mountPath): [ComponentPodArgs, string] => [
    { volumes: [{ mountPath, source: secret }] },
    `.volumes[0].mountPath: "${mountPath}" contains folders of the library; use a folder such as "/etc/webhook"`,
  ]),
  [
    {
      volumes: [
        { mountPath: "/a/b", source: secret },
        { mountPath: "/a//b/", source: secret },
      ],
    },
    '.volumes[1].mountPath: "/a//b/" is listed twice; use one volume for each',
  ],
  [
    {
      volumes: [
        { mountPath: "/a", source: secret },
        { mountPath: "/a", source: secret },
      ],
    },
    '.volumes[1].mountPath: "/a" is listed twice; use one volume for each',
  ],
])("%j is refused", (pods, fault) => {
  expect(told(pods)).toEqual([`scheduler.pods${fault}`]);
});

test("a volume has one source, which the profile restricted allows", () => {
  const of = (source: object): string[] => told({ volumes: [{ mountPath: "/a", source }] });
  expect(of({ hostPath: { path: "/" } })).toEqual([
    expect.stringMatching(
      /^scheduler\.pods\.volumes\[0\]\.source: "hostPath" is not allowed by .*; use one of configMap,/,
    ),
  ]);
  expect(of({})).toEqual([expect.stringContaining(".source: does not have exactly one source")]);
  expect(of({ ...secret, emptyDir: {} })).toEqual([expect.stringContaining("does not have exactly one source")]);
});
