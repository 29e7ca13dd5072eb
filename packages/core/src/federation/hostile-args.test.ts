import fc from "fast-check";
import type {
  BackupArgs,
  BackupBucketArgs,
  BackupClaimArgs,
  BackupKeepArgs,
  BackupVolumeArgs,
} from "../backup/backup-args";
import type { AddOnsArgs } from "../control-plane/add-on-args";
import type { ApiServerArgs, ApiServerServiceArgs } from "../control-plane/api-server";
import type { AuditRuleArgs } from "../control-plane/audit";
import type { ClaimRuleArgs, OidcIssuerArgs, StaticTokenArgs } from "../control-plane/authentication-args";
import type { EncryptionArgs } from "../control-plane/encryption";
import type { KmsArgs } from "../control-plane/kms";
import type { DisruptionBudget } from "../departures/disruption-budget";
import type {
  DnsArgs,
  DnsPublisherArgs,
  DnsServiceArgs,
  EtcdRecordsArgs,
  ExternalRecordsArgs,
  OperatorRecordsArgs,
} from "../dns/dns-args";
import type { DnsCredentialsArgs, DnsProviderArgs, ProviderDnsArgs } from "../dns/provider-args";
import type { ComponentArgs } from "../host/component";
import type { ControlPlaneEtcdArgs, EtcdTlsArgs, ExternalEtcdArgs, StorageArgs } from "../etcd/etcd-args";
import type { ImageArgs } from "../host/images";
import type { MetricsArgs } from "../host/metrics";
import type { ComponentPodArgs, PodArgs, PodVolumeArgs } from "../host/pod-args";
import { RELEASE } from "../karmada";
import type { CertificateArgs, IssuerArgs } from "../pki/certificate-args";
import type { FederationArgs } from "./federation-args";
import { checkFederation } from "./validate-federation";

describe("whatever is given for a federation", () => {
  const text = fc.oneof(
    fc.string(),
    fc.constantFrom("a", "kairen.com", "10.0.0.1", "__proto__", "constructor", "{\n}", '"'),
  );
  const number = fc.oneof(fc.integer(), fc.double(), fc.integer({ min: 29999, max: 32768 }));
  const anything = fc.oneof(text, number, fc.constant(null), fc.anything());

  test.each([
    ["of the right types", hostile(text, number)],
    ["of any types", fc.oneof(hostile(anything, anything), anything)],
  ])("%s, it is accepted, or every fault has a path and a problem", (_, args) => {
    const told = { path: expect.any(String), problem: expect.stringMatching(/./) };
    fc.assert(
      fc.property(fc.oneof(text, anything), args, (zone, given) => {
        for (const fault of checkFederation(RELEASE, zone as string, given as FederationArgs).faults)
          expect(fault).toMatchObject(told);
      }),
      { numRuns: 200 },
    );
  });
});

/** What is generated for each field, so that a new one is not forgotten. */
type Every<Fields> = { readonly [Field in keyof Required<Fields>]: fc.Arbitrary<unknown> };

/** Arguments of a federation in which any may lack. */
function hostile(text: fc.Arbitrary<unknown>, number: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  const some = <Fields>(fields: Every<Fields>): fc.Arbitrary<unknown> =>
    fc.record<Record<string, unknown>>(fields, { requiredKeys: [] });
  const many = (entry: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> => fc.array(entry, { maxLength: 3 });
  const map = fc.dictionary(fc.oneof(fc.constantFrom("v", "etcd-prefix", "no-x", "txt-owner-id"), fc.string()), text);
  const flag = fc.boolean();
  const object = fc.object({ maxDepth: 2 });

  const podFields: Every<PodArgs> = {
    ...{ nodeSelector: map, tolerations: many(object), affinity: object, labels: map, annotations: map },
  };
  const volume = some<PodVolumeArgs>({ mountPath: text, source: object, readOnly: flag });
  const pods = some<ComponentPodArgs>({ ...podFields, env: many(object), volumes: many(volume) });
  const component: Every<ComponentArgs> = {
    ...{ replicas: number, resources: object, pods, extraArgs: map, logLevel: number },
  };
  const storage = fc.oneof(fc.constant("ephemeral"), some<StorageArgs>({ size: text, className: text }));
  const tls = some<EtcdTlsArgs>({ authority: text, certificate: text, key: text });
  const service: Every<DnsServiceArgs> = {
    ...{ type: text, nodePort: number, loadBalancerClass: text, externalTrafficPolicy: text, ipFamilyPolicy: text },
    annotations: map,
  };
  const issuer = some<OidcIssuerArgs>({
    issuerUrl: text,
    audiences: many(text),
    usernameClaim: text,
    usernamePrefix: text,
    groupsClaim: text,
    groupsPrefix: text,
    certificateAuthority: text,
    requiredClaims: map,
    claimRules: many(some<ClaimRuleArgs>({ expression: text, message: text })),
  });
  const kms = some<KmsArgs>({ name: text, socket: text, timeoutSeconds: number, encrypts: flag });
  const rule = some<AuditRuleArgs>({
    ...{ level: text, users: many(text), userGroups: many(text), verbs: many(text) },
    ...{ resources: many(object), namespaces: many(text), nonResourceURLs: many(text) },
  });
  const images = fc.dictionary(fc.constantFrom(...Object.keys(RELEASE.images)), text);
  const publisher = some<DnsPublisherArgs>({ intervalSeconds: number, resources: object });
  const records = some<OperatorRecordsArgs & Omit<EtcdRecordsArgs, "kind"> & Omit<ExternalRecordsArgs, "kind">>({
    kind: fc.oneof(fc.constantFrom("operator", "etcd", "external"), text),
    ...{ replicas: number, storage, operatorNamespace: text, resources: object, pods, extraArgs: map },
    ...{ endpoints: many(text), tls },
  });
  const provider = some<DnsProviderArgs>({
    name: text,
    extraArgs: map,
    credentials: some<DnsCredentialsArgs>({ env: map, files: map }),
    serviceAccountAnnotations: map,
    ports: many(number),
    pods,
  });
  return some<FederationArgs>({
    name: text,
    version: text,
    namespaces: some({ system: text, dns: text }),
    adopt: flag,
    highlyAvailable: flag,
    evictFromLostMembers: flag,
    leaving: map,
    disruptionBudget: some<DisruptionBudget>({ maxUnavailable: fc.oneof(number, text), except: many(text) }),
    dns: fc.oneof(
      fc.constant(false),
      some<ProviderDnsArgs>({ provider, ttlSeconds: number, publisher }),
      some<DnsArgs>({
        ...{ records, service: some(service), replicas: number, resources: object, upstreams: many(text) },
        ...{ delegations: fc.dictionary(text.map(String), many(text)), ttlSeconds: number, publisher },
      }),
    ),
    metrics: some<MetricsArgs>({
      ...{ namespace: text, podLabels: map, serviceAccount: text },
      podMonitors: some<Required<MetricsArgs>["podMonitors"]>({ labels: map }),
    }),
    backup: some<BackupArgs>({
      ...{ schedule: text, password: text, resources: object },
      to: some<BackupVolumeArgs & Omit<BackupClaimArgs, "kind"> & Omit<BackupBucketArgs, "kind">>({
        kind: fc.oneof(fc.constantFrom("volume", "claim", "bucket"), text),
        ...{ size: text, className: text, name: text, endpoint: text, prefix: text, region: text },
        ...{ accessKeyId: text, secretAccessKey: text },
      }),
      keep: some<BackupKeepArgs>({ last: number, hourly: number, daily: number, weekly: number, monthly: number }),
    }),
    certificates: some<CertificateArgs>({
      ...{ validityHours: number, earlyRenewalHours: number, authorityValidityHours: number },
      ...{ authority: number, issuer: some<IssuerArgs>({ certificate: text, key: text }), rotation: text },
    }),
    images: some<ImageArgs>({
      ...{ registry: text, digests: images, overrides: images, dockerConfig: text, pullSecrets: many(text) },
    }),
    priorityClassName: text,
    pods: some(podFields),
    clusterDomain: text,
    ipFamily: text,
    timeoutSeconds: number,
    definitionsDirectory: text,
    etcd: some<ControlPlaneEtcdArgs>({
      ...{ replicas: number, storage, resources: object, pods, extraArgs: map },
      external: some<ExternalEtcdArgs>({ endpoints: many(text), tls, prefix: text }),
    }),
    apiServer: some<ApiServerArgs>({
      ...component,
      service: some<ApiServerServiceArgs>({
        ...service,
        advertiseAddress: text,
        moreAddresses: many(text),
        advertisePort: number,
      }),
      certificateNames: many(text),
      serviceRange: text,
      tokens: many(some<StaticTokenArgs>({ token: text, user: text, groups: many(text) })),
      oidc: many(issuer),
      encryption: some<EncryptionArgs>({ enabled: flag, key: number, kms }),
      auditRules: many(rule),
    }),
    aggregatedApiServer: some(component),
    kubeControllerManager: some(component),
    controllerManager: some(component),
    scheduler: some(component),
    webhook: some(component),
    addOns: some<AddOnsArgs>({ estimators: fc.oneof(flag, some(component)), descheduler: flag, metricsAdapter: flag }),
  });
}
