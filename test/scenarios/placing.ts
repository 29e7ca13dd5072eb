import {
  FederatedChart,
  FederatedConfigMap,
  FederatedCronJob,
  FederatedDeployment,
  FederatedStatefulSet,
  MemberGroups,
  Members,
  Override,
  Placement,
  Propagation,
} from "@fedstack/constructs";
import { ApiObject, Cron, Duration } from "cdk8s";
import { a, b, type Scenarios } from "./scenario";

/** Where it runs, and what differs there. */
export const placing: Scenarios = {
  "members-by-what-they-are": (app) => {
    const chart = new FederatedChart(app, "edge");
    const selections = {
      everywhere: Members.all(),
      named: Members.named(b, a),
      labeled: Members.labeled({ tier: "edge", size: ["small", "medium"] }),
      "not-labeled": Members.notLabeled({ tier: "core" }).and(Members.withLabelKeys("gpu")),
      "without-labels": Members.withoutLabelKeys("quarantine"),
      region: Members.inRegion("tw", "jp").except(b),
      zone: Members.inZone("tw-a"),
      provider: Members.ofCloudProvider("aws")
        .and(Members.inRegion("us"))
        .and(Members.labeled({ tier: "edge" })),
    };
    for (const [name, members] of Object.entries(selections)) {
      new FederatedConfigMap(chart, name, { data: { name }, placement: Placement.duplicated(members) });
    }
    return chart;
  },

  divisions: (app) => {
    const chart = new FederatedChart(app, "division");
    const placements = {
      duplicated: Placement.duplicated([a, b]),
      evenly: Placement.evenly(Members.inRegion("tw")),
      weighted: Placement.weighted(
        [
          [a, 3],
          [Members.ofCloudProvider("aws"), 1],
        ],
        { among: Members.all().except("f-c-cluster") },
      ),
      "by-free-capacity": Placement.byFreeCapacity(Members.labeled({ tier: "edge" })),
      packed: Placement.packed(),
    };
    for (const [name, placement] of Object.entries(placements)) {
      new FederatedDeployment(chart, name, { image: "nginx", replicas: 9, placement });
    }
    return chart;
  },

  "fallback-groups": (app) => {
    const chart = new FederatedChart(app, "fallback");
    const cart = new FederatedDeployment(chart, "cart", {
      image: "nginx",
      port: 80,
      replicas: 6,
      placement: Placement.duplicated(MemberGroups.first("primary", [a]).orElse("backup", [b])),
    });
    cart.exposeViaService({ port: 80 });
    new FederatedDeployment(chart, "burst", {
      image: "nginx",
      replicas: 60,
      placement: Placement.packed(
        MemberGroups.first("on-prem", Members.inRegion("tw"))
          .overflowingTo("cloud", Members.ofCloudProvider("aws"))
          .overflowingTo("far-cloud", Members.ofCloudProvider("gcp"))
          .orElse("backup", ["f-c-cluster"]),
      ),
    });
    return chart;
  },

  spread: (app) => {
    const chart = new FederatedChart(app, "spread");
    new FederatedDeployment(chart, "regions", {
      image: "nginx",
      placement: Placement.duplicated(Members.all(), { spread: { regions: { min: 2, max: 3 }, members: { max: 5 } } }),
    });
    new FederatedDeployment(chart, "members", {
      image: "nginx",
      replicas: 12,
      placement: Placement.byFreeCapacity(Members.all(), { spread: { members: { min: 2 } } }),
    });
    new FederatedDeployment(chart, "further", {
      image: "nginx",
      replicas: 12,
      placement: Placement.packed(Members.all(), {
        spread: { zones: { min: 2 }, cloudProviders: { max: 2 }, labels: { "example.com/rack": { min: 2 } } },
      }),
    });
    return chart;
  },

  failover: (app) => {
    const chart = new FederatedChart(app, "failover");
    new FederatedDeployment(chart, "patient", {
      image: "nginx",
      replicas: 4,
      placement: Placement.evenly([a, b], {
        failover: { application: { after: Duration.minutes(2), gracePeriod: Duration.minutes(1) }, cluster: {} },
        tolerations: [
          { key: "cluster.karmada.io/not-ready", effect: "NoExecute", for: Duration.seconds(30) },
          { key: "example.com/maintenance", value: "planned", effect: "NoSchedule" },
          {},
        ],
      }),
    });
    new FederatedStatefulSet(chart, "exclusive", {
      image: "nats:2",
      placement: Placement.packed([a, b], {
        failover: {
          application: { purgeMode: "directly", preserve: { "example.com/replicas": "{.availableReplicas}" } },
          cluster: { purgeMode: "directly" },
        },
      }),
    });
    return chart;
  },

  "priority-conflict-and-deletion": (app) => {
    const chart = new FederatedChart(app, "policy");
    new FederatedDeployment(chart, "adopted", {
      image: "nginx",
      placement: Placement.evenly([a, b], {
        priority: 10,
        preemption: true,
        onConflict: "overwrite",
        onDeletion: "keep",
        propagateDependencies: true,
      }),
    });
    return chart;
  },

  overrides: (app) => {
    const chart = new FederatedChart(app, "overrides", { placement: Placement.evenly([a, b]) });
    new FederatedDeployment(chart, "web", {
      image: "nginx:1.29",
      args: ["--level=info"],
      env: { REGION: "none" },
      overrides: [
        Override.on([b], {
          image: { registry: "mirror.example.com", tag: "1.29-b" },
          command: { add: ["/debug"] },
          args: { remove: ["--level=info"], add: ["--level=debug"] },
          env: { REGION: "b", CACHE: "on" },
          labels: { "example.com/member": "b" },
          annotations: { "example.com/note": "second member" },
          set: { "/spec/minReadySeconds": 5, "/spec/template/spec/containers/0/imagePullPolicy": "Always" },
        }),
        Override.on(Members.inRegion("tw"), { env: { REGION: "tw" } }),
      ],
    });
    new FederatedCronJob(chart, "report", {
      image: "registry.example.com/report:1",
      args: ["--all"],
      schedule: Cron.hourly(),
      overrides: [Override.on([b], { image: { registry: "mirror.example.com" }, args: { add: ["--quick"] } })],
    });
    new FederatedDeployment(chart, "with-init", {
      spec: {
        selector: { matchLabels: { app: "with-init" } },
        template: {
          metadata: { labels: { app: "with-init" } },
          spec: {
            initContainers: [{ name: "fetch", image: "registry.example.com/fetch:1" }],
            containers: [{ name: "main", image: "registry.example.com/main:1" }],
            dnsPolicy: "Default",
          },
        },
      },
      overrides: [
        Override.on([b], { image: { registry: "mirror.example.com" }, remove: ["/spec/template/spec/dnsPolicy"] }),
        Override.on([a], { container: "main", image: { tag: "1-a" }, env: { SIDE: "a" } }),
      ],
    });
    return chart;
  },

  "chart-defaults": (app) => {
    const chart = new FederatedChart(app, "shop", {
      namespace: "shop",
      labels: { team: "shop" },
      placement: Placement.evenly(Members.inRegion("tw")),
      overrides: [Override.on(["f-b-cluster"], { image: { registry: "mirror.example.com" } })],
    });
    new FederatedDeployment(chart, "cart", { image: "registry.example.com/cart:2", replicas: 3 });
    new FederatedConfigMap(chart, "settings", { data: { LOG_LEVEL: "info" } });
    new FederatedDeployment(chart, "report", {
      image: "registry.example.com/report:1",
      placement: Placement.duplicated([a]),
    });
    return chart;
  },

  "group-of-any-objects": (app) => {
    const chart = new FederatedChart(app, "shop", { namespace: "shop" });
    const account = new ApiObject(chart, "account", {
      apiVersion: "v1",
      kind: "ServiceAccount",
      metadata: { name: "cart" },
    });
    const role = new ApiObject(chart, "role", {
      apiVersion: "rbac.authorization.k8s.io/v1",
      kind: "Role",
      metadata: { name: "cart" },
      rules: [{ apiGroups: [""], resources: ["configmaps"], verbs: ["get"] }],
    });
    new Propagation(chart, "cart-rights", { objects: [account, role], placement: Placement.duplicated([a, b]) });
    return chart;
  },
};
