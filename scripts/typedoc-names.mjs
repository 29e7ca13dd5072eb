import { Converter, ReflectionKind } from "typedoc";

/** A plugin for TypeDoc, which names entry points by their folders: `core/src/testing` becomes `@fedstack/core/testing`. */
export function load({ converter }) {
  converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => {
    for (const module of project.getChildrenByKind(ReflectionKind.Module)) {
      module.name = `@fedstack/${module.name.replace("/src", "")}`;
    }
  });
}
