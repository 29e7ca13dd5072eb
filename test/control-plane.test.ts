import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { record } from "@fedstack/core/testing";
import { parts, programs } from "./golden/control-plane/programs";
import { resourceYaml } from "./golden/control-plane/resource-yaml";

const folder = join(__dirname, "golden/control-plane");
const names = Object.keys(programs);

test.each(names)(
  "a %s federation creates what was reviewed, object by object and flag by flag",
  async (name) => {
    const file = join(folder, `${name}.yaml`);
    const resources = await record(programs[name]!);
    const yaml = resourceYaml(resources.filter(({ parent }) => parts[name] === undefined || parent === parts[name]));
    if (process.env.UPDATE_GOLDEN) writeFileSync(file, yaml);
    expect(yaml).toBe(readFileSync(file, "utf8"));
  },
  60_000,
);

test("every reviewed federation belongs to a program", () => {
  const files = readdirSync(folder).filter((file) => file.endsWith(".yaml"));
  expect(files.sort()).toEqual(names.map((name) => `${name}.yaml`).sort());
});
