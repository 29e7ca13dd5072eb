import {
  definitionsIn,
  describes,
  groupKindOf,
  isKubernetesNamespace,
  isOfKind,
  keyOf,
  type ObjectRef,
  told,
} from "@fedstack/constructs/kinds";
import * as pulumi from "@pulumi/pulumi";
import type { Fault } from "../validation/errors";
import { type Manifest, refOf } from "./manifests";

/** An object, and the resource that applies it. */
interface Applied {
  readonly object: Manifest;
  readonly resource: pulumi.CustomResource;
}

/** Objects that `deploy` calls apply to one federation. Every object belongs to one call. */
export class AppliedObjects {
  private readonly applied: Applied[] = [];
  private readonly owners = new Map<string, string>();

  public constructor(
    private readonly createNamespace: (
      namespace: Manifest,
      parent: pulumi.Resource,
      allowed: pulumi.Output<void> | undefined,
    ) => pulumi.CustomResource,
  ) {}

  /** The objects of all calls so far. */
  public get objects(): readonly Manifest[] {
    return this.applied.map(({ object }) => object);
  }

  /** Resolves once everything that the calls so far apply is there, or only some of it. */
  public done(only?: readonly ObjectRef[]): pulumi.Output<unknown> {
    const awaited = this.applied.filter(({ object }) => !only || only.some((one) => describes(object, one)));
    return pulumi.output(awaited.map(({ resource }) => resource.urn));
  }

  /** The definition of a custom resource, if a call has applied it so far. */
  public definitionOf(object: Manifest): Applied | undefined {
    const definition = definitionsIn(this.objects).get(groupKindOf(object));
    return definition && this.applied.find((one) => one.object === definition);
  }

  /** Faults of objects that another call applies. */
  public faults(path: string, objects: readonly Manifest[]): Fault[] {
    return objects.flatMap((object): Fault[] => {
      const owner = this.owners.get(keyOf(refOf(object)));
      if (owner === undefined) return [];
      const problem = `${owner} already applies ${told(refOf(object))}`;
      return [{ path, problem, remedy: "remove it from one of them; a namespace belongs to the first call with it" }];
    });
  }

  /** Records that a call applies an object. */
  public record(path: string, object: Manifest, resource: pulumi.CustomResource): void {
    this.applied.push({ object, resource });
    this.owners.set(keyOf(refOf(object)), path);
  }

  /** Namespace that a call has applied or needed so far. */
  public knownNamespace(name: string): pulumi.CustomResource | undefined {
    return this.applied.find(({ object }) => isOfKind(object, "Namespace") && object.metadata.name === name)?.resource;
  }

  /**
   * Namespace that a call applies or that is created here; undefined for one that always exists.
   *
   * @param parent parent of a namespace that is created: the same as if a call applied it, as it may do so one day
   * @param allowed what resolves if the call may apply an object
   */
  public namespace(
    path: string,
    name: string,
    parent: pulumi.Resource,
    allowed: (namespace: Manifest) => pulumi.Output<void> | undefined,
  ): pulumi.CustomResource | undefined {
    if (name === "default" || isKubernetesNamespace(name)) return undefined;
    const known = this.knownNamespace(name);
    if (known) return known;
    const namespace = { apiVersion: "v1", kind: "Namespace", metadata: { name } };
    const resource = this.createNamespace(namespace, parent, allowed(namespace));
    this.record(path, namespace, resource);
    return resource;
  }
}
