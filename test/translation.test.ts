import { readFileSync } from "node:fs";
import { join } from "node:path";

const read = (name: string): string => readFileSync(join(__dirname, "..", name), "utf8");
const [english, chinese] = [read("README.md"), read("README.zh-TW.md")];
const matches = (text: string, pattern: RegExp): string[] => [...text.matchAll(pattern)].map(([, match]) => match!);
const prose = (text: string): string => text.replaceAll(/^```.*?^```$/gms, "");

test("the README in Traditional Chinese has the same programs and commands", () => {
  const blocks = (text: string): string[] => matches(text, /^(```.*?^```)$/gms);
  expect(blocks(english).length).toBeGreaterThan(3);
  expect(blocks(chinese)).toEqual(blocks(english));
});

test("the README in Traditional Chinese has the same sections, lists and tables", () => {
  const outline = (text: string): string[] => matches(prose(text), /^(#+|- |\| )/gm);
  expect(outline(chinese)).toEqual(outline(english));
});

test("the README in Traditional Chinese leads to the same pages, and both lead to each other", () => {
  const links = (text: string): string[] => matches(prose(text), /\]\(([^)]+)\)/g).sort();
  const others = (text: string): string[] => links(text).filter((link) => !link.startsWith("README."));
  expect(others(chinese)).toEqual(others(english));
  expect(links(english)).toContain("README.zh-TW.md");
  expect(links(chinese)).toContain("README.md");
});

test("the README in Traditional Chinese names the same code", () => {
  const names = (text: string): string[] => [...new Set(matches(prose(text), /`([^`\n]+)`/g))].sort();
  expect(names(chinese)).toEqual(names(english));
});
