import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { RELEASE } from "../karmada";
import { type FederationSettings, type Reached, Site } from "./site";

/** A host as the federation `federation` sees it, with a provider `host` that adopts and one `strict` that does not. */
export function hostSite(settings: Partial<FederationSettings> = {}, reached: Partial<Reached> = {}): Site {
  const host: Reached = {
    provider: new k8s.Provider("of-users", {}),
    adoptingProvider: new k8s.Provider("host", {}),
    identity: { uid: pulumi.output("11111111-2222-3333-4444-555555555555") },
    ...reached,
  };
  return Site.of(
    { federation: "federation", release: RELEASE, images: {}, pods: {}, clusterDomain: "cluster.local", ...settings },
    host,
    new pulumi.ComponentResource("test:index:Parent", "federation"),
    600,
  );
}
