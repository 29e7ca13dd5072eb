import { RELEASE } from "../karmada";
import type { FederationArgs } from "./federation-args";
import { checkFederation } from "./validate-federation";

export const faultsOf = (args: FederationArgs, zone = "kairen.com"): string[] =>
  checkFederation(RELEASE, zone, args).faults.map(({ path, problem }) => `${path}: ${problem}`);

export const pathsOf = (args: FederationArgs, zone?: string): string[] =>
  faultsOf(args, zone).map((fault) => fault.split(": ")[0]!);
