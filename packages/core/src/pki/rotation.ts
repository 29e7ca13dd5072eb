import type { CertificateArgs } from "./certificate-args";

type Rotation = Pick<CertificateArgs, "authority" | "rotation">;

const STEPS_PER_AUTHORITY = 3;

/** Numbers of the authorities that are trusted in a step of a rotation. The first one signs. */
export function trustedAuthorities({ authority = 1, rotation }: Rotation): readonly number[] {
  if (rotation === undefined) return [authority];
  return rotation === "trust" ? [authority - 1, authority] : [authority, authority - 1];
}

/** Name of what belongs to an authority. The first one has the plain name. */
export function nameWithAuthority(name: string, authority: number): string {
  return authority === 1 ? name : `${name}-${authority}`;
}

/** A step as text, such as `2 trust`. */
export function stepOf({ authority = 1, rotation }: Rotation): string {
  return rotation ? `${authority} ${rotation}` : String(authority);
}

/** Why a step cannot follow another one, if it cannot. */
export function stepRefusal(running: string | undefined, wanted: string | undefined): string | undefined {
  if (running === undefined || wanted === undefined) return undefined;
  const [from, to] = [positionOf(running), positionOf(wanted)];
  if (Math.abs(to - from) <= 1) return undefined;
  return (
    `certificates: cannot go from ${shown(from)} to ${shown(to)}, because what runs would not trust what the next step ` +
    `signs; use ${shown(to > from ? from + 1 : from - 1)} first`
  );
}

/** Where a step is on the way from the first authorities on. */
function positionOf(step: string): number {
  const [authority, rotation] = step.split(" ");
  const offset = { trust: -2, sign: -1 }[rotation ?? ""] ?? 0;
  return (Number(authority) - 1) * STEPS_PER_AUTHORITY + offset;
}

function shown(position: number): string {
  const authority = Math.ceil(position / STEPS_PER_AUTHORITY) + 1;
  const rotation = [undefined, "trust", "sign"][position % STEPS_PER_AUTHORITY];
  return `{ authority: ${authority}${rotation ? `, rotation: "${rotation}"` : ""} }`;
}
