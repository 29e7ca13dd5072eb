import type * as pulumi from "@pulumi/pulumi";
import { guardAnnotation } from "../kube/annotation-guard";
import type { CertificateArgs } from "../pki/certificate-args";
import { stepOf, stepRefusal } from "../pki/rotation";

/** Annotation on the control plane's namespace with the step of the rotation of its authorities. */
const STEP_ANNOTATION = "fedstack.dev/authority";

/** Annotations of the namespace of a control plane in this step. */
export function stepAnnotations(certificates: CertificateArgs): Record<string, string> {
  return { [STEP_ANNOTATION]: stepOf(certificates) };
}

/** Hooks of that namespace: they refuse to skip a step. */
export function keepAuthorities(name: string): pulumi.ResourceHook[] {
  return guardAnnotation(`${name}-keeps-authorities`, STEP_ANNOTATION, stepRefusal);
}
