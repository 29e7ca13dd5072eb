import type { Member } from "@fedstack/constructs/plan";

/** The members of the federation. */
export const members: readonly Member[] = [
  { name: "tw-a", region: "tw", zones: ["taipei"], cloudProvider: "on-prem" },
  { name: "tw-b", region: "tw", zones: ["hsinchu"], cloudProvider: "on-prem" },
  { name: "eu-a", region: "eu", zones: ["eu-central-1a"], cloudProvider: "aws" },
  { name: "eu-b", region: "eu", zones: ["europe-west3-b"], cloudProvider: "gcp" },
  { name: "us-a", region: "us", zones: ["us-east-1b"], cloudProvider: "aws" },
  {
    name: "jp-edge",
    region: "jp",
    zones: ["osaka"],
    cloudProvider: "on-prem",
    taints: [{ key: "example.com/edge", effect: "NoSchedule" }],
  },
];
