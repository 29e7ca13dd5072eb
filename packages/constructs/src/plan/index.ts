export type { Member, MemberTaint } from "./member";
