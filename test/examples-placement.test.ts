import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Plan, WorkloadPlan } from "@fedstack/constructs/plan";
import { planManifests } from "@fedstack/constructs/plan";
import { members } from "../examples/placement/members";
import { svg } from "../examples/placement/svg";

const ROOT = join(__dirname, "..");

let folder: string;
let plan: Plan;
let table: string;
let picture: string;
let mermaid: string;
let change: string;

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
  change = readFileSync(join(folder, "change.svg"), "utf8");
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

/** The part of a picture for a node, as text and tags. */
function nodeOf(drawn: string, title: string): string {
  const text = drawn.replaceAll("&#45;", "-").replaceAll("&gt;", ">");
  const node = text.slice(text.indexOf(`<title>${title}</title>`));
  return node.slice(0, node.indexOf("</g>"));
}

/** What a node says, in order. */
const textsOf = (node: string): readonly string[] =>
  [...node.matchAll(/<text [^>]*>([^<]*)<\/text>/g)].map(([, text]) => text!.trim());

/** Squares of a color in a node: the filled ones, and all. */
function squaresOf(node: string, color: string): { readonly filled: number; readonly all: number } {
  const count = (tag: string): number => node.split(tag).length - 1;
  return { filled: count(`<polygon fill="${color}"`), all: count(`<polygon fill="none" stroke="${color}"`) };
}

test("the picture has each region and member, with a square for each replica, hollow if it is not certain", () => {
  for (const { name: member, region } of members) {
    expect(picture).toContain(`>region ${region}</text>`);
    const card = nodeOf(picture, member);
    for (const { name, members: where, assignments } of plan.workloads) {
      expect([member, name, textsOf(card).includes(name)]).toEqual([member, name, where.includes(member)]);
      if (!where.includes(member)) continue;
      const { replicas = 0, alternative = replicas } = assignments.find((one) => one.member === member) ?? {};
      const [, color] = new RegExp(`fill="(#[0-9a-f]{6})">${name}</text>`).exec(card)!;
      const [filled, all] = [Math.min(replicas, alternative), Math.max(replicas, alternative)];
      expect([member, name, squaresOf(card, color!)]).toEqual([member, name, { filled, all }]);
    }
  }
});

test("the picture has each policy, what it places where, and the taints of members", () => {
  expect(textsOf(nodeOf(picture, "policy cart-deployment"))).toEqual(["cart-deployment", "cart × 3", "→ eu"]);
  expect(textsOf(nodeOf(picture, "jp-edge"))).toContain("taint example.com/edge:NoSchedule");
});

test("the picture of a change has before and after side by side, and marks who joins and who leaves", () => {
  expect(textsOf(nodeOf(change, "tw-b"))).toEqual(
    ["tw-b", "hsinchu, on-prem", "web", "2", "→", "1", "encoder", "3", "→", "3", "probe", "1", "→", "1"], // prettier-ignore
  );
  expect(textsOf(nodeOf(change, "us-a"))).toEqual(
    ["us-a", "us-east-1b, aws", "search", "?", "→", "–", "probe", "1", "→", "–"], // prettier-ignore
  );
  const bordered = (member: string): string | undefined =>
    /stroke="(#[0-9a-f]{6})" stroke-width="3"/.exec(nodeOf(change, member))?.[1];
  expect(members.map(({ name }) => [name, bordered(name)]).filter(([, color]) => color)).toEqual([["us-a", "#d55e00"]]);
  expect(bordered("tw-c")).toBe("#009e73");
});

test("a picture of 20 members and 40 workloads has each workload where it runs, and the names in the zone", async () => {
  const many = Array.from({ length: 20 }, (_, i) => ({ name: `member-${i}`, region: `region-${i % 5}` }));
  const objects = Array.from({ length: 40 }, (_, i) => {
    const metadata = { name: `workload-${i}`, namespace: "default" };
    const clusterNames = many.filter((_one, m) => (m + i) % 4 !== 0).map(({ name }) => name);
    const workload = { apiVersion: "apps/v1", kind: "Deployment" };
    return [
      { ...workload, metadata, spec: { replicas: 3 + (i % 7) } },
      {
        apiVersion: "policy.karmada.io/v1alpha1",
        kind: "PropagationPolicy",
        metadata,
        spec: {
          resourceSelectors: [{ ...workload, name: metadata.name }],
          placement: { clusterAffinity: { clusterNames } },
        },
      },
    ];
  }).flat();
  const large = planManifests(objects, many);
  const drawn = await svg(large, many, { names: { "web.example.com": ["member-3"] } });
  for (const { name: member } of many) {
    const here = large.workloads.filter(({ members: where }) => where.includes(member)).map(({ name }) => name);
    const texts = textsOf(nodeOf(drawn, member));
    expect([member, texts.filter((text) => text.startsWith("workload-"))]).toEqual([member, here]);
  }
  expect(textsOf(nodeOf(drawn, "name web.example.com"))).toEqual(["web.example.com", "→ member-3"]);
});

for (const [file, drawn] of [
  ["plan.svg", () => picture],
  ["change.svg", () => change],
] as const) {
  test(`the guide shows the ${file} that the example draws`, () => {
    expect(readFileSync(join(ROOT, "docs/guides", file), "utf8")).toBe(drawn());
  });
}
