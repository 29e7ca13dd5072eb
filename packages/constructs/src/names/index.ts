export { dnsNames } from "./dns-names";
export type { DnsNames, MemberPlace, ServiceName } from "./dns-names";
export type { NameFault } from "./fault";
export { validateMemberName } from "./member-name";
export { normalizeZone } from "./zone";
export type { NormalizedZone } from "./zone";
