import { FederatedChart, fromFederationV1, fromKubefed } from "@fedstack/constructs";
import { a, b, type Scenarios } from "./scenario";

/** Objects of earlier federations. */
export const migration: Scenarios = {
  "from-kubefed": (app) => {
    const chart = new FederatedChart(app, "v2", { namespace: "shop" });
    const text = `
apiVersion: types.kubefed.io/v1beta1
kind: FederatedNamespace
metadata: { name: shop, namespace: shop }
spec:
  placement: { clusterSelector: { matchLabels: { tier: edge } } }
---
apiVersion: types.kubefed.io/v1beta1
kind: FederatedDeployment
metadata: { name: nginx, namespace: shop }
spec:
  retainReplicas: true
  template:
    spec:
      replicas: 4
      selector: { matchLabels: { run: nginx } }
      template:
        metadata: { labels: { run: nginx } }
        spec:
          containers:
          - name: nginx
            image: nginx
  placement: { clusterSelector: {} }
  overrides:
  - clusterName: f-b-cluster
    clusterOverrides:
    - { path: /spec/replicas, value: 2 }
    - { path: /spec/template/spec/containers/0/image, value: mirror.example.com/nginx }
    - { path: /spec/template/spec/hostNetwork, op: add, value: true }
---
apiVersion: scheduling.kubefed.io/v1alpha1
kind: ReplicaSchedulingPreference
metadata: { name: nginx, namespace: shop }
spec:
  targetKind: FederatedDeployment
  totalReplicas: 6
  intersectWithClusterSelector: true
  clusters: { f-a-cluster: { weight: 2 }, "*": { weight: 1 } }
---
apiVersion: types.kubefed.io/v1beta1
kind: FederatedIngress
metadata: { name: nginx, namespace: shop }
spec:
  template:
    spec:
      rules:
      - http:
          paths:
          - backend: { serviceName: nginx, servicePort: 80 }
  placement: { clusters: [{ name: f-a-cluster }] }
`;
    const members = ["f-a-cluster", "f-b-cluster"].map((name) => ({ name, labels: { tier: "edge" } }));
    fromKubefed(chart, text, { members });
    return chart;
  },

  "from-federation-v1": (app) => {
    const chart = new FederatedChart(app, "v1", { namespace: "shop" });
    const text = `
apiVersion: extensions/v1beta1
kind: Deployment
metadata:
  name: nginx
  annotations:
    federation.kubernetes.io/deployment-preferences: |
      {"rebalance": true, "clusters": {"f-a-cluster": {"weight": 1}, "f-b-cluster": {"weight": 1}}}
spec:
  replicas: 4
  template:
    metadata:
      labels: { run: nginx }
    spec:
      containers:
      - name: nginx
        image: nginx
        ports:
        - containerPort: 80
---
apiVersion: extensions/v1beta1
kind: ReplicaSet
metadata:
  name: edge
  annotations:
    federation.alpha.kubernetes.io/cluster-selector: '[{"key": "tier", "operator": "in", "values": ["edge"]}]'
    federation.kubernetes.io/replica-set-preferences: |
      {"rebalance": true, "clusters": {"f-a-cluster": {"minReplicas": 3, "maxReplicas": 3}, "*": {"weight": 1}}}
spec:
  replicas: 5
  template:
    metadata:
      labels: { run: edge }
    spec:
      containers:
      - name: edge
        image: registry.example.com/edge:1
---
apiVersion: v1
kind: Service
metadata:
  name: nginx
  annotations:
    federation.alpha.kubernetes.io/cluster-selector: '[{"key": "tier", "operator": "exists"}]'
spec:
  type: LoadBalancer
  selector: { run: nginx }
  ports:
  - port: 80
---
apiVersion: extensions/v1beta1
kind: Ingress
metadata:
  name: nginx
spec:
  backend: { serviceName: nginx, servicePort: 80 }
`;
    fromFederationV1(chart, text, { members: [a, b].map(({ name }) => ({ name, labels: { tier: "edge" } })) });
    return chart;
  },
};
