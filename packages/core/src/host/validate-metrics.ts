import { checked, type Fields, quoted, required, STRING } from "@fedstack/constructs/faults";
import { isDnsLabel } from "@fedstack/constructs/kinds";
import { LABELS } from "../validation/shape";
import type { MetricsArgs } from "./metrics";

const NAMESPACE = checked<string>(STRING, (path, name) =>
  isDnsLabel(name)
    ? []
    : [
        {
          path,
          problem: `${quoted(name)} is not a valid name of a namespace`,
          remedy: "name the one that Prometheus runs in",
        },
      ],
);

/** What {@link MetricsArgs} are made of. */
export const METRICS: Fields<MetricsArgs> = {
  namespace: required(NAMESPACE, "name the namespace that Prometheus runs in"),
  podLabels: LABELS,
};
