import { at, fault, read } from "../faults";
import type { Fault, Fields } from "../faults";
import type { Construct } from "constructs";
import { dataKey } from "../validation/checks";
import { FederatedObject, OBJECT_FIELDS } from "./federated-object";
import type { FederatedObjectProps } from "./federated-object";

/** Props of {@link FederatedConfigMap}. */
export type FederatedConfigMapProps = FederatedObjectProps & {
  /** Values as text, by key. */
  readonly data?: { readonly [key: string]: string } | undefined;
  /** Values as base64, by key. */
  readonly binaryData?: { readonly [key: string]: string } | undefined;
  /**
   * Whether the data can never change. New data then needs a new name.
   *
   * @default false
   */
  readonly immutable?: boolean | undefined;
};

const FIELDS: Fields<FederatedConfigMapProps> = {
  ...OBJECT_FIELDS,
  data: "map",
  binaryData: "map",
  immutable: "anything",
};

/**
 * ConfigMap with the same content on members of the federation.
 *
 * @example
 * new FederatedConfigMap(chart, "settings", { data: { LOG_LEVEL: "info" }, with: web });
 */
export class FederatedConfigMap extends FederatedObject {
  private readonly keys: readonly string[];

  public constructor(scope: Construct, id: string, props: FederatedConfigMapProps = {}) {
    const given = read<FederatedConfigMapProps>(props, FIELDS);
    const { data, binaryData, immutable } = given.given;
    super(scope, id, { apiVersion: "v1", kind: "ConfigMap" }, given, { data, binaryData, immutable });
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

/** Faults of the keys of a ConfigMap or a Secret. Does not read the values. */
export function keyFaults(keys: readonly string[]): Fault[] {
  const twice = keys.filter((key, i) => keys.indexOf(key) !== i);
  return [
    ...keys.flatMap((key) => dataKey("data", key)),
    ...twice.map((key) => fault(at("data", key), "is set twice", "set it as text or as base64")),
  ];
}
