/** Outputs that a cluster or the TLS provider would add, as far as programs use them. */
export function simulatedOutputs(type: string, name: string, inputs: Record<string, unknown>): Record<string, unknown> {
  switch (type) {
    case "kubernetes:core/v1:Service":
      return reachable(inputs["spec"] as ServiceSpec | undefined);
    case "tls:index/privateKey:PrivateKey":
      return { privateKeyPem: `private key of ${name}`, publicKeyPem: `public key of ${name}` };
    case "tls:index/certRequest:CertRequest":
      return { certRequestPem: `request of ${name}` };
    case "tls:index/locallySignedCert:LocallySignedCert":
    case "tls:index/selfSignedCert:SelfSignedCert":
      return { certPem: `certificate of ${name}`, validityEndTime: "2030-01-01T00:00:00Z" };
    default:
      return {};
  }
}

interface ServiceSpec {
  readonly type?: string;
  readonly ports?: readonly { readonly nodePort?: number }[];
}

/** Outputs that a cluster adds to a Service: where it is reached. */
function reachable(spec: ServiceSpec = {}): Record<string, unknown> {
  const { type = "ClusterIP", ports = [] } = spec;
  return {
    spec: {
      clusterIP: "10.96.0.53",
      ...spec,
      ports: type === "ClusterIP" ? ports : ports.map((port, index) => ({ nodePort: 30000 + index, ...port })),
    },
    status: { loadBalancer: type === "LoadBalancer" ? { ingress: [{ ip: "203.0.113.53" }] } : {} },
  };
}
