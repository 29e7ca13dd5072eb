import { isIP } from "node:net";

const LOOPBACK =
  /^(localhost|.*\.localhost|127(\.\d+){1,3}|0\.0\.0\.0|::1?|::ffff:(7f[0-9a-f]{2}:[0-9a-f]{1,4}|0:0))\.?$/i;

/** Host of a URL, without the brackets of an IPv6 address. */
export function hostOf(url: string): string {
  return new URL(url).hostname.replace(/^\[|\]$/g, "");
}

/** Whether a host name or address leads each machine and each pod to itself. */
export function isLoopback(host: string): boolean {
  return LOOPBACK.test(host);
}

/** Whether a value is an IP address, or a DNS name as certificates and clients have it. */
export function isHost(value: string, wildcard: "wildcard" | "plain" = "plain"): boolean {
  if (isIP(value) !== 0) return !value.includes("%");
  const name = wildcard === "wildcard" ? value.replace(/^\*\./, "") : value;
  return name.length <= 253 && HOST_NAME.test(name) && !/^[\d.]+$/.test(name);
}

const HOST_NAME = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?(\.[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?)*$/i;
