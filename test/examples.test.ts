import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fakeKubeconfig, plain, record, type RecordedResource } from "@fedstack/core/testing";
import { parseAllDocuments } from "yaml";

const EXAMPLES = join(__dirname, "..", "examples");

interface Manifest {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly annotations?: Record<string, string> };
  readonly spec: Record<string, unknown>;
}

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "fedstack-examples-"));
  jest.spyOn(console, "log").mockImplementation(() => undefined);
});
afterAll(() => {
  jest.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

const manifest = ({ inputs }: RecordedResource): Manifest => plain<Manifest>(inputs);

interface OnPrem {
  readonly replicas: readonly { readonly name: string; readonly assignments: readonly object[] }[];
}

async function runOnPrem(): Promise<{ readonly program: OnPrem; readonly resources: RecordedResource[] }> {
  const kubeconfig = join(folder, "kubeconfig");
  writeFileSync(kubeconfig, fakeKubeconfig("f-cluster-context", "a-cluster-context", "b-cluster-context"));
  const memberContexts = JSON.stringify({ "f-a-cluster": "a-cluster-context", "f-b-cluster": "b-cluster-context" });
  let program: OnPrem;
  const load = (): void => void (program = jest.requireActual(join(EXAMPLES, "on-prem", "index.ts")));
  const resources = await record(load, {
    config: {
      kubeconfig,
      hostContext: "f-cluster-context",
      memberContexts,
      maintenance: JSON.stringify({ "f-b-cluster": "cordon" }),
      zone: "kairen.com.",
      advertiseAddress: "172.22.132.31",
      replicas: "4",
    },
  });
  return { program: program!, resources };
}

/** Objects of a chart as the program applies them, without the annotations for Pulumi. */
function appliedObjects(resources: RecordedResource[]): Manifest[] {
  return resources
    .filter(({ parent }) => parent === "federation-web")
    .map(manifest)
    .map(({ metadata: { annotations, ...metadata }, ...rest }) => {
      const own = Object.entries(annotations ?? {}).filter(([key]) => !key.startsWith("pulumi.com/"));
      return { ...rest, metadata: own.length > 0 ? { ...metadata, annotations: Object.fromEntries(own) } : metadata };
    });
}

const byIdentity = (a: Manifest, b: Manifest): number =>
  `${a.kind} ${a.metadata.name}` < `${b.kind} ${b.metadata.name}` ? -1 : 1;

test("on-prem federates three clusters, one under maintenance, and gitops writes the same workload as YAML", async () => {
  const { program, resources } = await runOnPrem();
  const clusters = resources.filter(({ type }) => type.endsWith("v1alpha1:Cluster")).map(manifest);
  expect(clusters.map(({ metadata, spec }) => [metadata.name, spec["region"], spec["zones"]])).toEqual([
    ["f-a-cluster", "tw", ["a"]],
    ["f-b-cluster", "tw", ["b"]],
  ]);
  expect(program.replicas).toMatchObject([{ name: "nginx", assignments: [{ member: "f-a-cluster", replicas: 4 }] }]);

  process.env["CDK8S_OUTDIR"] = folder;
  jest.requireActual(join(EXAMPLES, "gitops", "main.ts"));
  const yaml = parseAllDocuments(readFileSync(join(folder, "web.k8s.yaml"), "utf8")).map(
    (document) => document.toJS() as Manifest,
  );
  expect(yaml.map(({ kind }) => kind).sort()).toEqual(["Deployment", "PropagationPolicy", "Service"]);
  expect(appliedObjects(resources).sort(byIdentity)).toEqual(yaml.sort(byIdentity));
});

test("existing-stack federates clusters that are Outputs, and adds its own resource to the federated API", async () => {
  const memberKubeconfigs = { east: fakeKubeconfig("east"), west: fakeKubeconfig("west") };
  const resources = await record(() => void jest.requireActual(join(EXAMPLES, "existing-stack", "index.ts")), {
    config: {
      hostKubeconfig: fakeKubeconfig("platform"),
      memberKubeconfigs: JSON.stringify(memberKubeconfigs),
      zone: "kairen.com.",
    },
  });
  const policy = resources.find(({ name }) => name === "settings-everywhere");
  expect(policy).toMatchObject({ provider: "federation-api" });
  expect(policy!.dependsOn).toEqual(expect.arrayContaining(["federation-east", "federation-west", "settings"]));
});
