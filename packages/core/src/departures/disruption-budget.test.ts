import { shapeFaults, tell } from "@fedstack/constructs/faults";
import { allowedOf, DISRUPTION_BUDGET } from "./disruption-budget";

test("a percentage of replicas is rounded up, as in a PodDisruptionBudget, and a number is taken as it is", () => {
  expect([4, 5, 10, 0].map((replicas) => allowedOf("25%", replicas))).toEqual([1, 2, 3, 0]);
  expect([allowedOf("0%", 10), allowedOf("100%", 7), allowedOf(3, 10)]).toEqual([0, 7, 3]);
});

test.each([0, 3, "0%", "25%", "100%"])("a budget of %p is accepted", (maxUnavailable) => {
  expect(shapeFaults("budget", { maxUnavailable, except: ["web", "shop/web"] }, DISRUPTION_BUDGET)).toEqual([]);
});

test.each([-1, 1.5, "25", "101%", "-1%", "2.5%", ""])("a budget of %p is refused", (maxUnavailable) => {
  expect(shapeFaults("budget", { maxUnavailable }, DISRUPTION_BUDGET).map(tell)).toEqual([
    expect.stringMatching(/^budget.maxUnavailable: .* is neither a whole number of replicas nor a percentage; use one/),
  ]);
});

test.each(["", "Deployment shop/web", "shop/", "/web", "shop/web/pods"])("%p excepts no workload", (name) => {
  expect(shapeFaults("budget", { except: ["web", name] }, DISRUPTION_BUDGET).map(tell)).toEqual([
    `budget.except[1]: "${name}" is not the name of a workload; use one such as "web" or, outside the namespace default, "shop/web"`,
  ]);
});
