import { run } from "../process.mjs";
import { judge, sum } from "./outcome.mjs";

/** Checks links between files and headings and the pictures, and builds the documentation site. */
export function site() {
  return sum([
    judge("links in Markdown", run("remark", [".", "--ext", "md", "--quiet", "--frail", "--no-stdout"])),
    judge("pictures", run("node", ["scripts/pictures.mjs", "--check"])),
    judge("documentation site", run("typedoc", [])),
  ]);
}
