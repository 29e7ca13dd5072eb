import * as pulumi from "@pulumi/pulumi";

/** One resource that a program registered, as the engine was asked for it. */
export interface RecordedResource {
  /** Type token, e.g. `kubernetes:core/v1:Secret`. */
  readonly type: string;
  /** Logical name. */
  readonly name: string;
  /** Inputs. Secrets are wrapped: see {@link plain} and {@link isSecret}. */
  readonly inputs: Record<string, unknown>;
  /** Logical name of the provider, and so the cluster that it goes to. Absent for components. */
  readonly provider: string | undefined;
  /** Logical name of the component that it belongs to. */
  readonly parent: string | undefined;
  /** Logical names of all that comes before it: what it depends on, and what its inputs come from. */
  readonly dependsOn: readonly string[];
  /** Logical name of the resource with which it disappears, so that it need not be deleted itself. */
  readonly deletedWith: string | undefined;
  /** Whether it stays in the cluster when it leaves the program. */
  readonly retainOnDelete: boolean;
  /** How long each step may take, e.g. `{ create: "600s" }`. Empty where the engine's own limits apply. */
  readonly timeouts: { readonly [step in "create" | "update" | "delete"]?: string };
}

/** How to run a program with recorded resources. */
export interface RecordOptions {
  /**
   * Runs it as a preview does: what a cluster would add to a resource is unknown.
   *
   * @default false
   */
  readonly preview?: boolean;
  /**
   * Configuration of the program, by keys without the project's name.
   *
   * @default - none
   */
  readonly config?: { readonly [key: string]: string };
  /**
   * Outputs of single resources beyond their inputs.
   *
   * @default - none
   */
  readonly outputs?: (resource: Pick<RecordedResource, "type" | "name">) => Record<string, unknown> | undefined;
}

const PROJECT = "project";
const SECRET_SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET_VALUE = "1b47061264138c4ac30d75fd1eb44270";

/**
 * Runs a program without engine and clusters, and gives what it registered, by type and name.
 *
 * @throws whatever the program throws
 */
export async function record(program: () => unknown, options: RecordOptions = {}): Promise<RecordedResource[]> {
  const seen: RecordedResource[] = [];
  const preview = options.preview ?? false;
  await pulumi.runtime.setMocks(
    {
      newResource: ({ type, name, inputs }) => ({
        id: `${name}-id`,
        state: {
          ...inputs,
          ...(preview ? {} : simulatedOutputs(type, name, inputs)),
          ...options.outputs?.({ type, name }),
        },
      }),
      call: ({ inputs }) => inputs as Record<string, unknown>,
    },
    PROJECT,
    "stack",
    preview,
  );
  const config = Object.entries(options.config ?? {}).map(([key, value]) => [`${PROJECT}:${key}`, value]);
  pulumi.runtime.setAllConfig(Object.fromEntries(config));
  observeRegistrations((resource) => seen.push(resource));
  const failures: unknown[] = [];
  await pulumi.runtime.runInPulumiStack(async () => {
    try {
      await program();
    } catch (error) {
      failures.push(error);
    }
  });
  await pulumi.runtime.disconnect();
  if (failures.length > 0) throw failures[0];
  return seen.sort((a, b) => compare(a.type, b.type) || compare(a.name, b.name));
}

/** A kubeconfig with contexts that lead nowhere. The first is the current one. */
export function fakeKubeconfig(...contexts: readonly [string, ...string[]]): string {
  return JSON.stringify({
    apiVersion: "v1",
    kind: "Config",
    "current-context": contexts[0],
    clusters: contexts.map((name) => ({
      name,
      cluster: { server: `https://${name}.example.com:6443`, "certificate-authority-data": FAKE_AUTHORITY },
    })),
    users: contexts.map((name) => ({ name, user: { token: `token of ${name}` } })),
    contexts: contexts.map((name) => ({ name, context: { cluster: name, user: name } })),
  });
}

/** Certificate of an authority whose key nobody has: PEM, in base64. */
const FAKE_AUTHORITY = [
  "LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCk1JSUJkRENDQVJ1Z0F3SUJBZ0lVS0tlSlEwWEk4dWtCS0svck5LcVQrTUdMcEN3d0NnWUlLb1",
  "pJemowRUF3SXcKRHpFTk1Bc0dBMVVFQXd3RVptRnJaVEFnRncweU5qRXhNall3TURFMU5UWmFHQTh5TVRJMk1URXdNakF3TVRVMQpObG93RHpF",
  "Tk1Bc0dBMVVFQXd3RVptRnJaVEJaTUJNR0J5cUdTTTQ5QWdFR0NDcUdTTTQ5QXdFSEEwSUFCRHBnCkVZYmhwNHVlUFBwUkNycW9Tc3U4TXcyeF",
  "YzK25SbmNLSDNaTjV4VVdJY1pac1pOS1hJTHFIQUx6bjAvMlFyQXgKMXBqZjNKRDQzY1drRHllYXJyYWpVekJSTUIwR0ExVWREZ1FXQkJRRVlZ",
  "cnl1enZEWExmWVZWUjdJTkQxbVlWZApWVEFmQmdOVkhTTUVHREFXZ0JRRVlZcnl1enZEWExmWVZWUjdJTkQxbVlWZFZUQVBCZ05WSFJNQkFmOE",
  "VCVEFECkFRSC9NQW9HQ0NxR1NNNDlCQU1DQTBjQU1FUUNJRzR2MkptSk03TU9wWkczblZNYnhjd2tHR2dmQUY3S2FyblYKMXRqSFRvR1JBaUJK",
  "eDlTR1dnV3pQM2Vja0N6eXB2OFN0TmppNFBHa2I4UTZ6dWJWZzFpQVV3PT0KLS0tLS1FTkQgQ0VSVElGSUNBVEUtLS0tLQo=",
].join("");

/** The value without the wrappings of secrets, at any depth. */
export function plain<T = unknown>(value: unknown): T {
  if (Array.isArray(value)) return value.map((entry) => plain(entry)) as T;
  if (typeof value !== "object" || value === null) return value as T;
  if (isSecret(value)) return plain((value as Record<string, unknown>)["value"]);
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, plain(entry)])) as T;
}

/** Whether a recorded value is marked as secret as a whole. */
export function isSecret(value: unknown): boolean {
  return (value as Record<string, unknown> | null | undefined)?.[SECRET_SIGNATURE] === SECRET_VALUE;
}

/** The part of a registration that the SDK hands to the engine and that mocks do not show. */
interface Registration {
  getType(): string;
  getName(): string;
  getParent(): string;
  getProvider(): string;
  getDependenciesList(): string[];
  getDeletedwith(): string;
  getRetainondelete(): boolean | undefined;
  getCustomtimeouts(): { getCreate(): string; getUpdate(): string; getDelete(): string } | undefined;
  getObject(): { toJavaScript(): Record<string, unknown> };
}

function observeRegistrations(observe: (resource: RecordedResource) => void): void {
  const monitor = pulumi.runtime.getMonitor() as unknown as {
    registerResource(request: Registration, callback: unknown): unknown;
  };
  const register = monitor.registerResource.bind(monitor);
  monitor.registerResource = (request, callback) => {
    observe({
      type: request.getType(),
      name: request.getName(),
      inputs: request.getObject().toJavaScript(),
      provider: request.getProvider().split("::").at(-2),
      parent: logicalName(request.getParent()),
      dependsOn: request.getDependenciesList().map((urn) => logicalName(urn)!),
      deletedWith: logicalName(request.getDeletedwith()),
      retainOnDelete: request.getRetainondelete() ?? false,
      timeouts: timeoutsOf(request.getCustomtimeouts()),
    });
    return register(request, callback);
  };
}

function timeoutsOf(given: ReturnType<Registration["getCustomtimeouts"]>): RecordedResource["timeouts"] {
  const steps = { create: given?.getCreate(), update: given?.getUpdate(), delete: given?.getDelete() };
  return Object.fromEntries(Object.entries(steps).filter(([, duration]) => duration));
}

function logicalName(urn: string): string | undefined {
  return urn ? urn.split("::").at(-1) : undefined;
}

/** What a cluster or a provider of certificates would add, as far as programs go on with it. */
function simulatedOutputs(type: string, name: string, inputs: Record<string, unknown>): Record<string, unknown> {
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

/** What a cluster adds to a Service: where it is reached. */
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

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
