import * as pulumi from "@pulumi/pulumi";

/** A resource that a program registered, as Pulumi's engine would receive it. */
export interface RecordedResource {
  /** Type token, such as `kubernetes:core/v1:Secret`. */
  readonly type: string;
  /** Logical name. */
  readonly name: string;
  /** Inputs. Secrets are wrapped: see {@link plain} and {@link isSecret}. */
  readonly inputs: Record<string, unknown>;
  /** Logical name of the provider, and therefore the cluster that it goes to. Absent for components. */
  readonly provider: string | undefined;
  /** Logical name of the component that it belongs to. */
  readonly parent: string | undefined;
  /** What it was before, where that differs: its type, its logical name, or the logical name of its component. */
  readonly aliases: readonly EarlierIdentity[];
  /** Logical names of everything that comes before it: what it depends on, and what its inputs come from. */
  readonly dependsOn: readonly string[];
  /** Logical name of the resource that it is deleted with, so that it is not deleted individually. */
  readonly deletedWith: string | undefined;
  /** Whether it stays in the cluster when it is removed from the program. */
  readonly retainOnDelete: boolean;
  /** How long each operation may take, such as `{ create: "600s" }`. Empty if the engine's defaults apply. */
  readonly timeouts: { readonly [step in "create" | "update" | "delete"]?: string };
}

/** Part of a resource's identity that an alias gives. */
export interface EarlierIdentity {
  /** Type token. */
  readonly type?: string | undefined;
  /** Logical name. */
  readonly name?: string | undefined;
  /** Logical name of its component. */
  readonly parent?: string | undefined;
}

/** Part of a registration that the SDK sends to the engine but that mocks do not show. */
interface Registration {
  getType(): string;
  getName(): string;
  getParent(): string;
  getProvider(): string;
  getAliasesList(): { getSpec(): AliasSpec | undefined }[];
  getDependenciesList(): string[];
  getDeletedwith(): string;
  getRetainondelete(): boolean | undefined;
  getCustomtimeouts(): { getCreate(): string; getUpdate(): string; getDelete(): string } | undefined;
  getObject(): { toJavaScript(): Record<string, unknown> };
}

interface AliasSpec {
  getType(): string;
  getName(): string;
  getParenturn(): string;
}

/** Has the mocks tell what is registered. */
export function observeRegistrations(observe: (resource: RecordedResource) => void): void {
  const monitor = pulumi.runtime.getMonitor() as unknown as {
    registerResource(request: Registration, answer: unknown): unknown;
  };
  const register = monitor.registerResource.bind(monitor);
  monitor.registerResource = (request, answer) => {
    observe({
      type: request.getType(),
      name: request.getName(),
      inputs: request.getObject().toJavaScript(),
      provider: request.getProvider().split("::").at(-2),
      parent: logicalName(request.getParent()),
      aliases: request.getAliasesList().map((alias) => earlierIdentity(request, alias.getSpec())),
      dependsOn: request.getDependenciesList().map((urn) => logicalName(urn)!),
      deletedWith: logicalName(request.getDeletedwith()),
      retainOnDelete: request.getRetainondelete() ?? false,
      timeouts: timeoutsOf(request.getCustomtimeouts()),
    });
    return register(request, answer);
  };
}

/** The parts that an alias gives. The SDK adds the resource's own parent where an alias has none. */
function earlierIdentity(request: Registration, spec: AliasSpec | undefined): EarlierIdentity {
  const parent = spec?.getParenturn() ?? "";
  const given = {
    type: spec?.getType(),
    name: spec?.getName(),
    parent: parent === request.getParent() ? undefined : logicalName(parent),
  };
  return Object.fromEntries(Object.entries(given).filter(([, part]) => part));
}

function timeoutsOf(given: ReturnType<Registration["getCustomtimeouts"]>): RecordedResource["timeouts"] {
  const steps = { create: given?.getCreate(), update: given?.getUpdate(), delete: given?.getDelete() };
  return Object.fromEntries(Object.entries(steps).filter(([, duration]) => duration));
}

function logicalName(urn: string): string | undefined {
  return urn ? urn.split("::").at(-1) : undefined;
}
