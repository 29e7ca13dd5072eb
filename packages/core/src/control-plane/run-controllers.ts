import type * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { FederatedApi } from "../federated-api/federated-api";
import type { Site } from "../host/site";
import type { FlagContext } from "../karmada/component";
import type { ControlPlaneArgs } from "./control-plane-args";
import { argsOf, type ControllerName, deployController } from "./controllers";
import type { ControlPlanePki } from "./pki";

/** What is in the federated API before the controllers run. */
interface Prepared {
  readonly namespaces: readonly k8s.core.v1.Namespace[];
  readonly roles: readonly pulumi.Resource[];
  readonly definitions: readonly pulumi.Resource[];
}

interface RunningControllers {
  /** What has registered Karmada's webhooks. */
  readonly webhooks: readonly pulumi.Resource[];
  /** Everything that is ready once the controllers work. */
  readonly ready: readonly pulumi.Resource[];
}

/**
 * Runs the controllers, and registers the APIs and webhooks that they serve. Those that work on Karmada's kinds start
 * after the definitions and the aggregated API.
 */
export function runControllers(
  site: Site,
  api: FederatedApi,
  pki: ControlPlanePki,
  components: ControlPlaneArgs,
  context: FlagContext,
  { namespaces, roles, definitions }: Prepared,
): RunningControllers {
  const { release } = site;
  const own = namespaces[0]!;
  const run = (name: ControllerName, dependsOn: readonly pulumi.Resource[]): k8s.apps.v1.Deployment => {
    const there = site.after(...namespaces, ...roles, ...dependsOn);
    return deployController(there, release.components[name]!, pki, argsOf(components, name), context);
  };
  const aggregated = run("aggregatedApiServer", []);
  const kubeControllerManager = run("kubeControllerManager", []);
  const ofKarmada = [...definitions, api.registerAggregatedApi(own, aggregated)];
  const controllerManager = run("controllerManager", ofKarmada);
  const scheduler = run("scheduler", ofKarmada);
  const descheduler = release.components.descheduler ? [run("descheduler", ofKarmada)] : [];
  const { metricsAdapter } = release.components;
  const metrics = metricsAdapter
    ? api.registerApis(own, run("metricsAdapter", ofKarmada), metricsAdapter, release.addOns.metricsAdapter.apis!)
    : [];
  const webhooks = api.registerWebhooks(run("webhook", ofKarmada));
  return {
    webhooks,
    ready: [kubeControllerManager, controllerManager, scheduler, ...descheduler, ...metrics, ...webhooks],
  };
}
