import { tell } from "@fedstack/constructs/faults";
import { pullFaults } from "./pull-faults";

test("a cluster whose options say nothing of the way from the host joins in pull mode", () => {
  expect(pullFaults("join", "a", {}, true)).toEqual([]);
});

test("each option that has no use is named", () => {
  const options = {
    apiEndpoint: "https://a.example.com",
    insecureSkipTLSVerification: false,
    proxyURL: "http://proxy",
  };
  expect(pullFaults("join", "a", options, true).map(tell)).toEqual(
    ["apiEndpoint", "insecureSkipTLSVerification", "proxyURL"].map(
      (option) =>
        `join.mode: "pull" has no use for ${option}, because pods of the host do not connect to the member; ` +
        `remove ${option} from Cluster "a", or set mode to "push"`,
    ),
  );
});

test("without an authority, nobody joins in pull mode", () => {
  expect(pullFaults("join", "a", {}, false).map(tell)).toEqual([
    'join.mode: "pull" needs a certificate that the federation issues, and an existing Karmada has its own authority; ' +
      'run "karmadactl register", and remove the join',
  ]);
});
