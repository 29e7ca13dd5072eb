import type { Binding } from "./binding";

/** A binding of a Deployment `web` as the program of `fedstack` sees it, with what differs from one without replicas. */
export function bindingOf(spec: Partial<Binding["spec"]>, status: Binding["status"] = {}): Binding {
  const resource = { apiVersion: "apps/v1", kind: "Deployment", name: "web", namespace: "default" };
  return {
    holder: "fedstack",
    metadata: { name: "web-deployment", namespace: "default", generation: 3, resourceVersion: "7" },
    spec: { resource, ...spec },
    status,
  };
}
