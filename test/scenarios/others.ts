import {
  FederatedChart,
  FederatedConfigMap,
  FederatedDeployment,
  KarmadaObject,
  Override,
  Placement,
  Propagation,
} from "@fedstack/constructs";
import { ApiObject } from "cdk8s";
import { a, b, type Scenarios } from "./scenario";

/** Objects of other libraries, and what differs inside of objects. */
export const others: Scenarios = {
  "changes-inside-of-fields": (app) => {
    const chart = new FederatedChart(app, "shop", { namespace: "shop", placement: Placement.duplicated([a, b]) });
    new FederatedConfigMap(chart, "settings", {
      data: { "app.yaml": "log: { level: info }", "app.json": '{"debug":true}' },
      overrides: [
        Override.on([b], {
          text: {
            "/data/app.yaml": { yaml: { set: { "/log/level": "debug" } } },
            "/data/app.json": { json: { remove: ["/debug"] } },
          },
        }),
      ],
    });
    const mirror = Override.on([b], { image: { registry: "mirror.example.com" } });
    new FederatedDeployment(chart, "cart", {
      image: `registry.example.com/shop/cart:2@sha256:${"0a".repeat(32)}`,
      placement: Placement.evenly([a, b], { schedulerName: "own-scheduler" }),
      overrides: [mirror],
    });
    const games = new ApiObject(chart, "games", {
      apiVersion: "apps.kruise.io/v1alpha1",
      kind: "CloneSet",
      metadata: { name: "games" },
      spec: {
        replicas: 4,
        template: { spec: { containers: [{ name: "game", image: "registry.example.com/game:1" }] } },
      },
    });
    new Propagation(chart, "games-group", {
      objects: [games],
      placement: Placement.evenly([a, b]),
      overrides: [mirror],
    });
    new KarmadaObject(chart, "suffixed", {
      kind: "OverridePolicy",
      spec: {
        resourceSelectors: [{ apiVersion: "apps/v1", kind: "Deployment" }],
        overrideRules: [
          {
            targetCluster: { clusterNames: [a.name] },
            overriders: {
              imageOverrider: [{ component: "Tag", operator: "add", value: "-edge" }],
              labelsOverrider: [{ operator: "remove", value: { tier: "core" } }],
            },
          },
        ],
      },
    });
    return chart;
  },

  "objects-of-others": (app) => {
    const chart = new FederatedChart(app, "shop", { namespace: "shop", placement: Placement.duplicated([a]) });
    const object = (id: string, apiVersion: string, kind: string, spec?: object): ApiObject =>
      new ApiObject(chart, id, { apiVersion, kind, metadata: { name: id }, ...(spec && { spec }) });
    new Propagation(chart, "cluster-wide", {
      objects: [
        object("play", "v1", "Namespace"),
        object("issuer", "cert-manager.io/v1", "ClusterIssuer", { selfSigned: {} }),
      ],
    });
    new Propagation(chart, "namespaced", {
      objects: [
        object("scaler", "autoscaling/v1", "HorizontalPodAutoscaler", {
          maxReplicas: 4,
          scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "cart" },
        }),
        object("cart", "multicluster.x-k8s.io/v1alpha1", "ServiceExport"),
      ],
    });
    return chart;
  },
};
