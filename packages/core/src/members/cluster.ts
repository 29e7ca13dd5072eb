import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import * as k8s from "@pulumi/kubernetes";
import type { Provider } from "@pulumi/kubernetes/provider";
import * as pulumi from "@pulumi/pulumi";
import { validateMemberName } from "@fedstack/constructs/names";
import { type Fault, InvalidInputError, refuse } from "../validation/errors";
import {
  type KubeconfigContext,
  type ReadKubeconfigOptions,
  readKubeconfig,
  writeKubeconfig,
} from "../kube/kubeconfig";

/** What a cluster is: where it runs, and by which labels placements find it. Decides placement, so plain values. */
export interface ClusterOptions {
  /**
   * Region, for placements by region and for names in the zone. At most 63 characters, as a label's value.
   *
   * @default - none: the cluster has no name by region
   */
  readonly region?: string;
  /**
   * Zones, the first of which names the cluster in DNS. At most 63 characters each, as a label's value.
   *
   * @default - none
   */
  readonly zones?: readonly string[];
  /**
   * Cloud provider, for placements by provider, e.g. `aws`.
   *
   * @default - none
   */
  readonly cloudProvider?: string;
  /**
   * Labels of the cluster in the federation, for placements by label.
   *
   * @default - none
   */
  readonly labels?: { readonly [key: string]: string };
  /**
   * Address of the API server as the host's pods reach it, `https://…`, where it differs from the kubeconfig's.
   *
   * @default - the kubeconfig's server
   */
  readonly apiEndpoint?: string;
}

/** Options of {@link Cluster.fromKubeconfig} and {@link Cluster.fromFile}. */
export interface ClusterFromKubeconfigOptions extends ClusterOptions {
  /**
   * Context of the kubeconfig to use.
   *
   * @default - the kubeconfig's current context
   */
  readonly context?: string;
}

/** Options of {@link Cluster.fromProvider}. */
export interface ClusterFromProviderOptions extends ClusterFromKubeconfigOptions {
  /** The kubeconfig that the provider uses. */
  readonly kubeconfig: pulumi.Input<string>;
}

/**
 * A named handle on one Kubernetes cluster, to be host or member of a federation. It owns nothing in the cluster.
 *
 * @example
 * const host = Cluster.fromFile("f-cluster", "~/.kube/config", { context: "f-cluster-context" });
 */
export class Cluster {
  /**
   * A cluster by its kubeconfig: text, or an Output of the same program, in which case it may be unknown until `up`.
   *
   * @throws InvalidInputError if the name or the kubeconfig cannot be used
   */
  public static fromKubeconfig(
    name: string,
    kubeconfig: pulumi.Input<string>,
    options: ClusterFromKubeconfigOptions = {},
  ): Cluster {
    return Cluster.create(name, kubeconfig, options);
  }

  /**
   * A cluster by a kubeconfig file. `~` is the home directory. Files that the kubeconfig points to are read from beside
   * it and embedded.
   *
   * @throws InvalidInputError if the file cannot be read, or the name or the kubeconfig cannot be used
   */
  public static fromFile(name: string, path: string, options: ClusterFromKubeconfigOptions = {}): Cluster {
    const file = resolve(path.replace(/^~(?=\/)/, process.env["HOME"] ?? "~"));
    let text: string;
    try {
      text = readFileSync(file, "utf8");
    } catch (error) {
      const reason = (error as NodeJS.ErrnoException).code === "ENOENT" ? "does not exist" : "cannot be read";
      throw new InvalidInputError([{ path: `cluster "${name}"`, problem: `the kubeconfig file "${path}" ${reason}` }]);
    }
    return Cluster.create(name, text, options, {
      readFile: (relative) => readFileSync(resolve(dirname(file), relative)),
    });
  }

  /**
   * A cluster by a provider that the program has already. The provider makes namespaces and the objects of whoever uses
   * {@link Cluster.provider}; what the library makes inside its own namespaces goes through a provider of its own.
   *
   * @throws InvalidInputError if the name or the kubeconfig cannot be used
   */
  public static fromProvider(name: string, provider: Provider, options: ClusterFromProviderOptions): Cluster {
    return Cluster.create(name, options.kubeconfig, options, { provider });
  }

  private static create(
    name: string,
    kubeconfig: pulumi.Input<string>,
    options: ClusterFromKubeconfigOptions,
    source: Pick<ReadKubeconfigOptions, "readFile"> & { readonly provider?: Provider } = {},
  ): Cluster {
    const path = `cluster "${name}"`;
    const read = (text: string): KubeconfigContext => {
      const reading = readKubeconfig(`${path}: kubeconfig`, text, { ...options, ...source, now: new Date() });
      refuse(reading.faults);
      reading.warnings.forEach((warning) => void pulumi.log.warn(warning));
      return reading.context!;
    };
    refuse([...validateMemberName(name), ...validateOptions(path, options)]);
    const reach = (text: string): Reach => reachOf(read(text));
    const context =
      typeof kubeconfig === "string" ? pulumi.output(reach(kubeconfig)) : pulumi.output(kubeconfig).apply(reach);
    return new Cluster(name, context, options, source.provider);
  }

  /** Region of the cluster. */
  public readonly region: string | undefined;
  /** Zones of the cluster. */
  public readonly zones: readonly string[];
  /** Cloud provider of the cluster. */
  public readonly cloudProvider: string | undefined;
  /** Labels of the cluster in a federation. */
  public readonly labels: { readonly [key: string]: string };
  /** Address of the API server as the host's pods reach it. */
  public readonly apiEndpoint: pulumi.Output<string>;
  /** Host name or address of the API server as Pulumi reaches it. */
  public readonly address: pulumi.Output<string>;
  /** Provider for resources in this cluster. */
  public readonly provider: Provider;
  private adopting?: Provider;
  private readonly kubeconfig: pulumi.Output<string>;

  private constructor(
    /** Name of the cluster in federations. */
    public readonly name: string,
    reach: pulumi.Output<Reach>,
    options: ClusterOptions,
    provider?: Provider,
  ) {
    this.region = options.region;
    this.zones = options.zones ?? [];
    this.cloudProvider = options.cloudProvider;
    this.labels = options.labels ?? {};
    this.kubeconfig = pulumi.secret(reach.kubeconfig);
    const server = pulumi.unsecret(reach.server);
    this.apiEndpoint = pulumi.output(options.apiEndpoint ?? server);
    this.address = server.apply((url) => new URL(url).hostname.replace(/^\[|\]$/g, ""));
    this.provider = provider ?? this.createProvider(name, {});
  }

  /**
   * Provider for objects inside what the library itself made: it goes on with an object that an interrupted run left.
   *
   * @internal
   */
  public get adoptingProvider(): Provider {
    this.adopting ??= this.createProvider(`${this.name}-adopting`, { upsertExistingObjects: true });
    return this.adopting;
  }

  private createProvider(name: string, args: k8s.ProviderArgs): Provider {
    return new k8s.Provider(name, {
      kubeconfig: this.kubeconfig,
      clusterIdentifier: this.name,
      enableConfigMapMutable: true,
      enableSecretMutable: true,
      ...args,
    });
  }
}

/** What is needed of a kubeconfig: itself, of one context, and where its API server is. */
interface Reach {
  readonly kubeconfig: string;
  readonly server: string;
}

function reachOf(context: KubeconfigContext): Reach {
  return { kubeconfig: writeKubeconfig(context), server: context.cluster.server };
}

const LABEL_VALUE = /^([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$/;
const LABEL_KEY = /^([a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?\/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;

function validateOptions(path: string, options: ClusterOptions): Fault[] {
  const faults: Fault[] = [];
  const value = (field: string, given: string | undefined): void => {
    if (given !== undefined && (given === "" || !LABEL_VALUE.test(given))) {
      faults.push({
        path: `${path}: ${field}`,
        problem: `"${given}" is not a label value`,
        remedy: "Use at most 63 letters, digits, - _ and ., with a letter or digit at both ends",
      });
    }
  };
  value("region", options.region);
  value("cloudProvider", options.cloudProvider);
  options.zones?.forEach((zone, index) => value(`zones[${index}]`, zone));
  for (const [key, given] of Object.entries(options.labels ?? {})) {
    if (!LABEL_KEY.test(key)) faults.push({ path: `${path}: labels`, problem: `"${key}" is not a label key` });
    if (given !== "") value(`labels["${key}"]`, given);
  }
  if (options.apiEndpoint !== undefined && !/^https:\/\/[^/]/.test(options.apiEndpoint)) {
    faults.push({
      path: `${path}: apiEndpoint`,
      problem: `"${options.apiEndpoint}" is not an https:// address`,
    });
  }
  return faults;
}
