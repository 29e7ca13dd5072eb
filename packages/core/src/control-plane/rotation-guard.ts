import type { CertificateArgs } from "../pki/certificate-args";
import { stepOf, stepRefusal } from "../pki/rotation";
import type { StepRule, Steps } from "./completed-steps";

/** Annotation with the step of the rotation of a control plane's authorities. */
const annotation = "fedstack.dev/authority";

/** The step that the arguments ask for. */
export function authoritySteps(certificates: CertificateArgs): Steps {
  return { [annotation]: stepOf(certificates) };
}

/** No step is left out: what runs would not trust what the next one signs. */
export const AUTHORITY_RULE: StepRule = { annotation, path: "certificates", refusal: stepRefusal };
