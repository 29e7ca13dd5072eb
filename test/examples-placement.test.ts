import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Plan, WorkloadPlan } from "@fedstack/constructs/plan";
import { members } from "../examples/placement/members";

const ROOT = join(__dirname, "..");

let folder: string;
let plan: Plan;
let table: string;
let picture: string;
let mermaid: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "fedstack-placement-"));
  process.env["CDK8S_OUTDIR"] = folder;
  const log = jest.spyOn(console, "log").mockImplementation(() => undefined);
  const example = jest.requireActual<{ plan: Plan; drawn: Promise<void> }>(join(ROOT, "examples/placement/main.ts"));
  table = log.mock.calls.join("\n");
  jest.restoreAllMocks();
  await example.drawn;
  plan = example.plan;
  picture = readFileSync(join(folder, "plan.svg"), "utf8");
  mermaid = readFileSync(join(folder, "plan.mmd"), "utf8");
});

afterAll(() => {
  delete process.env["CDK8S_OUTDIR"];
  rmSync(folder, { recursive: true });
});

const workload = (name: string): WorkloadPlan => plan.workloads.find((one) => one.name === name)!;

/** The part of the Mermaid text for a member. */
const mermaidOf = (member: string): string =>
  mermaid.split("\n").find((line) => line.includes(`["<b>${member}</b><br/>`))!;

test("the example shows every kind of plan: certain, with a tie, what-if and unknown", () => {
  expect(plan.findings).toEqual([]);
  expect(plan.workloads.map(({ name, basis }) => [name, basis])).toEqual([
    ["web", "placement"],
    ["cart", "placement"],
    ["encoder", "capacity"],
    ["search", "unknown"],
    ["probe", "placement"],
  ]);
  expect(workload("web")).toMatchObject({ total: 6 });
  expect(workload("cart").assignments.every(({ alternative }) => alternative !== undefined)).toBe(true);
  expect(workload("probe").members).toEqual(members.map(({ name }) => name).sort());
  expect(workload("encoder")).toMatchObject({ total: 8 });
});

test("the table has a row for each workload, with replicas and members", () => {
  for (const { name, replicas, members: where } of plan.workloads) {
    const row = table.split("\n").find((line) => line.startsWith(`${name} `))!;
    expect(row).toMatch(new RegExp(`^${name} +${replicas} → `));
    for (const member of where) expect(row).toContain(member);
  }
});

test("the Mermaid text has each region with its members and their replicas", () => {
  for (const { name, region } of members) {
    const after = mermaid.slice(mermaid.indexOf(`["region ${region}"]`));
    expect(after.slice(0, after.indexOf("\n  end"))).toContain(`["<b>${name}</b><br/>`);
  }
  for (const { name, assignments } of plan.workloads) {
    for (const { member, replicas, alternative } of assignments.filter((one) => one.replicas > 0)) {
      const told = alternative === undefined ? `${replicas}` : [replicas, alternative].sort().join(" or ");
      expect(mermaidOf(member)).toMatch(new RegExp(`<br/>${name} × ${told}(<|")`));
    }
  }
  for (const { name } of members) {
    expect(mermaidOf(name).includes("search × ?")).toBe(workload("search").members.includes(name));
  }
});

test("the picture has each region and member, with a square for each replica that is certain", () => {
  const drawn = picture.replaceAll("&#45;", "-");
  for (const { name: member, region } of members) {
    expect(drawn).toContain(`>region ${region}</text>`);
    const node = drawn.slice(drawn.indexOf(`<title>${member}</title>`));
    const card = node.slice(0, node.indexOf("</g>"));
    for (const { name, assignments } of plan.workloads) {
      const { replicas = 0, alternative = replicas } = assignments.find((one) => one.member === member) ?? {};
      const [, colour] = new RegExp(`fill="(#[0-9a-f]{6})">${name}</text>`).exec(card)!;
      expect(card.split(`<polygon fill="${colour}"`).length - 1).toBe(Math.min(replicas, alternative));
    }
  }
});

test("the guide shows the picture that the example draws", () => {
  expect(readFileSync(join(ROOT, "docs/guides/plan.svg"), "utf8")).toBe(picture);
});
