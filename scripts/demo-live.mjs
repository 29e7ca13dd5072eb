/**
 * `npm run demo:live`: makes three clusters, federates them with examples/on-prem, shows clusters, replicas, DNS and a
 * picture, and takes everything away again.
 */
import { Resolver } from "node:dns/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { missingClusters } from "../test/live/missing.js";
import { kind } from "./demo-live/kind.mjs";
import { lab } from "./demo-live/lab.mjs";
import { Pulumi } from "./demo-live/pulumi.mjs";
import { key, show, step } from "./demo-live/steps.mjs";
import { membersOf, PICTURE, writePicture } from "./picture.mjs";
import { must, ROOT, run } from "./process.mjs";
import { setUp } from "./set-up.mjs";

const ADDRESSES = 2;
const DNS_SECONDS = 90;

/** Clusters that are up need not be made. */
const makers = missingClusters().length === 0 ? [lab, kind] : [kind, lab];
const maker = makers.find((one) => one.missing().length === 0);
if (maker === undefined) {
  console.error(`There is nothing to make three clusters with:`);
  for (const one of makers) console.error(`  ${one.title}: ${one.missing().join(", ")}`);
  process.exit(1);
}

let ending = false;
// A child gets the signal, too, and ends; what it leaves is removed as at the end.
process.on("SIGINT", () => {
  ending = true;
  console.log("\nRemoving what was created.");
});

setUp();
const clusters = await step(`Three clusters: ${maker.title}`, (say) => maker.create(say));
const stack = new Pulumi(join(ROOT, "examples", "on-prem"));
try {
  await demonstrate();
  await key("Press any key to remove everything.");
} catch (error) {
  if (!ending) console.error(`\n${error.message}`);
  process.exitCode = 1;
} finally {
  ending = true;
  await takeAway();
}

async function demonstrate() {
  await stack.init(clusters.config);
  await step("pulumi up, with examples/on-prem", (say) =>
    stack.up((count, name) => say(`${count} resources, ${name}`)),
  );
  const { federationKubeconfig, nginxName, nameServers, status } = await stack.outputs();
  const federation = stack.keep("federation.conf", federationKubeconfig);
  const kubectl = (...args) => must(run(clusters.kubectl, args));
  const federated = (...args) => kubectl("--kubeconfig", federation, ...args);
  const listed = (kinds) =>
    JSON.parse(federated("get", kinds, "--field-selector=metadata.name!=kubernetes", "--output", "json")).items;

  await step("The federation: pulumi stack output status", () => show(status));
  await step("The members: kubectl get clusters", () => show(federated("get", "clusters")));
  await step("nginx, 4 replicas, runs on both members", () => {
    for (const [member, context] of Object.entries(clusters.members)) {
      const inMember = ["--kubeconfig", clusters.config.kubeconfig, "--context", context];
      show(`${member}\n${kubectl(...inMember, "get", "deployments,pods", "--output", "wide")}`);
    }
  });
  await step(`DNS: ${nginxName} at ${nameServers[0]}`, async (say) => {
    clusters.giveAddresses();
    show((await resolved(nginxName, nameServers[0], say)).map((address) => `${nginxName}  ${address}`).join("\n"));
  });
  await step("The picture", async () => {
    await draw(listed("deployments,services,propagationpolicies"), listed("clusters"), nginxName);
    show(PICTURE);
  });
}

async function resolved(name, server, say) {
  const resolver = new Resolver();
  resolver.setServers([server]);
  const deadline = Date.now() + DNS_SECONDS * 1000;
  for (;;) {
    const addresses = await resolver.resolve4(name).catch(() => []);
    if (addresses.length === ADDRESSES) return addresses.sort();
    if (Date.now() > deadline) throw new Error(`${name} has ${addresses.length} addresses after ${DNS_SECONDS} s`);
    say("waiting for both members' addresses");
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
}

/** Draws what the federated API contains now. */
async function draw(objects, clusters, name) {
  const { planManifests, planTable } = createRequire(join(ROOT, "examples", "placement", "main.ts"))(
    "@fedstack/constructs/plan",
  );
  const members = membersOf(clusters);
  const plan = planManifests(objects, members);
  show(planTable(plan));
  await writePicture(plan, members, { [name]: members.map((member) => member.name) });
}

async function takeAway() {
  try {
    await step("pulumi destroy", (say) => stack.destroy((count, name) => say(`${count} resources, ${name}`)));
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
  await step(`Removing ${maker.title}`, () => clusters.remove());
  stack.remove();
}
