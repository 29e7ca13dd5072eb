import type { Shape } from "../validation/shape";

const COMPONENT = { replicas: "number", logLevel: "number", extraArgs: { map: "text" } } as const;
const SERVICE = { type: "text", nodePort: "number", annotations: { map: "any" } } as const;

/** What a federation's arguments are made of, for programs that no compiler has checked. */
export const FEDERATION_ARGS: Shape = {
  fields: {
    name: "text",
    namespaces: { fields: { system: "text", dns: "text" } },
    evictFromLostMembers: "flag",
    clusterDomain: "text",
    timeoutSeconds: "number",
    definitionsDirectory: "text",
    certificates: {
      fields: { validityHours: "number", earlyRenewalHours: "number", authorityValidityHours: "number" },
    },
    images: { fields: { registry: "text", overrides: { map: "text" }, pullSecrets: { list: "text" } } },
    etcd: { fields: { ...COMPONENT } },
    apiServer: {
      fields: {
        ...COMPONENT,
        service: { fields: { ...SERVICE, advertiseAddress: "text", advertisePort: "number" } },
        certificateNames: { list: "text" },
        tokens: { list: { fields: { token: "any", user: "text", groups: { list: "text" } } } },
        oidc: {
          list: {
            fields: {
              issuerUrl: "text",
              audiences: { list: "text" },
              usernameClaim: "text",
              usernamePrefix: "text",
              groupsClaim: "text",
              groupsPrefix: "text",
              certificateAuthority: "text",
              requiredClaims: { map: "text" },
              claimRules: { list: { fields: { expression: "text", message: "text" } } },
            },
          },
        },
      },
    },
    aggregatedApiServer: { fields: COMPONENT },
    kubeControllerManager: { fields: COMPONENT },
    controllerManager: { fields: COMPONENT },
    scheduler: { fields: COMPONENT },
    webhook: { fields: COMPONENT },
    dns: {
      fields: {
        service: { fields: SERVICE },
        records: {
          fields: {
            kind: "text",
            size: "number",
            replicas: "number",
            operatorNamespace: "text",
            extraArgs: { map: "text" },
            endpoints: { list: "text" },
          },
        },
        replicas: "number",
        ttlSeconds: "number",
        upstreams: { list: "text" },
        publisher: { fields: { intervalSeconds: "number" } },
      },
    },
  },
};
