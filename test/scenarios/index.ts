import { controlPlane } from "./control-plane";
import { migration } from "./migration";
import { others } from "./others";
import { placing } from "./placing";
import type { Scenarios } from "./scenario";
import { workloads } from "./workloads";

/** Each becomes a file in `golden`. */
export const scenarios: Scenarios = { ...workloads, ...placing, ...others, ...controlPlane, ...migration };
