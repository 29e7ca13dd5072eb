import { callFaults } from "./call-faults";
import { tell } from "@fedstack/constructs/faults";

const CHART = { toJson: () => [] };
const told = (name: unknown, manifests: unknown, earlier: string[] = []): string[] =>
  callFaults(name, manifests, {}, earlier).map(tell);

test("a call with a name of its own and a chart has no faults", () => {
  expect(told("web", CHART, ['deploy("shop")'])).toEqual([]);
});

test("a name that an earlier call has is refused", () => {
  expect(told("web", CHART, ['deploy("web")'])).toEqual([
    'deploy("web"): an earlier call has the same name; use another name for each call',
  ]);
});

test.each([[undefined], [""], [5]])("%p is refused as a name", (name) => {
  expect(told(name, CHART)).toEqual([expect.stringContaining("the call has no name; use a string")]);
});

test.each([[undefined], [null], ["web.yaml"], [[]]])("%p is refused in place of a chart", (manifests) => {
  expect(told("web", manifests)).toEqual([
    'deploy("web"): there are no objects to apply; use a cdk8s chart, or an object with toJson()',
  ]);
});

test("options that nobody reads are refused", () => {
  expect(callFaults("web", CHART, { share: true }, []).map(tell)).toEqual([
    'deploy("web").share: is not a known field; did you mean "shared"?',
  ]);
});
