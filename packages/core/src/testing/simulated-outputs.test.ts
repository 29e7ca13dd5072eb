import { simulatedOutputs } from "./simulated-outputs";

const SERVICE = "kubernetes:core/v1:Service";
const serviceWith = (spec?: object) => simulatedOutputs(SERVICE, "web", { spec }) as { spec: object; status: object };

test("a Service gets an address in the cluster, and node ports only if its type has them", () => {
  const ports = [{ port: 80 }, { port: 443, nodePort: 31443 }];
  expect(serviceWith({ ports })).toEqual({
    spec: { clusterIP: "10.96.0.53", ports },
    status: { loadBalancer: {} },
  });
  for (const type of ["NodePort", "LoadBalancer"]) {
    expect(serviceWith({ type, ports }).spec).toMatchObject({
      ports: [
        { port: 80, nodePort: 30000 },
        { port: 443, nodePort: 31443 },
      ],
    });
  }
  expect(serviceWith()).toMatchObject({ spec: { ports: [] } });
});

test("an address that the program sets stays, such as that of a headless Service", () => {
  expect(serviceWith({ clusterIP: "None" }).spec).toMatchObject({ clusterIP: "None" });
});

test("only a load balancer gets an address outside", () => {
  expect(serviceWith({ type: "LoadBalancer" }).status).toEqual({ loadBalancer: { ingress: [{ ip: "203.0.113.53" }] } });
  expect(serviceWith({ type: "NodePort" }).status).toEqual({ loadBalancer: {} });
});

test("keys and certificates name the resource that they are of", () => {
  expect(simulatedOutputs("tls:index/privateKey:PrivateKey", "ca", {})).toEqual({
    privateKeyPem: "private key of ca",
    publicKeyPem: "public key of ca",
  });
  expect(simulatedOutputs("tls:index/certRequest:CertRequest", "web", {})).toEqual({
    certRequestPem: "request of web",
  });
  for (const type of ["locallySignedCert:LocallySignedCert", "selfSignedCert:SelfSignedCert"]) {
    expect(simulatedOutputs(`tls:index/${type}`, "web", {})).toMatchObject({ certPem: "certificate of web" });
  }
});

test("any other resource has only what the program gives it", () => {
  expect(simulatedOutputs("kubernetes:core/v1:ConfigMap", "settings", { data: {} })).toEqual({});
});
