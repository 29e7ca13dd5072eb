import { firstPause } from "../kube/first-pause";

/** Something that the program creates. */
interface Creation {
  /** Names of the clusters that it needs. */
  readonly clusters: readonly string[];
  readonly timeoutSeconds: number;
  isDone: boolean;
}

interface Creating {
  readonly creations: Creation[];
  /** Names of the clusters that do not respond. */
  readonly silent: Set<string>;
}

const PAUSE_MILLISECONDS = 200;

/** What each program creates. */
const programs = new WeakMap<object, Creating>();

/**
 * Records that a program creates something.
 *
 * @param program what lives as long as the program
 * @param clusters names of the clusters that it needs
 * @returns to be called once it is created
 */
export function recordCreation(program: object, clusters: readonly string[], timeoutSeconds: number): () => void {
  const creation = { clusters, timeoutSeconds, isDone: false };
  creatingBy(program).creations.push(creation);
  return () => (creation.isDone = true);
}

/**
 * Resolves when a program has created everything that needs no cluster that does not respond, or when that takes too
 * long. The engine stops at the first error: the one about a cluster that does not respond comes last.
 *
 * @param cluster name of a cluster that does not respond
 */
export async function healthyFirst(program: object, cluster: string): Promise<void> {
  const { creations, silent } = creatingBy(program);
  silent.add(cluster);
  await firstPause();
  const start = Date.now();
  const isPending = ({ isDone, clusters, timeoutSeconds }: Creation): boolean =>
    !isDone && !clusters.some((name) => silent.has(name)) && Date.now() < start + timeoutSeconds * 1000;
  while (creations.some(isPending)) await new Promise((resolve) => setTimeout(resolve, PAUSE_MILLISECONDS));
}

function creatingBy(program: object): Creating {
  const creating = programs.get(program) ?? { creations: [], silent: new Set<string>() };
  programs.set(program, creating);
  return creating;
}
