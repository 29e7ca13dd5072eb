import * as k8s from "@pulumi/kubernetes";
import { hostSite } from "../host/site.test-support";
import { RELEASE } from "../karmada";
import { Signer } from "../pki/signer";
import { Trust } from "../pki/trust";
import { recordedOnce } from "../recorded.test-support";
import { record, type RecordedResource, type RecordOptions } from "../testing";
import { certificateReader } from "./api-reader";
import { Dns } from "./dns";
import type { ZoneArgs } from "./provider-args";
import type { PublishedMember } from "./record-template";

export const DEPLOYMENT = "kubernetes:apps/v1:Deployment";
export const SERVICE = "kubernetes:core/v1:Service";
export const NETWORK_POLICY = "kubernetes:networking.k8s.io/v1:NetworkPolicy";
export const MEMBERS: PublishedMember[] = [
  { name: "f-a-cluster", region: "tw", zones: ["a"] },
  { name: "f-b-cluster" },
];

/** Resources for the DNS of federation `federation` on host `host`, with two members. */
export async function recordNewDns(
  args: ZoneArgs,
  {
    inspect,
    adopts,
    ...options
  }: RecordOptions & { readonly inspect?: (dns: Dns) => unknown; readonly adopts?: boolean | undefined } = {},
): Promise<RecordedResource[]> {
  return record(() => {
    const site = hostSite({ adopts });
    const api = site.on({ provider: new k8s.Provider("api", {}) });
    const controlPlane = new k8s.core.v1.Namespace("control-plane", {}, site.options());
    const signer = new Signer("federation-ca", {}, {});
    const dns = new Dns(
      "federation-dns",
      {
        site,
        namespace: "federation",
        zone: "kairen.com.",
        hostAddresses: ["172.22.132.31"],
        api: api.goneWith(controlPlane),
        reader: certificateReader(
          "federation",
          {
            endpoint: "https://karmada-apiserver.federation-system.svc.cluster.local:5443",
            trust: new Trust(signer.certificate),
            client: signer.issue("dns-client", { commonName: "fedstack:dns", uses: ["client_auth"] }),
          },
          "federation-system",
          RELEASE,
        ),
        server: controlPlane,
        args,
        certificates: {},
      },
      { parent: site.parent },
    );
    MEMBERS.forEach((member) => dns.publishMember(member));
    inspect?.(dns);
  }, options);
}

const recordOnce = recordedOnce((args: ZoneArgs) => recordNewDns(args));
export const recordDns = (args: ZoneArgs = {}): Promise<RecordedResource[]> => recordOnce(args);

export interface Workload {
  readonly spec: {
    readonly replicas: number;
    readonly template: {
      readonly metadata: { readonly annotations: Record<string, string> };
      readonly spec: {
        readonly automountServiceAccountToken: boolean;
        readonly terminationGracePeriodSeconds?: number;
        readonly containers: {
          readonly args: string[];
          readonly env?: { readonly name: string; readonly value?: string }[];
          readonly lifecycle?: { readonly preStop: { readonly sleep: { readonly seconds: number } } };
          readonly securityContext: { readonly capabilities: object };
        }[];
      };
    };
  };
}

export const containerOf = (workload: Workload): Workload["spec"]["template"]["spec"]["containers"][number] =>
  workload.spec.template.spec.containers[0]!;
