import * as pulumi from "@pulumi/pulumi";
import { Cluster } from "../clusters/cluster";
import { federate, inputsOf } from "../recorded.test-support";
import { fakeKubeconfig, plain, record, type RecordedResource } from "../testing";

const BALANCER = "k8s-federation-0123456789.elb.eu-west-1.amazonaws.com";
const TOKEN = "a token that the member has issued";

/** A kubeconfig as EKS has it, in an Output. */
function eks(name: string): pulumi.Output<object> {
  const kubeconfig = JSON.parse(fakeKubeconfig(name)) as object;
  const exec = {
    apiVersion: "client.authentication.k8s.io/v1beta1",
    command: "aws",
    args: ["eks", "get-token", "--cluster-name", name],
    env: [{ name: "KUBERNETES_EXEC_INFO", value: '{"apiVersion": "client.authentication.k8s.io/v1beta1"}' }],
  };
  return pulumi.output({ ...kubeconfig, users: [{ name, user: { exec } }] });
}

function outputs({ type, name }: Pick<RecordedResource, "type" | "name">): Record<string, unknown> | undefined {
  if (type.endsWith(":Service")) return { status: { loadBalancer: { ingress: [{ hostname: BALANCER }] } } };
  if (name !== "federation-blue-token") return undefined;
  return { data: { token: Buffer.from(TOKEN).toString("base64"), "ca.crt": "" } };
}

let resources: RecordedResource[];
let endpoint: string;
beforeAll(async () => {
  jest.spyOn(console, "log").mockImplementation(() => undefined);
  jest.spyOn(console, "warn").mockImplementation(() => undefined);
  resources = await record(
    () => {
      const type = "LoadBalancer";
      const federation = federate(Cluster.fromKubeconfig("platform", eks("platform")), "example.org", {
        apiServer: { service: { type, loadBalancerClass: "service.k8s.aws/nlb", externalTrafficPolicy: "Local" } },
        dns: { service: { type, ipFamilyPolicy: "PreferDualStack", externalTrafficPolicy: "Local" } },
      });
      federation.join(Cluster.fromKubeconfig("blue", eks("blue")));
      federation.endpoint.apply((url) => (endpoint = url));
    },
    { outputs },
  );
});

test("the program in a kubeconfig signs Pulumi in, and is in nothing that a cluster gets", () => {
  const signsIn = resources.filter(({ inputs }) => JSON.stringify(plain(inputs)).includes("get-token"));
  expect(signsIn.map(({ type, name }) => [type, name])).toEqual(
    ["blue-adopting", "platform-adopting"].map((name) => ["pulumi:providers:kubernetes", name]),
  );
});

test("the control plane signs in to a member with the token that the member has issued", () => {
  const { stringData } = inputsOf<{ stringData: object }>(resources, ":Secret", "federation-blue-credentials");
  expect(stringData).toMatchObject({ token: TOKEN });
});

test("the name of a load balancer is the address of the federated API, and in its certificate", () => {
  expect(endpoint).toBe(`https://${BALANCER}:5443`);
  const request = inputsOf<{ dnsNames: string[] }>(resources, ":CertRequest", "federation-ca-apiserver");
  expect(request.dnsNames).toContain(BALANCER);
});

test("the class of a load balancer is that of the Service", () => {
  const { spec } = inputsOf<{ spec: object }>(resources, ":Service", "federation-karmada-apiserver");
  expect(spec).toMatchObject({ type: "LoadBalancer", loadBalancerClass: "service.k8s.aws/nlb" });
});

test("nodes send connections only to their own pods on request", () => {
  for (const name of ["federation-karmada-apiserver", "federation-coredns"]) {
    const { spec } = inputsOf<{ spec: object }>(resources, ":Service", name);
    expect(spec).toMatchObject({ externalTrafficPolicy: "Local" });
  }
});

test("a Service asks for both IP families only on request", () => {
  const policyOf = (name: string): unknown =>
    inputsOf<{ spec: { ipFamilyPolicy?: string } }>(resources, ":Service", name).spec.ipFamilyPolicy;
  expect(policyOf("federation-coredns")).toBe("PreferDualStack");
  expect(policyOf("federation-karmada-apiserver")).toBeUndefined();
});
