import { at, fault } from "../faults";
import type { Fault } from "../faults";
import type { Construct } from "constructs";
import { dataKey } from "../validation/checks";
import { FederatedObject } from "./federated-object";
import type { FederatedObjectProps } from "./federated-object";

/** Props of {@link FederatedConfigMap}. */
export type FederatedConfigMapProps = FederatedObjectProps & {
  /** Text by key. */
  readonly data?: { readonly [key: string]: string } | undefined;
  /** Base64 text of bytes by key. */
  readonly binaryData?: { readonly [key: string]: string } | undefined;
  /**
   * Whether it can never change. A change of the data then needs another name.
   *
   * @default false
   */
  readonly immutable?: boolean | undefined;
};

/**
 * ConfigMap of the same content on members of the federation.
 *
 * @example
 * new FederatedConfigMap(chart, "settings", { data: { LOG_LEVEL: "info" }, with: web });
 */
export class FederatedConfigMap extends FederatedObject {
  private readonly keys: readonly string[];

  public constructor(scope: Construct, id: string, props: FederatedConfigMapProps = {}) {
    const { data, binaryData, immutable } = props;
    super(scope, id, { apiVersion: "v1", kind: "ConfigMap" }, props, { data, binaryData, immutable });
    this.keys = [...Object.keys(data ?? {}), ...Object.keys(binaryData ?? {})];
  }

  /** @internal */
  public get envSource(): object {
    return { configMapRef: { name: this.name } };
  }

  /** @internal */
  protected override specFaults(): Fault[] {
    return keyFaults(this.keys);
  }
}

/** What is wrong with the keys of a ConfigMap or a Secret. Never looks at values. */
export function keyFaults(keys: readonly string[]): Fault[] {
  const twice = keys.filter((key, i) => keys.indexOf(key) !== i);
  return [
    ...keys.flatMap((key) => dataKey("data", key)),
    ...twice.map((key) => fault(at("data", key), "is given twice", "Use it as text or as base64")),
  ];
}
