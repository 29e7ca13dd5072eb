import type { Member } from "@fedstack/constructs";

/** The members of the federation. */
export const members: readonly Member[] = [
  { name: "tw-a", region: "tw", zones: ["taipei"], provider: "on-prem" },
  { name: "tw-b", region: "tw", zones: ["hsinchu"], provider: "on-prem" },
  { name: "eu-a", region: "eu", zones: ["eu-central-1a"], provider: "aws" },
  { name: "eu-b", region: "eu", zones: ["europe-west3-b"], provider: "gcp" },
  { name: "us-a", region: "us", zones: ["us-east-1b"], provider: "aws" },
  {
    name: "jp-edge",
    region: "jp",
    zones: ["osaka"],
    provider: "on-prem",
    taints: [{ key: "example.com/edge", effect: "NoSchedule" }],
  },
];
