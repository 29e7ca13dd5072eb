import * as pulumi from "@pulumi/pulumi";
import * as getJson from "../kubeconfig/get-json";
import { NotGiven } from "../kubeconfig/get-text";
import { RELEASE } from "../karmada";
import type { Cluster } from "../clusters/cluster";
import { known } from "../recorded.test-support";
import type { Fault } from "../validation/errors";
import type { FederationArgs } from "./federation-args";
import { checkHost } from "./host-checks";
import { publishedBy } from "./host-warnings";
import { layoutOf } from "./layout";

jest.mock("../kubeconfig/get-json");
jest.mock("../kubeconfig/sign-in");

const checks: pulumi.Output<readonly Fault[]>[] = [];
const check = (version: string, args: FederationArgs = {}): void => {
  const host = {
    name: "f-cluster",
    address: pulumi.output("abc.gr7.eu-west-1.eks.amazonaws.com"),
    kubeconfig: pulumi.secret("{}"),
    identity: { observed: pulumi.output({ version }) },
    check: (faults: pulumi.Output<readonly Fault[]>) => checks.push(faults),
  };
  checkHost(
    host as unknown as Cluster,
    RELEASE,
    layoutOf("kairen.com.", args),
    { ipFamily: args.ipFamily, metrics: args.metrics, backup: args.backup, published: publishedBy(args) },
    undefined as never,
  );
};
const found = async (): Promise<Fault[]> => (await Promise.all(checks.splice(0).map(known))).flat();

beforeEach(() => jest.spyOn(pulumi.log, "warn").mockResolvedValue());

test("a host is checked for its version, and what nobody would reach there is a warning", async () => {
  const warnings: string[] = [];
  jest.spyOn(pulumi.log, "warn").mockImplementation((text) => Promise.resolve(void warnings.push(text)));
  check("v1.29.0");
  check("v1.34.0");
  expect(await found()).toEqual([expect.objectContaining({ path: 'cluster "f-cluster"' })]);
  while (warnings.length < 2) await new Promise((resolve) => setImmediate(resolve));
  expect(warnings).toEqual([expect.stringContaining("f-cluster"), expect.stringContaining("f-cluster")]);
});

describe("where the host can be asked", () => {
  const args: FederationArgs = { apiServer: { service: { nodePort: 32443 } } };
  const answer = jest.mocked(getJson.getJson);
  const asked = (): readonly string[] => answer.mock.calls.map(([, path]) => path);
  beforeEach(() => jest.spyOn(pulumi.runtime, "getEngine").mockReturnValue({} as never));

  test("a node port that a stranger's Service has holds all writes", async () => {
    answer.mockResolvedValue({
      items: [{ metadata: { name: "web", namespace: "shop" }, spec: { ports: [{ nodePort: 32443 }] } }],
    });
    check("v1.34.0", args);
    expect(await found()).toEqual([
      expect.objectContaining({ path: "apiServer.service.nodePort", problem: expect.stringContaining("shop/web") }),
    ]);
    expect(asked()).toContain("/api/v1/services");
  });

  test("pods of another IP family than the arguments say hold all writes", async () => {
    const metadata = { name: "kubernetes", namespace: "default" };
    answer.mockResolvedValue({ items: [{ metadata, spec: { clusterIP: "fd00::1" } }] });
    check("v1.34.0");
    expect(await found()).toEqual([expect.objectContaining({ path: "ipFamily" })]);
    check("v1.34.0", { ipFamily: "IPv6" });
    expect(await found()).toEqual([]);
  });

  test("a zone that a federation of another program has holds all writes", async () => {
    const labels = { "app.kubernetes.io/managed-by": "fedstack", "app.kubernetes.io/part-of": "other" };
    const metadata = { labels, annotations: { "fedstack.dev/zone": "kairen.com." } };
    answer.mockClear().mockResolvedValue({ items: [{ metadata }] });
    check("v1.34.0");
    expect(await found()).toEqual([expect.objectContaining({ path: "dnsZone" })]);
    expect(asked()).toContain("/api/v1/namespaces?labelSelector=app.kubernetes.io%2Fmanaged-by%3Dfedstack");
  });

  test("a release of Karmada that cannot follow the one that runs holds all writes", async () => {
    const runs = (karmada: string): unknown =>
      answer.mockImplementation((_, path) => {
        const deployments = "/apis/apps/v1/namespaces/federation-system/deployments?labelSelector=";
        const metadata = { name: "karmada-apiserver", annotations: { "fedstack.dev/karmada": karmada } };
        return Promise.resolve({ items: path.startsWith(deployments) ? [{ metadata }] : [] });
      });
    runs("v1.19.0");
    check("v1.34.0");
    expect(await found()).toEqual([expect.objectContaining({ path: "version" })]);
    runs(RELEASE.karmada);
    check("v1.34.0");
    expect(await found()).toEqual([]);
  });

  test("a volume of backups that would get another class holds all writes", async () => {
    const labels = { "app.kubernetes.io/managed-by": "fedstack", "app.kubernetes.io/part-of": "federation" };
    const claim = { metadata: { name: "backups", labels }, spec: { storageClassName: "standard" } };
    answer.mockImplementation((_, path) =>
      Promise.resolve({ items: path.endsWith("/federation-system/persistentvolumeclaims") ? [claim] : [] }),
    );
    check("v1.34.0", { backup: { schedule: "@daily", to: { kind: "volume", className: "fast" } } });
    expect(await found()).toEqual([expect.objectContaining({ path: "backup.to.className" })]);
    check("v1.34.0");
    expect(await found()).toEqual([]);
  });

  test("a namespace for metrics that the host does not have holds all writes", async () => {
    answer.mockRejectedValue(new NotGiven("it does not have it", 404));
    check("v1.34.0", { metrics: { namespace: "monitoring" } });
    expect(await found()).toEqual([expect.objectContaining({ path: "metrics.namespace" })]);
    check("v1.34.0");
    expect(await found()).toEqual([]);
  });

  test("without ports to look for, a host is asked for one Service", async () => {
    answer.mockClear().mockResolvedValue({ items: [] });
    check("v1.34.0");
    await found();
    expect(asked()).toContain(
      "/api/v1/services?fieldSelector=metadata.namespace%3Ddefault%2Cmetadata.name%3Dkubernetes",
    );
  });

  test("a host that does not list its Services holds nothing", async () => {
    answer.mockRejectedValue(new Error("it answers /api/v1/services with 403"));
    check("v1.34.0", args);
    expect(await found()).toEqual([]);
  });
});
