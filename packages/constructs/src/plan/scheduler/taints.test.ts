import type { MemberTaint } from "../model/member";
import { untolerated } from "./taints";

const keepsOff = (taint: MemberTaint, toleration: object): boolean =>
  untolerated({ name: "a", taints: [taint] }, [toleration]) !== undefined;
const gpu: MemberTaint = { key: "gpu", value: "a100", effect: "NoSchedule" };

test.each([
  [true, {}],
  [false, { operator: "Exists" }],
  [false, { key: "gpu", operator: "Exists" }],
  [true, { key: "tpu", operator: "Exists" }],
  [false, { key: "gpu", value: "a100" }],
  [true, { key: "gpu", value: "h100" }],
  [true, { key: "gpu", value: "a100", effect: "NoExecute" }],
])("that gpu=a100:NoSchedule keeps off is %p with the toleration %j", (expected, toleration) => {
  expect(keepsOff(gpu, toleration)).toBe(expected);
});
