import { assumedBy, callFaults } from "./call-faults";
import { tell } from "@fedstack/constructs/faults";

const told = (name: unknown, earlier: string[] = []): string[] => callFaults(name, {}, earlier).map(tell);

test("a call with a name of its own has no faults", () => {
  expect(told("web", ['deploy("shop")'])).toEqual([]);
});

test("a name that an earlier call has is refused", () => {
  expect(told("web", ['deploy("web")'])).toEqual([
    'deploy("web"): an earlier call has the same name; use another name for each call',
  ]);
});

test.each([[undefined], [""], [5]])("%p is refused as a name", (name) => {
  expect(told(name)).toEqual([expect.stringContaining("the call has no name; use a string")]);
});

test("options that nobody reads are refused", () => {
  expect(callFaults("web", { share: true }, []).map(tell)).toEqual([
    'deploy("web").share: is not a known field; did you mean "shared"?',
  ]);
});

test("what a call assumes is text, and nothing else is looked at", () => {
  expect(callFaults("web", { assume: ["Secret shop/db", 5] }, []).map(tell)).toEqual([
    expect.stringMatching(/^deploy\("web"\)\.assume\[1\]: /),
  ]);
  expect(assumedBy({ assume: ["Secret shop/db", 5] })).toEqual(["Secret shop/db"]);
  expect([undefined, null, 5, {}, { assume: "db" }].map(assumedBy)).toEqual([[], [], [], [], []]);
});
