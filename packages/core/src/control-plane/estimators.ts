import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { type ComponentArgs, deployComponent } from "../host/component";
import type { EstimatedMember } from "../host/estimated-member";
import { pairFiles, type SecretPlace } from "../host/secrets";
import type { Site } from "../host/site";
import type { FlagContext } from "../karmada/component";
import { estimatorName } from "../karmada/names";
import { askingAs } from "../kubeconfig/ask-as";
import { componentLabels, MEMBER_LABEL } from "../kube/labels";
import type { ControlPlanePki } from "./pki";

/** Runs the estimators of members. */
export class Estimators {
  public constructor(
    private readonly site: Site,
    private readonly pki: ControlPlanePki,
    private readonly args: ComponentArgs,
    private readonly context: FlagContext,
  ) {}

  /** What the estimator of a member signs in there with. */
  public clientOf(member: string): SecretPlace {
    const { kubeconfig, namespace } = this.site;
    return { ask: kubeconfig!.apply(askingAs), namespace, name: `${estimatorName(member)}-member` };
  }

  /** Runs the estimator of a member. The first time, it is there once it serves. */
  public run({ name: member, parent, client, after }: EstimatedMember): pulumi.Resource {
    const site = this.site.under(parent).after(...after);
    const row = site.release.components.estimators!;
    const name = estimatorName(member);
    const server = this.pki.estimatorPair(site, member);
    const { trust } = this.pki;
    const tls = { files: pairFiles(trust, server), restartOn: [trust.bundle, server.certificate] };
    const labels = { ...componentLabels(row.name), [MEMBER_LABEL]: member };
    const deployment = deployComponent(
      site,
      { ...row, name },
      { member: () => client, tls: () => tls },
      this.args,
      { ...this.context, member },
      // Its pods are ready only while they see the member: a member that is lost does not stop an update of the others.
      { labels, annotations: { "pulumi.com/skipAwait": "true" } },
    );
    const [port] = row.ingress!.ports;
    return new k8s.core.v1.Service(
      site.nameOf(name),
      {
        metadata: site.metadata(name),
        spec: { selector: labels, ports: [{ name: "grpc", port: port!, targetPort: port! }] },
      },
      site.after(deployment).options(),
    );
  }
}
