import { Chart } from "cdk8s";
import type { ApiObject } from "cdk8s";
import { apiObjectsIn, manifestOf, pathOf } from "../api-objects/api-objects";
import { fault, within } from "../faults";
import type { Fault } from "../faults";
import type { Manifest } from "../kinds/manifest";
import { manifestFaults } from "../kinds/object-faults";

/** An object of a chart, and what it renders to. */
export interface Readable {
  readonly object: ApiObject;
  readonly manifest: Manifest;
}

/**
 * The objects of a chart, without those of charts in it, and the faults of those whose fields have the wrong shape. A
 * fault that the object's own construct reports is left out.
 */
export function readIn(chart: Chart): { readonly readable: readonly Readable[]; readonly faults: readonly Fault[] } {
  const readable: Readable[] = [];
  const faults: Fault[] = [];
  for (const object of apiObjectsIn(chart)) {
    if (Chart.of(object) !== chart) continue;
    const manifest = writtenOf(object);
    const wrong = manifest ? within(pathOf(object), manifestFaults(manifest)) : [unwritable(object)];
    if (manifest && wrong.length === 0) readable.push({ object, manifest });
    else if (!isReported(object, chart)) faults.push(...wrong);
  }
  return { readable, faults };
}

/** What the objects in the other charts of an app render to: their policies may place objects of this one. */
export function readBeside(chart: Chart): readonly Manifest[] {
  return apiObjectsIn(chart.node.root)
    .filter((object) => Chart.of(object) !== chart)
    .flatMap((object) => writtenOf(object) ?? [])
    .filter((manifest) => manifestFaults(manifest).length === 0);
}

/** What an object renders to; undefined if cdk8s cannot write it. */
function writtenOf(object: ApiObject): Manifest | undefined {
  try {
    return manifestOf(object);
  } catch {
    return undefined;
  }
}

function unwritable(object: ApiObject): Fault {
  return fault(
    pathOf(object),
    "has a value that cdk8s cannot write",
    "use strings, numbers, booleans, lists and objects",
  );
}

function isReported(object: ApiObject, chart: Chart): boolean {
  const inside = object.node.scopes.slice(chart.node.scopes.length);
  return inside.some(({ node }) => node.validate().length > 0);
}
