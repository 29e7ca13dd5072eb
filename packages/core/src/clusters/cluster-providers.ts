import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";

/** What all providers of a cluster have. */
interface Common {
  readonly args: k8s.ProviderArgs;
  readonly opts: () => pulumi.CustomResourceOptions;
}

/** Providers of one cluster. Each costs a process in every run, so it is made when somebody first needs it. */
export class ClusterProviders {
  private made: { [name: string]: k8s.Provider } = {};

  public constructor(
    private readonly cluster: string,
    private readonly given: k8s.Provider | undefined,
    /** Whether the user says which cluster it is. */
    private readonly isDeclared: boolean,
    private readonly common: Common,
  ) {}

  /** For resources of users: it refuses what exists already. */
  public get ofUsers(): k8s.Provider {
    return this.given ?? this.make(this.cluster, {});
  }

  /** For objects of the library. It adopts objects that an interrupted run has left. */
  public get adopting(): k8s.Provider {
    return this.make(adoptingName(this.cluster), { upsertExistingObjects: true });
  }

  /**
   * For namespaces and the claim, if the program cannot make namespaces itself: only a cluster whose identity is declared
   * need not answer the program. With a given provider, they stay where they are: the engine might replace them if they
   * changed to another one.
   */
  public get strict(): k8s.Provider | undefined {
    return this.given ?? (this.isDeclared ? this.ofUsers : undefined);
  }

  private make(name: string, args: k8s.ProviderArgs): k8s.Provider {
    const all = { ...this.common.args, enableConfigMapMutable: true, enableSecretMutable: true, ...args };
    return (this.made[name] ??= new k8s.Provider(name, all, this.common.opts()));
  }
}

/** Logical name of the provider that adopts objects. */
export function adoptingName(cluster: string): string {
  return `${cluster}-adopting`;
}
