// What programs must not make themselves: the library makes it, and its constructors may change.
import { FederatedObject, FederatedWorkload, MemberGroups, Members, Placement } from "@fedstack/constructs";
import { ControlPlane, Deployed, Dns, Membership } from "@fedstack/core";

// @ts-expect-error Made by `new Federation()`.
new ControlPlane("a", "b");
// @ts-expect-error Made by `new Federation()`.
new Dns("a", "b");
// @ts-expect-error Made by `join()`.
new Membership("a", "b");
// @ts-expect-error Made by `deploy()`.
new Deployed("a", "b");
// @ts-expect-error Each kind has a class of its own.
export class OwnObject extends FederatedObject {}
// @ts-expect-error Each kind has a class of its own.
export class OwnWorkload extends FederatedWorkload {}
// @ts-expect-error Made by its static methods.
new Placement("evenly", Members.all(), {}, {});
// @ts-expect-error Made by its static methods.
new Members({});
// @ts-expect-error Made by its static methods.
new MemberGroups([], false);

/** The types are there for signatures. */
export type Named = [ControlPlane, Deployed, Dns, Membership, FederatedObject, FederatedWorkload];
