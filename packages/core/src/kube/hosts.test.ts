import { hostOf, isHost, isLoopback } from "./hosts";

test("the host of a URL has no port and no brackets", () => {
  expect(hostOf("https://api.example.com:6443/path")).toBe("api.example.com");
  expect(hostOf("https://[2001:db8::1]:6443")).toBe("2001:db8::1");
});

test.each([
  "localhost",
  "LOCALHOST.",
  "api.localhost",
  "127.0.0.1",
  "127.1",
  "127.255.0.9",
  "0.0.0.0",
  "::",
  "::1",
  "::ffff:7f00:1",
])("%s leads each machine to itself", (host) => {
  expect(isLoopback(host)).toBe(true);
});

test.each([
  "localhost.example.com",
  "notlocalhost",
  "128.0.0.1",
  "10.127.0.1",
  "::2",
  "::ffff:a00:1",
  "127.example.com",
])("%s leads elsewhere", (host) => {
  expect(isLoopback(host)).toBe(false);
});

test("a host is an IP address without a zone, or a DNS name", () => {
  const good = ["192.0.2.1", "2001:db8::1", "a", "api.example.com", "API-1.example.com", `${"a".repeat(63)}.b`];
  const bad = [
    "",
    "fe80::1%eth0",
    "1.2.3",
    "256.1.1.1",
    "-a.b",
    "a-.b",
    "a..b",
    "a_b",
    "a.b.",
    `${"a".repeat(64)}.b`,
    "*.a",
  ];
  expect(good.filter((host) => !isHost(host))).toEqual([]);
  expect(bad.filter((host) => isHost(host))).toEqual([]);
  expect(isHost(Array(64).fill("abc").join("."))).toBe(false);
});

test("a wildcard is allowed only as the first label, where wildcards are", () => {
  expect(["*.example.com", "*.*.example.com", "a.*.com", "*"].map((name) => isHost(name, "wildcard"))).toEqual([
    true,
    false,
    false,
    false,
  ]);
});
