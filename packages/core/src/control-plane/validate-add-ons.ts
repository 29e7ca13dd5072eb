import { BOOLEAN, checked, type Fault, type Fields, isRecord, readAs, type Reader } from "@fedstack/constructs/faults";
import { componentFields, withFiles } from "../host/validate-component";
import type { Release } from "../karmada/release";
import { type AddOnsArgs, addOnNames } from "./add-on-args";

/** What the arguments of add-ons are made of. */
export function addOns(release: Release): Reader {
  const component = (name: keyof AddOnsArgs): Reader => {
    const fields = withFiles(componentFields(release, release.addOns[name].component));
    return (path, value, reading) => readAs(isRecord(value) ? fields : BOOLEAN, path, value, reading);
  };
  const fields: Fields<AddOnsArgs> = {
    estimators: component("estimators"),
    descheduler: component("descheduler"),
    metricsAdapter: component("metricsAdapter"),
  };
  return checked(fields, neededFaults, ["estimators", "descheduler"]);
}

function neededFaults(path: string, args: AddOnsArgs): Fault[] {
  const names = addOnNames(args);
  if (!names.includes("descheduler") || names.includes("estimators")) return [];
  const problem = "has no effect without estimators, which tell it what finds no room";
  return [{ path: `${path}.descheduler`, problem, remedy: `set ${path}.estimators to true` }];
}
