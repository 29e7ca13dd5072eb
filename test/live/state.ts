import type { Stack } from "./stack";

/** Fields of a resource in the state that the tests read. */
interface Resource {
  readonly urn: string;
  readonly type: string;
  readonly id?: string;
  readonly provider?: string;
  /** Whether it has been replaced and waits for its deletion. */
  readonly delete?: boolean;
  readonly outputs?: { readonly certPem?: string; readonly metadata?: { readonly uid?: string } };
}

interface State {
  readonly deployment: {
    readonly resources?: readonly Resource[];
    readonly pending_operations?: readonly object[];
  };
}

/** Resources of a stack, and operations with an unknown outcome. */
export async function resourcesIn(
  stack: Stack,
): Promise<{ resources: readonly Resource[]; pending: readonly object[] }> {
  const { deployment } = JSON.parse(await stack.export()) as State;
  return { resources: deployment.resources ?? [], pending: deployment.pending_operations ?? [] };
}

/** The certificates of the authorities, by URN. */
export async function authoritiesIn(stack: Stack): Promise<Record<string, string>> {
  const { resources } = await resourcesIn(stack);
  return Object.fromEntries(
    resources.flatMap(({ urn, type, outputs }) =>
      type === "tls:index/selfSignedCert:SelfSignedCert" && outputs?.certPem ? [[urn, outputs.certPem]] : [],
    ),
  );
}
