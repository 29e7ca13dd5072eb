import * as k8s from "@pulumi/kubernetes";
import { clientKubeconfig } from "../host/api-access";
import { type ComponentArgs, type Contents, deployComponent } from "../host/component";
import { pairFiles } from "../host/secrets";
import type { Site } from "../host/site";
import type { AddOnName, Component, ComponentName, FlagContext } from "../karmada/component";
import { componentLabels } from "../kube/labels";
import { internalEndpoint } from "./api-server";
import type { ControlPlaneArgs } from "./control-plane-args";
import type { ControlPlanePki } from "./pki";

/** Components that sign in to the federated API. */
export type ControllerName = Exclude<ComponentName, "etcd" | "apiServer"> | Exclude<AddOnName, "estimators">;

/** Options of a component. */
export function argsOf({ addOns, ...components }: ControlPlaneArgs, name: ControllerName | AddOnName): ComponentArgs {
  const given = { ...components, ...addOns }[name];
  return typeof given === "object" ? given : {};
}

/** Runs a component that authenticates to the federated API, with a Service if others call it. */
export function deployController(
  site: Site,
  component: Component,
  pki: ControlPlanePki,
  args: ComponentArgs,
  context: FlagContext,
): k8s.apps.v1.Deployment {
  if (component.ingress) createService(site, component);
  return deployComponent(site, component, contentsOf(site, component, pki), args, context);
}

function contentsOf(site: Site, component: Component, pki: ControlPlanePki): Contents {
  const { trust, etcdTrust, tokenSigningKey } = pki;
  return {
    client: () => {
      const client = pki.pair(component, "client");
      const kubeconfig = clientKubeconfig(site.federation, { endpoint: internalEndpoint(site), trust, client });
      return { files: { kubeconfig, "ca.crt": trust.bundle }, restartOn: [trust.bundle, client.certificate] };
    },
    tls: () => {
      const server = pki.pair(component, "tls");
      return { files: pairFiles(trust, server), restartOn: [server.certificate] };
    },
    estimators: () => {
      const client = pki.pair(component, "estimators");
      return { files: pairFiles(trust, client), restartOn: [client.certificate] };
    },
    etcd: () => {
      const client = pki.pair(component, "etcd");
      return { files: pairFiles(etcdTrust, client), restartOn: [etcdTrust.bundle, client.certificate] };
    },
    "service-accounts": () => ({
      files: { "tls.key": tokenSigningKey.private },
      restartOn: [tokenSigningKey.public],
    }),
  };
}

function createService(site: Site, { name, health }: Component): void {
  new k8s.core.v1.Service(
    site.nameOf(name),
    {
      metadata: site.metadata(name, { annotations: { "pulumi.com/skipAwait": "true" } }),
      spec: { selector: componentLabels(name), ports: [{ name: "https", port: 443, targetPort: health.port }] },
    },
    site.options(),
  );
}
