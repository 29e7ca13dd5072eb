import { run } from "../process.mjs";
import { judge, sum } from "./outcome.mjs";

/** Checks that links between files and headings lead somewhere, and builds the documentation site from them. */
export function site() {
  return sum([
    judge("links in Markdown", run("remark", [".", "--ext", "md", "--quiet", "--frail", "--no-stdout"])),
    judge("documentation site", run("typedoc", [])),
  ]);
}
