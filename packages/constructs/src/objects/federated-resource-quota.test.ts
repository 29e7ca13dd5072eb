import { App, Chart } from "cdk8s";
import { FederatedResourceQuota } from "./federated-resource-quota";
import type { FederatedResourceQuotaProps } from "./federated-resource-quota";
import { faultsOf } from "../synthesis.test-support";

const faultsWith = (props: FederatedResourceQuotaProps): string[] => {
  const chart = new Chart(new App(), "shop");
  new FederatedResourceQuota(chart, "quota", props);
  return faultsOf(chart);
};

test("members may get as much as the overall quota, in any units", () => {
  const overall = { cpu: "2", memory: "2Gi", pods: "1k", "example.com/gpu": "4" };
  const perMember = [["a", { cpu: "1500m", memory: "1024Mi", pods: "400" }], ["b", { cpu: "0.5", memory: "1Gi", pods: "6e2" }]] as const; // prettier-ignore
  expect(faultsWith({ overall, perMember })).toEqual([]);
});

test("everything that Karmada's webhook refuses is reported at once", () => {
  const overall = { cpu: "1", pods: "1500m", storage: "1Gi", "two words": "1" };
  const perMember = [["F_A", { cpu: "1001m" }], ["b", { memory: "-1Gi" }]] as const; // prettier-ignore
  expect(faultsWith({ overall, perMember, metadata: { name: "x".repeat(64) } })).toEqual(
    [
      `metadata.name: "${"x".repeat(64)}" is not a DNS label; use at most 63 lowercase letters, digits and inner "-"`,
      'overall.pods: "1500m" is not a whole number; use one',
      'overall: Kubernetes has no quota for "storage"; use one such as "cpu", "requests.memory" or "pods"',
      'overall: Kubernetes has no quota for "two words"; use one such as "cpu", "requests.memory" or "pods"',
      'perMember[0]: "F_A" is not a valid cluster name; use at most 48 lowercase letters, digits and "-", with a letter or digit at both ends',
      'perMember[1].memory: "-1Gi" is not a quantity; use one such as "500m" or "2Gi"',
      'overall.cpu: "1" is less than what the members get; use at least their sum',
      'perMember: "memory" is missing from overall; add it there, too',
    ].map((fault) => `[shop/quota] ${fault}`),
  );
});
