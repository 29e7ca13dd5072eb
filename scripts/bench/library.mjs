/** Measures this library, and what Pulumi itself takes. */
import { between, Engine } from "./engine.mjs";
import { REPLICAS, untilReady, witnessed } from "./witnessed.mjs";

const MEMBER = "f-b-cluster";
const UNDER_MAINTENANCE = `maintenance.${MEMBER}`;

/** examples/on-prem: from nothing, without changes, one member under maintenance, out and in again, and back. */
export async function measureLibrary(kubeconfig) {
  const engine = new Engine("examples/on-prem");
  try {
    await engine.init({ kubeconfig });
    const up = await engine.up();
    const second = await engine.up();
    const steps = await measureMaintenance(engine);
    const without = await engine.up();
    await engine.configure({ [`memberContexts.${MEMBER}`]: "b-cluster-context" });
    const joining = await engine.up();
    const destroy = await engine.destroy();
    const ready = between(joining, /./, created(`:Cluster federation-${MEMBER}`));
    return {
      init: acceptsPolicies(up),
      join: ready - without.seconds,
      ready,
      all: up.seconds,
      second: second.seconds,
      secondCpu: second.cpu,
      resources: Number(/(\d+) unchanged/.exec(second.lines.map(({ text }) => text).join("\n"))[1]),
      steps,
      destroy: destroy.seconds,
    };
  } finally {
    engine.dispose();
  }
}

/** The member stays in the federation until the last step. */
async function measureMaintenance(engine) {
  const up = () => witnessed(() => engine.up());
  await untilReady({ a: 2, b: 2 });
  await engine.configure({ [UNDER_MAINTENANCE]: "cordon" });
  const cordon = await up();
  await engine.configure({ [UNDER_MAINTENANCE]: "drain" });
  const drain = await up();
  await untilReady({ a: 4, b: undefined });
  await engine.reset(UNDER_MAINTENANCE);
  await engine.configure({ replicas: String(REPLICAS.leave) });
  const back = await up();
  await untilReady({ a: 4, b: 4 });
  await engine.configure({ "memberContexts.f-a-cluster": "a-cluster-context" });
  const leave = await up();
  await untilReady({ a: 8, b: undefined });
  return { cordon, drain, back, leave };
}

/** The same federation with several pods of everything: from nothing, and back. */
export async function measureHighlyAvailable(kubeconfig) {
  const engine = new Engine("examples/on-prem");
  try {
    await engine.init({ kubeconfig, highlyAvailable: "true" });
    const up = await engine.up();
    const destroy = await engine.destroy();
    return { init: acceptsPolicies(up), all: up.seconds, destroy: destroy.seconds };
  } finally {
    engine.dispose();
  }
}

/** What Pulumi itself takes for a number of resources, in an `up` without changes. */
export async function measureFloor(kubeconfig, resources) {
  const engine = new Engine("test/live/programs/floor");
  try {
    await engine.init({ kubeconfig, resources: String(resources) });
    await engine.up();
    const second = await engine.up();
    await engine.destroy();
    return { second: second.seconds, secondCpu: second.cpu };
  } finally {
    engine.dispose();
  }
}

const created = (what) => new RegExp(`${what} created`);

function acceptsPolicies(up) {
  return between(up, /./, created("providers:kubernetes federation-api"));
}
