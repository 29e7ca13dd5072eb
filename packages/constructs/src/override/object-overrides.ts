import { fault, quoted } from "../faults";
import type { Fault } from "../faults";
import type { ApiObject } from "cdk8s";
import type { Construct } from "constructs";
import type { OverrideSpec } from "../api/karmada";
import { manifestOf } from "../api-objects/api-objects";
import type { Override } from "./override";
import { policyName, policyObject, selectorOf } from "../api-objects/policy-object";
import type { Manifest } from "../kinds/manifest";

/** An override, and its path in the program. */
export interface GivenOverride {
  readonly path: string;
  readonly override: Override;
}

/** The overrides of one object, and their policy. */
export class ObjectOverrides {
  /** The OverridePolicy or ClusterOverridePolicy. */
  public readonly policy: ApiObject;

  public constructor(
    scope: Construct,
    private readonly object: ApiObject,
    private readonly given: readonly GivenOverride[],
    { namespace, clusterWide }: { readonly namespace: string | undefined; readonly clusterWide: boolean },
  ) {
    const name = policyName(object);
    this.policy = policyObject(scope, `Override-${object.kind}-${namespace}-${object.name}`, {
      kind: "OverridePolicy",
      name: clusterWide && namespace !== undefined ? `${namespace}-${name}` : name,
      namespace: clusterWide ? undefined : namespace,
      spec: (): OverrideSpec => ({
        resourceSelectors: [selectorOf(object, namespace)],
        overrideRules: [
          ...given.flatMap(({ override }) => override.pin(manifestOf(object)) ?? []),
          ...given.map(({ override }) => override.rule(manifestOf(object))),
        ],
      }),
    });
  }

  /** Names of members in the overrides, with their paths. */
  public get mentionedMembers(): readonly (readonly [path: string, name: string])[] {
    return this.given.flatMap(({ path, override }) => override.mentionedMembers.map((name) => [path, name] as const));
  }

  public get faults(): readonly Fault[] {
    const manifest = manifestOf(this.object);
    return this.given.flatMap(({ path, override }, i) => [
      ...override.faults(path, manifest),
      ...this.given.slice(0, i).flatMap((earlier) => clashes(path, override, earlier, manifest)),
    ]);
  }
}

function clashes(path: string, override: Override, earlier: GivenOverride, manifest: Manifest): Fault[] {
  return override
    .clashes(earlier.override, manifest)
    .map((list) =>
      fault(path, `${quoted(list)} is also written by ${earlier.path}`, "combine both, or select different members"),
    );
}
