/** `npm run test:peers`: all unit tests with the oldest and the newest peers, on Node 20, 22 and 24. */
import { summary } from "./checks/outcome.mjs";
import { setUp } from "./set-up.mjs";

setUp();
const { allPeers } = await import("./checks/peers.mjs");
const outcome = allPeers();
console.log(`\n${summary(outcome)}`);
process.exitCode = outcome.failed === 0 ? 0 : 1;
