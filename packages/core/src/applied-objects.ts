import type * as pulumi from "@pulumi/pulumi";
import type { Fault } from "./errors";
import { identityOf, keyOf, type Manifest } from "./manifests";

/** What the calls of `deploy` apply to one federation: every object belongs to one call. */
export class AppliedObjects {
  private readonly recorded: Manifest[] = [];
  private readonly owners = new Map<string, string>();
  private readonly namespaces = new Map<string, pulumi.Resource>();

  public constructor(private readonly createNamespace: (name: string) => pulumi.Resource) {}

  /** The objects of all calls so far. */
  public get objects(): readonly Manifest[] {
    return this.recorded;
  }

  /** Tells of every object that another call applies. */
  public faults(path: string, objects: readonly Manifest[]): Fault[] {
    return objects.flatMap((object): Fault[] => {
      const owner = this.owners.get(keyOf(object));
      if (owner === undefined) return [];
      const problem = `${identityOf(object)} is applied by ${owner} already`;
      return [
        { path, problem, remedy: "Take it out of one of the two; a namespace belongs to the call that comes first" },
      ];
    });
  }

  /** Remembers that a call applies an object. */
  public record(path: string, object: Manifest, resource: pulumi.Resource): void {
    this.recorded.push(object);
    this.owners.set(keyOf(object), path);
    if (object.kind === "Namespace") this.namespaces.set(object.metadata.name, resource);
  }

  /** A namespace that some call applies, or one that is made; nothing for one that is always there. */
  public namespace(path: string, name: string): pulumi.Resource | undefined {
    if (name === "default" || name.startsWith("kube-")) return undefined;
    if (!this.namespaces.has(name)) {
      this.record(path, { apiVersion: "v1", kind: "Namespace", metadata: { name } }, this.createNamespace(name));
    }
    return this.namespaces.get(name);
  }
}
