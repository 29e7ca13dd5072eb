import type * as inputs from "@pulumi/kubernetes/types/input";
import { record } from "../testing";
import { podTemplate, type RestrictedPodArgs } from "./pods";
import type { Site } from "./site";
import { hostSite } from "./site.test-support";

const podOf = (site: Site, args: RestrictedPodArgs) =>
  podTemplate(site, {}, undefined, args).spec as inputs.core.v1.PodSpec;
const health = { port: 8443, scheme: "HTTPS", ready: "/readyz", alive: "/livez", alivePort: 8080 } as const;

test("a pod meets the profile restricted, and mounts its secrets read-only", async () => {
  await record(() => {
    const site = hostSite({ images: { pullSecrets: ["registry"] } });
    const secrets = [{ secret: "web-tls", path: "/etc/web/tls" }];
    const pod = podOf(site, { name: "web", image: "webhook", health, secrets });
    expect(pod).toMatchObject({
      automountServiceAccountToken: false,
      imagePullSecrets: [{ name: "registry" }],
      securityContext: { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } },
      volumes: [
        { name: "tmp", emptyDir: {} },
        { name: "tls", secret: { secretName: "web-tls", defaultMode: 0o440 } },
      ],
      containers: [
        {
          image: "docker.io/karmada/karmada-webhook:v1.18.2",
          securityContext: {
            allowPrivilegeEscalation: false,
            readOnlyRootFilesystem: true,
            capabilities: { drop: ["ALL"] },
          },
          volumeMounts: [
            { name: "tmp", mountPath: "/tmp" },
            { name: "tls", mountPath: "/etc/web/tls", readOnly: true },
          ],
        },
      ],
    });
  });
});

test("a pod tells that it is ready and that it is alive where its health says", async () => {
  await record(() => {
    const { containers } = podOf(hostSite(), { name: "web", image: "webhook", health });
    expect(containers).toMatchObject([
      {
        readinessProbe: { httpGet: { path: "/readyz", port: 8443, scheme: "HTTPS" } },
        livenessProbe: { httpGet: { path: "/livez", port: 8080, scheme: "HTTPS" } },
      },
    ]);
  });
});

test("a pod that starts slowly is restarted only if it is not alive after as long as its health allows", async () => {
  await record(() => {
    const slow = { ...health, startSeconds: 900 };
    const [container] = podOf(hostSite(), { name: "web", image: "webhook", health: slow }).containers as [
      inputs.core.v1.Container,
    ];
    const { periodSeconds, failureThreshold, httpGet } = container.startupProbe as inputs.core.v1.Probe;
    expect(Number(periodSeconds) * Number(failureThreshold)).toBe(900);
    expect(httpGet).toEqual({ path: "/livez", port: 8080, scheme: "HTTPS" });
    const [quick] = podOf(hostSite(), { name: "web", image: "webhook", health }).containers as object[];
    expect(quick).toMatchObject({ startupProbe: undefined });
  });
});

test("a pod whose health says so is ready while it opens a port", async () => {
  await record(() => {
    const opening = { port: 8080, scheme: "HTTP", ready: { opens: 10352 }, alive: "/healthz" } as const;
    const { containers } = podOf(hostSite(), { name: "web", image: "webhook", health: opening });
    expect(containers).toMatchObject([
      {
        readinessProbe: { tcpSocket: { port: 10352 }, periodSeconds: 1 },
        livenessProbe: { httpGet: { path: "/healthz", port: 8080 } },
      },
    ]);
  });
});

test("what has no probes runs to its end, unless it is to be restarted", async () => {
  await record(() => {
    const policyOf = (args: Partial<RestrictedPodArgs>): unknown =>
      podOf(hostSite(), { name: "web", image: "webhook", ...args }).restartPolicy;
    expect([policyOf({}), policyOf({ restarts: true }), policyOf({ health })]).toEqual(["Never", undefined, undefined]);
  });
});
