import type { Toleration } from "../../api/karmada";
import type { Reason } from "../model/left-out";
import type { Member, MemberTaint } from "../model/member";

/** The first taint of a member that repels new workloads and is not tolerated. */
export function untolerated(member: Member, tolerations: readonly Toleration[] = []): Reason | undefined {
  const taint = member.taints?.find((one) => !tolerations.some((toleration) => tolerates(toleration, one)));
  if (!taint) return undefined;
  const value = taint.value ? `=${taint.value}` : "";
  return { by: "taint", reason: `its taint ${taint.key}${value}:${taint.effect} is not tolerated` };
}

function tolerates({ key, operator = "Equal", value = "", effect }: Toleration, taint: MemberTaint): boolean {
  if (effect && effect !== taint.effect) return false;
  if (key && key !== taint.key) return false;
  return operator === "Exists" || value === (taint.value ?? "");
}
