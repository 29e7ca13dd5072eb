import { billionths } from "./quantity";

const unit = 1_000_000_000n;

test.each([
  ["1", unit],
  ["0.5", unit / 2n],
  [".5", unit / 2n],
  ["1.", unit],
  ["500m", unit / 2n],
  ["1k", 1000n * unit],
  ["1Ki", 1024n * unit],
  ["1.5Gi", 1536n * 1024n * 1024n * unit],
  ["2e3", 2000n * unit],
  ["5E-1", unit / 2n],
  ["1E", 10n ** 18n * unit],
  ["1n", 1n],
  ["0.0000000001", 1n],
])("%s is the amount that Kubernetes reads", (amount, expected) => expect(billionths(amount)).toBe(expected));

test.each(["", "-1", "1 Gi", "1gi", "one", "1KiB"])("%s is not an amount", (amount) =>
  expect(billionths(amount)).toBeUndefined(),
);
