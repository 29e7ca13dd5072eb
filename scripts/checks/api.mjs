import { run } from "../process.mjs";
import { judge, sum } from "./outcome.mjs";

/** Checks that each package's api.md matches its public API. */
export function api() {
  return sum(
    ["constructs", "core"].map((name) => judge(`packages/${name}/api.md`, run("node", ["scripts/api.mjs", name]))),
  );
}
