import { createHash } from "node:crypto";
import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { limitDisruption, spread } from "./availability";
import { podTemplate, type RestrictedPodArgs } from "./pods";
import type { Site } from "./site";

/** Pods that a Deployment keeps running. */
export interface DeploymentSpec {
  /** Labels of the pods, by which they are found. */
  readonly labels: Record<string, string>;
  /** Annotations of the Deployment itself. */
  readonly annotations?: Record<string, string> | undefined;
  readonly replicas: number;
  /** Whether the old pod has to be gone before the new one starts. */
  readonly oneAtATime?: boolean | undefined;
  /** Certificates and public files that the pods read at their start: when one changes, the pods are replaced. */
  readonly restartOn?: readonly pulumi.Input<string>[] | undefined;
  readonly pod: Omit<RestrictedPodArgs, "spread">;
}

/** Runs pods as a Deployment. Several are spread over nodes, and evicted one at a time. */
export function runDeployment(site: Site, name: string, spec: DeploymentSpec): k8s.apps.v1.Deployment {
  const { labels, annotations, restartOn } = spec;
  const several = spec.replicas > 1;
  if (several) limitDisruption(site, name, labels, "AlwaysAllow");
  return new k8s.apps.v1.Deployment(
    site.nameOf(name),
    {
      metadata: site.metadata(name, { labels, annotations }),
      spec: {
        replicas: spec.replicas,
        strategy: spec.oneAtATime ? { type: "Recreate" } : undefined,
        selector: { matchLabels: labels },
        template: podTemplate(site, labels, restartOn && checksumAnnotation(restartOn), {
          ...spec.pod,
          spread: several ? spread(labels, "pod-template-hash") : undefined,
        }),
      },
    },
    site.options(),
  );
}

/** An annotation of pods that changes with what they read at their start. Of public content only: it is not secret. */
export function checksumAnnotation(contents: readonly pulumi.Input<string>[]): Record<string, pulumi.Output<string>> {
  const digest = pulumi
    .all([...contents])
    .apply((texts) => createHash("sha256").update(texts.join("\0")).digest("hex"));
  return { "fedstack.dev/checksum": pulumi.unsecret(digest) };
}
