import { Construct } from "constructs";
import { warn } from "./findings";
import { showAtSynth } from "./show-at-synth";

let atExit: ((code: number) => void)[];
let written: string;
beforeEach(() => {
  [atExit, written] = [[], ""];
  jest
    .spyOn(process, "once")
    .mockImplementation(((_: string, then: (code: number) => void) => atExit.push(then)) as never);
  jest.spyOn(process.stderr, "write").mockImplementation(((text: string) => Boolean((written += text))) as never);
  process.env["CDK8S_OUTDIR"] = "dist";
});
afterEach(() => {
  delete process.env["CDK8S_OUTDIR"];
  jest.restoreAllMocks();
});
const app = (): Construct => {
  const root = new Construct(undefined as never, "");
  warn(new Construct(root, "web"), { path: "port", problem: "is odd" });
  return root;
};

test("warnings about an app are shown once, when cdk8s synth has run it without an error", () => {
  const one = app();
  showAtSynth(one);
  showAtSynth(one);
  expect([atExit.length, written]).toEqual([1, ""]);
  atExit[0]!(0);
  expect(written).toMatch(/^warning: web.*port: is odd\n$/);
});

test("nothing is shown after an error", () => {
  showAtSynth(app());
  atExit[0]!(1);
  expect(written).toBe("");
});

test("a program that runs by itself, or in a test, shows nothing", () => {
  delete process.env["CDK8S_OUTDIR"];
  showAtSynth(app());
  expect(atExit).toEqual([]);
});
