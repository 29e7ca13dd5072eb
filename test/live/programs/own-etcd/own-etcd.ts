import { readFileSync } from "node:fs";
import { join } from "node:path";
import { FederatedChart, FederatedDeployment, FederatedSecret, Placement } from "@fedstack/constructs";
import { Cluster, Federation } from "@fedstack/core";
import * as pulumi from "@pulumi/pulumi";
import { App } from "cdk8s";

const config = new pulumi.Config();
const clusterOf = (letter: string): Cluster =>
  Cluster.fromFile(`${letter}-cluster`, config.require("kubeconfig"), { context: `${letter}-cluster-context` });
const pem = (file: string): string => readFileSync(join(config.require("credentials"), file), "utf8");

const federation = new Federation(clusterOf("f"), "own.example.", {
  name: "own",
  dns: config.requireBoolean("dns") ? { records: { kind: "etcd" } } : false,
  etcd: {
    external: {
      endpoints: [config.require("endpoint")],
      tls: { authority: pem("ca.crt"), certificate: pem("client.crt"), key: pulumi.secret(pem("client.key")) },
      prefix: config.require("prefix"),
    },
  },
  apiServer: {
    pods: { volumes: [{ mountPath: "/run/kms", source: { persistentVolumeClaim: { claimName: "kms" } } }] },
    encryption: { kms: { name: "lab", socket: "/run/kms/kms.sock" } },
  },
});
const member = federation.join(clusterOf("a"));
const chart = new FederatedChart(new App(), "web", { placement: Placement.duplicated([member]) });
const password = new FederatedSecret(chart, "password", { stringData: { PASSWORD: "correct horse battery staple" } });
new FederatedDeployment(chart, "nginx", { image: "nginx", port: 80, replicas: 2, envFrom: [password] });
federation.deploy("web", chart);
