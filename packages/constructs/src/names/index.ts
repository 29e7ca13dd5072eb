export { dnsNames } from "./dns-names";
export type { DnsNames, MemberPlace, ServiceName } from "./dns-names";
export { validateMemberName } from "./member-name";
export { normalizeZone } from "./zone";
export type { NormalizedZone } from "./zone";
export type { Fault } from "../faults";
