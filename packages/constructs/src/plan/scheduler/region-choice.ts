/** A region that may be chosen. */
export interface RegionGroup {
  readonly name: string;
  /** Members in it. */
  readonly size: number;
  readonly score: number;
}

interface Choice {
  readonly groups: readonly RegionGroup[];
  readonly size: number;
  readonly score: number;
  readonly found: number;
}

/**
 * Regions that together have enough members, as Karmada chooses them: by best score, then by most members. If the best
 * choice starts with a smaller one that is enough, that one.
 *
 * @see https://github.com/karmada-io/karmada/blob/v1.18.2/pkg/scheduler/core/spreadconstraint/select_groups.go
 */
export function chooseRegions(
  regions: readonly RegionGroup[],
  least: number,
  most: number,
  members: number,
): readonly RegionGroup[] {
  const choices = feasible(regions, least, most, members).sort(
    (a, b) => b.score - a.score || b.size - a.size || a.found - b.found,
  );
  return choices.reduce<readonly RegionGroup[]>(
    (best, { groups }) => (groups.length < best.length && begins(best, groups) ? groups : best),
    choices[0]?.groups ?? [],
  );
}

function feasible(regions: readonly RegionGroup[], least: number, most: number, members: number): Choice[] {
  const sorted = [...regions].sort((a, b) => a.size - b.size || b.score - a.score || byName(a, b));
  const choices: Choice[] = [];
  const walk = (chosen: readonly RegionGroup[], size: number, from: number): void => {
    if (size >= members && chosen.length >= least && chosen.length <= most) {
      const score = chosen.reduce((sum, region) => sum + region.score, 0);
      const groups = [...chosen].sort((a, b) => b.score - a.score || byName(a, b));
      choices.push({ groups, size, score, found: choices.length });
    } else if (chosen.length < most) {
      sorted.slice(from).forEach((region, i) => walk([...chosen, region], size + region.size, from + i + 1));
    }
  };
  walk([], 0, 0);
  return choices;
}

function begins(long: readonly RegionGroup[], short: readonly RegionGroup[]): boolean {
  return short.every(({ name }, i) => long[i]!.name === name);
}

function byName(a: RegionGroup, b: RegionGroup): number {
  return a.name < b.name ? -1 : 1;
}
