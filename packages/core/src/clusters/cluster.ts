import { fault, isAt, isRecord, quoted, quotedPath } from "@fedstack/constructs/faults";
import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, dirname, resolve } from "node:path";
import * as k8s from "@pulumi/kubernetes";
import type { Provider } from "@pulumi/kubernetes/provider";
import * as pulumi from "@pulumi/pulumi";
import type { MemberTaint } from "@fedstack/constructs/plan";
import { hostOf } from "../kube/hosts";
import type { KubeconfigFolder } from "../kubeconfig/files";
import { readKubeconfig } from "../kubeconfig/kubeconfig";
import { type Fault, refuse } from "../validation/errors";
import { isSettled } from "../validation/settled";
import {
  type ClusterFromKubeconfigOptions,
  type ClusterFromProviderOptions,
  clusterNameFaults,
  type ClusterOptions,
  clusterOptionsFaults,
} from "./cluster-options";
import { ClusterProviders } from "./cluster-providers";
import { recordHandle } from "./handles";
import { ClusterIdentity } from "./identity";
import { observe } from "./observation";
import { type MemberEndpoint, memberEndpoint, memberFaults, type Reach, reachOf } from "./reach";
import { holdWrites, writesAllowed } from "./write-gate";

/** Where a handle comes from. */
interface ClusterSource {
  /** The folder of a kubeconfig that is a file. */
  readonly folder?: KubeconfigFolder | undefined;
  readonly provider?: Provider | undefined;
  /** Why there is nothing to read, if there is not. */
  readonly faults?: readonly Fault[] | undefined;
  /** Options of the component that the handle's providers belong to. */
  readonly opts?: pulumi.ComponentResourceOptions | undefined;
}

/**
 * Named handle to a Kubernetes cluster, to use as the host or a member of a federation. It owns nothing in the cluster.
 *
 * Its providers and the record of its identity are children of a component with its name, so that your own resources may
 * have the same name. The last argument is for that component, such as its parent or its aliases.
 *
 * @example
 * const host = Cluster.fromFile("f-cluster", "~/.kube/config", { context: "f-cluster-context" });
 */
export class Cluster {
  /**
   * A cluster by its kubeconfig: text or an object, or an Output of either, which may be unknown until `up`.
   *
   * @throws InvalidInputError if the name or the kubeconfig cannot be used
   */
  public static fromKubeconfig(
    name: string,
    kubeconfig: pulumi.Input<string | object>,
    options: ClusterFromKubeconfigOptions = {},
    opts?: pulumi.ComponentResourceOptions,
  ): Cluster {
    return Cluster.create(name, kubeconfig, options, { opts });
  }

  /**
   * Creates a handle from a kubeconfig file. `~` is the home directory. Files that the kubeconfig points to are read
   * relative to it and embedded.
   *
   * @throws InvalidInputError if the file cannot be read, or the name or the kubeconfig cannot be used
   */
  public static fromFile(
    name: string,
    path: string,
    options: ClusterFromKubeconfigOptions = {},
    opts?: pulumi.ComponentResourceOptions,
  ): Cluster {
    const { text, folder, faults } = readKubeconfigFile(`cluster ${quoted(name)}: kubeconfig`, path);
    return Cluster.create(name, text, options, { folder, opts, faults });
  }

  /**
   * Creates a handle from an existing provider. The library uses it to create namespaces, and you can use it as {@link
   * Cluster.provider}. For all other objects, the library uses a provider of its own.
   *
   * @throws InvalidInputError if the name or the kubeconfig cannot be used
   */
  public static fromProvider(
    name: string,
    provider: Provider,
    options: ClusterFromProviderOptions,
    opts?: pulumi.ComponentResourceOptions,
  ): Cluster {
    const given: Partial<ClusterFromProviderOptions> = options ?? {};
    const faults = k8s.Provider.isInstance(provider)
      ? []
      : [notAProvider(`cluster ${quoted(name)}: provider`, provider)];
    return Cluster.create(name, given.kubeconfig, given, { provider, opts, faults });
  }

  private static create(
    name: string,
    kubeconfig: pulumi.Input<string | object | undefined>,
    options: ClusterFromKubeconfigOptions,
    source: ClusterSource,
  ): Cluster {
    const path = `cluster ${quoted(name)}`;
    const ofOptions = clusterOptionsFaults(path, options, "provider" in source);
    const faults = [...clusterNameFaults(name), ...ofOptions, ...(source.faults ?? [])];
    const read = (given: unknown, others: readonly Fault[] = []): Reach => {
      const { context, ...told } = readKubeconfig(`${path}: kubeconfig`, given, {
        context: options.context,
        folder: source.folder,
        now: new Date(),
      });
      refuse([...others, ...told.faults]);
      told.warnings.forEach((warning) => void pulumi.log.warn(warning));
      return reachOf(context!);
    };
    const canRead = !source.faults?.length && !ofOptions.some((one) => isAt(one.path, `${path}: context`));
    if (!canRead || !isSettled(kubeconfig) || !isRecord(options)) refuse(faults);
    const reach = isSettled(kubeconfig)
      ? read(kubeconfig, faults)
      : pulumi.output(kubeconfig).apply((given) => read(given));
    return new Cluster(name, reach, options, source);
  }

  /** Region of the cluster. */
  public readonly region: string | undefined;
  /** Zones of the cluster. */
  public readonly zones: readonly string[];
  /** Cloud provider of the cluster. */
  public readonly cloudProvider: string | undefined;
  /** Labels of the member. */
  public readonly labels: { readonly [key: string]: string };
  /** Taints of the member. */
  public readonly taints: readonly MemberTaint[];
  /** Address of the API server from the host's pods. */
  public readonly apiEndpoint: pulumi.Output<string>;
  /** Host name or address of the API server from where Pulumi runs. */
  public readonly address: pulumi.Output<string>;
  /** @internal */
  public readonly identity: ClusterIdentity;
  private readonly parent: pulumi.ComponentResource;
  private readonly checks: pulumi.Output<readonly Fault[]>[] = [];
  private readonly providers: ClusterProviders;
  /** @internal */
  public readonly kubeconfig: pulumi.Output<string>;

  private constructor(
    /** Name of the cluster in federations. */
    public readonly name: string,
    private readonly reach: Reach | pulumi.Output<Reach>,
    /** @internal */
    public readonly options: ClusterOptions,
    { provider, opts }: ClusterSource,
  ) {
    this.parent = new pulumi.ComponentResource("fedstack:index:Cluster", name, {}, opts);
    recordHandle(this, opts?.parent);
    const reached = pulumi.output(reach);
    this.region = options.region;
    this.zones = options.zones ?? [];
    this.cloudProvider = options.cloudProvider;
    this.labels = options.labels ?? {};
    this.taints = options.taints ?? [];
    this.kubeconfig = pulumi.secret(reached.kubeconfig);
    const server = pulumi.unsecret(reached.server);
    this.apiEndpoint = pulumi.output(options.apiEndpoint ?? server);
    this.address = server.apply(hostOf);
    this.identity = new ClusterIdentity(name, pulumi.unsecret(this.kubeconfig.apply(observe)), this.parent, options.id);
    this.check(this.identity.faults);
    this.providers = new ClusterProviders(name, provider, options.id !== undefined, {
      args: { kubeconfig: this.kubeconfig, clusterIdentifier: this.identity.clusterIdentifier },
      opts: () => ({ parent: this.parent, dependsOn: this.writesAllowed }),
    });
  }

  /** Provider for resources of yours in this cluster. Unless you gave one, it is made when you first read this. */
  public get provider(): Provider {
    return this.providers.ofUsers;
  }

  /** @internal */
  public get adoptingProvider(): Provider {
    return this.providers.adopting;
  }

  /** @internal */
  public get strictProvider(): Provider | undefined {
    return this.providers.strict;
  }

  /**
   * Whether the kubeconfig is known from the start, so that the cluster can be checked before anything else exists.
   *
   * @internal
   */
  public get known(): boolean {
    return !pulumi.Output.isInstance(this.reach);
  }

  /**
   * Lets nothing be written to the cluster while a check has faults, and to no other cluster of the program either, if
   * they can be known before anything else exists.
   *
   * @param othersKnown whether that is so of other clusters that the check looks at
   * @internal
   */
  public check(faults: pulumi.Output<readonly Fault[]>, othersKnown = true): void {
    this.checks.push(faults);
    if (this.known && othersKnown) holdWrites(faults);
  }

  /**
   * What comes before the first object that the library makes in the cluster.
   *
   * @internal
   */
  public get writesAllowed(): pulumi.Output<pulumi.Resource>[] {
    return writesAllowed(this.checks);
  }

  /**
   * Whether two handles are known to lead to one API server.
   *
   * @internal
   */
  public isSameServer(other: Cluster): boolean {
    const [own, theirs] = [this.reach, other.reach];
    return (
      this === other ||
      (!pulumi.Output.isInstance(own) && !pulumi.Output.isInstance(theirs) && own.server === theirs.server)
    );
  }

  /**
   * The way from the host's pods to this cluster as a member.
   *
   * @param path the call that joins it, as errors name it
   * @throws InvalidInputError if there is none that Karmada can go; where the kubeconfig is an Output, that rejects
   * @internal
   */
  public endpointAsMember(path: string): pulumi.Output<MemberEndpoint> {
    const checked = (reach: Reach): MemberEndpoint => {
      refuse(memberFaults(path, reach, this.options));
      return memberEndpoint(reach, this.options);
    };
    return pulumi.unsecret(
      pulumi.Output.isInstance(this.reach) ? this.reach.apply(checked) : pulumi.output(checked(this.reach)),
    );
  }
}

/** The text of a kubeconfig file, and its folder, or why it cannot be read. */
function readKubeconfigFile(
  at: string,
  path: string,
): Pick<ClusterSource, "folder" | "faults"> & { readonly text?: string } {
  if (typeof path !== "string" || path === "") {
    const problem = `${quoted(path)} is not the path of a file`;
    return { faults: [{ path: at, problem, remedy: 'use one such as "~/.kube/config"' }] };
  }
  const file = resolve(path.replace(/^~(?=$|[/\\])/, process.env["HOME"] || homedir()));
  try {
    return {
      text: readFileSync(file, "utf8"),
      folder: { path: dirname(file), readFile: (beside) => readFileSync(beside) },
    };
  } catch (error) {
    const reason = REASONS[(error as NodeJS.ErrnoException).code ?? ""] ?? "cannot be read";
    const remedy = path.includes(delimiter)
      ? 'use one file; "kubectl config view --flatten --raw" writes those of KUBECONFIG into one'
      : undefined;
    return { faults: [fault(at, `the file ${quotedPath(path)} ${reason}`, remedy)] };
  }
}

function notAProvider(path: string, provider: unknown): Fault {
  const problem = `${quoted(provider)} is not a provider of Kubernetes`;
  return { path, problem, remedy: "use a k8s.Provider, or Cluster.fromKubeconfig" };
}

const REASONS: { readonly [code: string]: string } = {
  EACCES: "cannot be read by this user",
  EISDIR: "is a folder",
  ENOENT: "does not exist",
};
