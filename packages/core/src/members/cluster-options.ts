import { quoted } from "@fedstack/constructs/faults";
import { validateMemberName } from "@fedstack/constructs/names";
import { holdsCertificate } from "../kubeconfig/certificates";
import { httpsFaults, proxyFaults } from "../kubeconfig/cluster";
import type { Fault } from "../validation/errors";
import { type Shape, shapeFaults } from "../validation/shape";
import { UID_OF } from "./identity-faults";
import type { ClusterFromKubeconfigOptions } from "./cluster";

const UID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const LABEL_VALUE = /^([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$/;
const LABEL_KEY = /^([a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?\/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;

const OPTIONS: Shape = {
  fields: {
    context: "text",
    region: "text",
    zones: { list: "text" },
    cloudProvider: "text",
    labels: { map: "text" },
    apiEndpoint: "text",
    certificateAuthority: "text",
    insecureSkipTLSVerification: "flag",
    proxyURL: "text",
    id: "text",
  },
};

/** Every fault of a cluster's name. */
export function clusterNameFaults(name: string): Fault[] {
  return typeof name === "string" ? validateMemberName(name) : [{ path: "name", problem: "is not text" }];
}

/** Every fault of what a cluster is said to be. */
export function clusterOptionsFaults(path: string, options: ClusterFromKubeconfigOptions): Fault[] {
  const faults = shapeFaults(path, options, OPTIONS);
  if (faults.length > 0) return faults;
  const { region, zones = [], cloudProvider, labels = {}, apiEndpoint, certificateAuthority, proxyURL } = options;
  const values: [string, string | undefined][] = [
    ["region", region],
    ["cloudProvider", cloudProvider],
    ...zones.map((zone, index): [string, string] => [`zones[${index}]`, zone]),
  ];
  for (const [field, value] of values) {
    if (value !== undefined && (value === "" || !LABEL_VALUE.test(value)))
      faults.push(notALabel(`${path}: ${field}`, value));
  }
  for (const [key, value] of Object.entries(labels)) {
    if (!LABEL_KEY.test(key)) faults.push({ path: `${path}: labels`, problem: `${quoted(key)} is not a label key` });
    if (!LABEL_VALUE.test(value)) faults.push(notALabel(`${path}: labels[${quoted(key)}]`, value));
  }
  if (options.id !== undefined && !UID.test(options.id)) {
    faults.push({
      path: `${path}: id`,
      problem: `${quoted(options.id)} is not a UID`,
      remedy: `use the output of: ${UID_OF}`,
    });
  }
  if (apiEndpoint !== undefined) faults.push(...httpsFaults(`${path}: apiEndpoint`, apiEndpoint));
  if (proxyURL !== undefined) faults.push(...proxyFaults(`${path}: proxyURL`, proxyURL));
  if (certificateAuthority !== undefined && !holdsCertificate(certificateAuthority)) {
    faults.push({ path: `${path}: certificateAuthority`, problem: "is not a PEM certificate" });
  }
  return faults;
}

function notALabel(path: string, value: string): Fault {
  return {
    path,
    problem: `${quoted(value)} is not a label value`,
    remedy: "use at most 63 letters, digits, - _ and ., with a letter or digit at both ends",
  };
}
