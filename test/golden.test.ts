import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { App, Yaml } from "cdk8s";
import { scenarios } from "./scenarios";

const folder = join(__dirname, "golden");
const rendered = (name: string) => Yaml.stringify(...scenarios[name]!(new App()).toJson());

test.each(Object.keys(scenarios))("%s renders as reviewed", (name) => {
  const file = join(folder, `${name}.yaml`);
  if (process.env.UPDATE_GOLDEN) writeFileSync(file, rendered(name));
  expect(rendered(name)).toBe(readFileSync(file, "utf8"));
});

test("every reviewed file belongs to a scenario", () => {
  const files = readdirSync(folder).filter((file) => file.endsWith(".yaml"));
  expect(files.sort()).toEqual(
    Object.keys(scenarios)
      .map((name) => `${name}.yaml`)
      .sort(),
  );
});

test.each(Object.keys(scenarios))("two syntheses of %s are equal byte for byte", (name) => {
  expect(rendered(name)).toBe(rendered(name));
});
