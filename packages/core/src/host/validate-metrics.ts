import { checked, type Fields, quoted, type Reader, required, STRING } from "@fedstack/constructs/faults";
import { isDnsLabel, isObjectName } from "@fedstack/constructs/kinds";
import { input, LABELS } from "../validation/shape";
import type { MetricsArgs } from "./metrics";

const named = (isName: (text: string) => boolean, what: string, remedy: string): Reader =>
  checked<string>(STRING, (path, name) =>
    isName(name) ? [] : [{ path, problem: `${quoted(name)} is not a valid name of a ${what}`, remedy }],
  );

const POD_MONITORS: Fields<NonNullable<MetricsArgs["podMonitors"]>> = { labels: LABELS };

/** What {@link MetricsArgs} are made of. */
export const METRICS: Fields<MetricsArgs> = {
  namespace: required(
    input(named(isDnsLabel, "namespace", "name the one that Prometheus runs in")),
    "name the namespace that Prometheus runs in",
  ),
  podLabels: LABELS,
  serviceAccount: named(isObjectName, "service account", "name the one that Prometheus runs as"),
  podMonitors: POD_MONITORS,
};
