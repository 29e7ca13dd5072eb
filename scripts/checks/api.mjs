import { run } from "../process.mjs";
import { judge, sum } from "./outcome.mjs";

/** Each package's public API is the one that its api.md shows. */
export function api() {
  return sum(
    ["constructs", "core"].map((name) => judge(`packages/${name}/api.md`, run("node", ["scripts/api.mjs", name]))),
  );
}
