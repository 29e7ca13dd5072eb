/**
 * The release of Karmada that this version of the packages is for: what it decides over objects and their plan. The next
 * release is one more folder with a value of the same type, which may build on this one, and its name here. How a
 * release schedules is in `plan/scheduler`. What it decides over a control plane is in `@fedstack/core`, in the folder
 * of the same name.
 */
import { RELEASE_1_18 as RELEASE } from "./1.18/release";
import type { Versions } from "./release";

/** Versions of the release that the packages are for. */
export const VERSIONS: Versions = RELEASE.versions;
export { RELEASE };
export type { Fields, Interpreter, ReplicaField } from "./interpreter";
export {
  API_GROUPS,
  belongsTo,
  BY_BINDING,
  BY_POLICY,
  CLAIMED_BY,
  DOMAIN,
  MEMBERS_NAMESPACE,
  RETAIN_REPLICAS,
  SKIP_NAMESPACE,
  SYSTEM_NAMESPACE,
  WORKS_PREFIX,
} from "./names";
export type { Apis, KarmadaKindName, OwnKind, Versions } from "./release";
