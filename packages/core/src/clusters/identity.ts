import { quoted } from "@fedstack/constructs/faults";
import * as pulumi from "@pulumi/pulumi";
import { type Fault, InvalidInputError } from "../validation/errors";
import { programOf } from "./handles";
import { healthyFirst } from "./healthy-first";
import { identityFaults } from "./identity-faults";
import { UID_OF } from "./uid";
import type { Observation, Unobserved } from "./observation";

/** Identity of a cluster: the one that the state recorded when the program first used it, or the one that it declares. */
export class ClusterIdentity {
  /** UID of the cluster's namespace kube-system. */
  public readonly uid: pulumi.Output<string>;
  /** What is wrong with the cluster that is seen. */
  public readonly faults: pulumi.Output<readonly Fault[]>;
  /** Tells Pulumi's provider which kubeconfigs lead to the same cluster: a declared change of identity replaces all. */
  public readonly clusterIdentifier: pulumi.Output<string>;
  /** Record of the identity in the state. */
  public readonly record: pulumi.Resource;

  /**
   * @param name the cluster's
   * @param observed what the program sees of the cluster
   * @param parent what the record belongs to
   * @param declared UID that the user says the cluster has
   */
  public constructor(
    name: string,
    public readonly observed: pulumi.Output<Observation | Unobserved>,
    parent: pulumi.Resource,
    declared?: string,
  ) {
    const uid = observed.apply((seen) => ("uid" in seen ? seen.uid : (declared ?? "")));
    const record = new pulumi.Stash(
      `${name}-identity`,
      { input: uid },
      {
        parent,
        ignoreChanges: ["input"],
        ...(pulumi.runtime.getEngine() && { hooks: { beforeCreate: [identified(name, observed)] } }),
      },
    );
    const recorded = record.output as pulumi.Output<string>;
    this.record = record;
    observed.apply((seen) => {
      if (!("reason" in seen) || !pulumi.runtime.getEngine()) return;
      void pulumi.log.warn(`cluster ${quoted(name)} could not be identified: ${seen.reason}.`);
    });
    this.uid = declared === undefined ? recorded : pulumi.output(declared);
    // A cluster that does not answer holds up no other: nothing is compared.
    this.faults = observed.apply((seen) =>
      "reason" in seen
        ? pulumi.output<Fault[]>([])
        : this.uid.apply((expected) => identityFaults(name, expected, seen)),
    );
    this.clusterIdentifier = pulumi
      .all([this.uid, recorded])
      .apply(([expected, known]) => (expected === known ? name : `${name}-${expected}`));
  }
}

/** Keeps a cluster that could not be identified out of the state, and from stopping the others. */
function identified(name: string, observed: pulumi.Output<Observation | Unobserved>): pulumi.ResourceHook {
  const program = programOf({ name });
  let reason = "";
  observed.apply((seen) => (reason = "reason" in seen ? seen.reason : ""));
  return new pulumi.ResourceHook(`${name}-identified`, async ({ newInputs }) => {
    if (reason !== "") await healthyFirst(program, name);
    if (newInputs?.["input"] !== "") return;
    throw new InvalidInputError([
      {
        path: `cluster ${quoted(name)}`,
        problem: `cannot be identified: ${reason}`,
        remedy: `make it reachable and run up again, or set id to the output of: ${UID_OF}`,
      },
    ]);
  });
}
