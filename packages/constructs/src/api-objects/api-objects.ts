import { ApiObject } from "cdk8s";
import { Construct } from "constructs";
import type { IConstruct } from "constructs";
import { itemsOf } from "../kinds/lists";
import type { Manifest } from "../kinds/manifest";

/**
 * The API objects of a construct: itself, its main object, or all objects in it, such as those of a Helm chart. A List is
 * replaced by what it holds.
 */
export function apiObjectsOf(construct: IConstruct): ApiObject[] {
  if (ApiObject.isApiObject(construct)) return unlisted(construct);
  const main = construct.node.defaultChild;
  return main ? apiObjectsOf(main) : apiObjectsIn(construct).flatMap(unlisted);
}

function unlisted(object: ApiObject): ApiObject[] {
  if (!object.kind.endsWith("List")) return [object];
  const { scope, id } = object.node;
  const items = itemsOf(manifestOf(object)) as Manifest[] | undefined;
  if (!items || !scope) return [object];
  scope.node.tryRemoveChild(id);
  const list = new Construct(scope, id);
  return items.flatMap((item, i) => unlisted(new ApiObject(list, String(i), item)));
}

/** All objects in the tree under a construct. */
export function apiObjectsIn(construct: IConstruct): ApiObject[] {
  return construct.node.findAll().filter((child): child is ApiObject => ApiObject.isApiObject(child));
}

/** Path of the construct that the user created for an object. */
export function pathOf({ node }: ApiObject): string {
  return node.id === "Resource" && node.scope ? node.scope.node.path : node.path;
}

let renderings: Map<ApiObject, Manifest> | undefined;

/** Calls a function that changes no object. In it, each object is rendered only once. */
export function renderingOnce<T>(look: () => T): T {
  if (renderings) return look();
  renderings = new Map();
  try {
    return look();
  } finally {
    renderings = undefined;
  }
}

/** An object as it is rendered. */
export function manifestOf(object: ApiObject): Manifest {
  const known = renderings?.get(object);
  if (known) return known;
  const manifest = object.toJson() as Manifest;
  renderings?.set(object, manifest);
  return manifest;
}
