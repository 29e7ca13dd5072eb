import { planTable } from "@fedstack/constructs/plan";
import * as pulumi from "@pulumi/pulumi";
import type { FirstLook } from "../departures/first-look";
import { losesPolicy, placedByOthers } from "../departures/replaced-policies";
import { askApi } from "../federated-api/api-gate";
import type { ApiAccess } from "../host/api-access";
import { valueOf } from "../kube/value-of";
import { type Outlook, outlookOf, type Running } from "./outlook";

/** A call of `deploy`, and what it takes to know what runs. */
interface Asked {
  readonly access: ApiAccess;
  readonly look: FirstLook;
  readonly checked: Parameters<typeof outlookOf>[0];
  readonly members: Parameters<typeof outlookOf>[1];
  readonly rebalances: boolean;
  /** What the program does, once it has run. */
  readonly program: () => Pick<Running, "placements" | "staying"> & Parameters<typeof losesPolicy>[1];
}

/** Where a call's objects will be, given what runs if the federated API says so: it does not before the first `up`. */
export async function foreseen({ access, look, checked, members, rebalances, program }: Asked): Promise<Outlook> {
  let outlook: Outlook = { plan: checked.plan, changes: [], warnings: [] };
  if (!pulumi.runtime.getEngine()) return outlook;
  // An Output of all bindings would be looked through piece by piece.
  const asked = askApi(access, async (ask) => {
    const present = await Promise.all([look.bindings(ask), look.policies(ask)]).catch(() => undefined);
    if (!present) return;
    const [bindings, policies] = present;
    const { placements, staying, ...others } = program();
    outlook = outlookOf(checked, members, {
      bindings,
      placements,
      staying,
      rebalances,
      losesPolicy: losesPolicy(policies, others),
      isOthers: placedByOthers(policies, others.manager),
    });
  });
  await valueOf(asked);
  return outlook;
}

/** Tells where a call's objects will be, and what changes. */
export function tellPlan({ plan, changes, warnings }: Outlook, call: pulumi.Resource): void {
  const table = planTable({ ...plan, findings: [] });
  if (table) void pulumi.log.info(`where it runs:\n${table}`, call);
  if (changes.length > 0) void pulumi.log.info(changes.join("\n"), call);
  for (const warning of warnings) void pulumi.log.warn(warning, call);
}
