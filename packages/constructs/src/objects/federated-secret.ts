import { read } from "../faults";
import type { Fault, Fields } from "../faults";
import type { Construct } from "constructs";
import { text } from "../validation/checks";
import { keyFaults } from "./federated-config-map";
import { FederatedObject, OBJECT_FIELDS } from "./federated-object";
import type { FederatedObjectProps } from "./federated-object";

/** Props of {@link FederatedSecret}. */
export type FederatedSecretProps = FederatedObjectProps & {
  /** Values as text, by key. */
  readonly stringData?: { readonly [key: string]: string } | undefined;
  /** Values as base64, by key. */
  readonly data?: { readonly [key: string]: string } | undefined;
  /**
   * Type of the Secret, such as `kubernetes.io/tls`.
   *
   * @default "Opaque"
   */
  readonly type?: string | undefined;
  /**
   * Whether the data can never change. New data then needs a new name.
   *
   * @default false
   */
  readonly immutable?: boolean | undefined;
};

const FIELDS: Fields<FederatedSecretProps> = {
  ...OBJECT_FIELDS,
  stringData: "map",
  data: "map",
  type: "anything",
  immutable: "anything",
};

/**
 * Secret with the same content on members of the federation.
 *
 * The YAML that `cdk8s synth` writes contains the data. If the YAML goes into a repository, use {@link Propagation} to
 * propagate a secret operator's object instead, such as an ExternalSecret. Errors show keys, never values.
 *
 * @example
 * new FederatedSecret(chart, "credentials", { stringData: { TOKEN: process.env.TOKEN ?? "" }, with: web });
 */
export class FederatedSecret extends FederatedObject {
  private readonly keys: readonly string[];
  private readonly type: string;

  public constructor(scope: Construct, id: string, props: FederatedSecretProps = {}) {
    const given = read<FederatedSecretProps>(props, FIELDS);
    const { stringData, data, immutable, type = "Opaque" } = given.given;
    super(scope, id, { apiVersion: "v1", kind: "Secret" }, given, { type, stringData, data, immutable });
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
