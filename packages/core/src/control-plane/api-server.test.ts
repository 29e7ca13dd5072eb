import { hostSite } from "../host/site.test-support";
import { inputsOf } from "../recorded.test-support";
import { record, type RecordedResource, type RecordOptions } from "../testing";
import { advertisedAddresses, advertisedEndpoint, apiServerService, type ApiServerServiceArgs } from "./api-server";

const HOST_ADDRESS = "192.0.2.1";

/** What is registered for a Service of the API server, and the address that clients get. */
async function reached(
  args: ApiServerServiceArgs,
  options: RecordOptions = {},
): Promise<{
  readonly addresses: readonly string[];
  readonly endpoint: string | undefined;
  readonly resources: RecordedResource[];
}> {
  let addresses: readonly string[] = [];
  let endpoint: string | undefined;
  const resources = await record(() => {
    const site = hostSite().in("federation-system");
    const service = apiServerService(site, args);
    const all = advertisedAddresses(site, args, service, HOST_ADDRESS);
    all.apply((known) => (addresses = known));
    advertisedEndpoint(site, args, service, all).apply((url) => (endpoint = url));
  }, options);
  return { addresses, endpoint, resources };
}

test.each<[ApiServerServiceArgs, string]>([
  [{}, "https://192.0.2.1:30000"],
  [{ nodePort: 30443 }, "https://192.0.2.1:30443"],
  [{ type: "LoadBalancer" }, "https://203.0.113.53:5443"],
  [{ type: "ClusterIP" }, "https://karmada-apiserver.federation-system.svc.cluster.local:5443"],
  [{ advertiseAddress: "2001:db8::1" }, "https://[2001:db8::1]:30000"],
  [{ type: "LoadBalancer", advertiseAddress: "api.example.com", advertisePort: 443 }, "https://api.example.com:443"],
])("with the Service %j, clients reach the API at %s", async (args, url) => {
  expect((await reached(args)).endpoint).toBe(url);
});

test.each<[ApiServerServiceArgs, readonly string[]]>([
  [{ moreAddresses: ["192.0.2.2", "192.0.2.3"] }, ["192.0.2.1", "192.0.2.2", "192.0.2.3"]],
  [{ advertiseAddress: "192.0.2.2", moreAddresses: ["api.example.com"] }, ["192.0.2.2", "api.example.com"]],
  [{ type: "LoadBalancer" }, ["192.0.2.7", "2001:db8::7"]],
  [{ type: "LoadBalancer", moreAddresses: ["192.0.2.8"] }, ["192.0.2.7", "2001:db8::7", "192.0.2.8"]],
])("with the Service %j, the API is at %j, of which the kubeconfig has the first", async (args, expected) => {
  const ingress = [{ ip: "192.0.2.7" }, { ip: "2001:db8::7" }];
  const { addresses, endpoint } = await reached(args, {
    outputs: ({ type }) => (type.endsWith(":Service") ? { status: { loadBalancer: { ingress } } } : undefined),
  });
  expect(addresses).toEqual(expected);
  expect(endpoint).toContain(`//${expected[0]}:`);
});

test.each<[ApiServerServiceArgs, string | undefined]>([
  [{}, undefined],
  [{ nodePort: 30443 }, "https://192.0.2.1:30443"],
  [{ type: "LoadBalancer" }, undefined],
])("a preview with the Service %j says %s, which is all that it can know", async (args, url) => {
  expect((await reached(args, { preview: true })).endpoint).toBe(url);
});

test.each<[ApiServerServiceArgs, object]>([
  [{ annotations: { a: "b" } }, { a: "b", "pulumi.com/skipAwait": "true" }],
  [{ type: "LoadBalancer" }, { "pulumi.com/waitFor": "jsonpath={.status.loadBalancer.ingress[0]}" }],
  [{ type: "LoadBalancer", advertiseAddress: "api.example.com" }, { "pulumi.com/skipAwait": "true" }],
])(
  "the Service %j waits for no pods, and for an address only if it gives the API its address",
  async (args, annotations) => {
    const { resources } = await reached(args);
    expect(inputsOf(resources, ":Service", "federation-karmada-apiserver")["metadata"]).toMatchObject({ annotations });
  },
);
