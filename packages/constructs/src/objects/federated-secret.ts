import type { Fault } from "../faults";
import type { Construct } from "constructs";
import { text } from "../validation/checks";
import { keyFaults } from "./federated-config-map";
import { FederatedObject } from "./federated-object";
import type { FederatedObjectProps } from "./federated-object";

/** Props of {@link FederatedSecret}. */
export type FederatedSecretProps = FederatedObjectProps & {
  /** Text by key. */
  readonly stringData?: { readonly [key: string]: string } | undefined;
  /** Base64 text of bytes by key. */
  readonly data?: { readonly [key: string]: string } | undefined;
  /**
   * What the Secret is for, such as `kubernetes.io/tls`.
   *
   * @default "Opaque"
   */
  readonly type?: string | undefined;
  /**
   * Whether it can never change. A change of the data then needs another name.
   *
   * @default false
   */
  readonly immutable?: boolean | undefined;
};

/**
 * Secret of the same content on members of the federation.
 *
 * What is given here stands in the YAML that `cdk8s synth` writes. For what must not be in a repository, propagate the
 * object of a secret operator, such as an ExternalSecret, with {@link Propagation}. Errors name keys, never values.
 *
 * @example
 * new FederatedSecret(chart, "credentials", { stringData: { TOKEN: process.env.TOKEN ?? "" }, with: web });
 */
export class FederatedSecret extends FederatedObject {
  private readonly keys: readonly string[];
  private readonly type: string;

  public constructor(scope: Construct, id: string, props: FederatedSecretProps = {}) {
    const { stringData, data, immutable, type = "Opaque" } = props;
    super(scope, id, { apiVersion: "v1", kind: "Secret" }, props, { type, stringData, data, immutable });
    this.keys = [...Object.keys(stringData ?? {}), ...Object.keys(data ?? {})];
    this.type = type;
  }

  /** @internal */
  public get envSource(): object {
    return { secretRef: { name: this.name } };
  }

  /** @internal */
  protected override specFaults(): Fault[] {
    return [...keyFaults(this.keys), ...text("type", this.type)];
  }
}
