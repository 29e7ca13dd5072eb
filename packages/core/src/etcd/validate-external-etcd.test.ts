import { tell } from "@fedstack/constructs/faults";
import { selfSigned } from "../kubeconfig/kubeconfig.test-support";
import { shapeFaults } from "../validation/shape";
import { EXTERNAL_ETCD } from "./validate-external-etcd";

const GOOD = {
  endpoints: ["https://etcd.example.com:2379", "https://[2001:db8::1]:2379"],
  tls: { authority: "CA", certificate: "PEM", key: "do-not-show" },
  prefix: "/fedstack/prod",
};
const told = (args: object): string[] => shapeFaults("etcd.external", { ...GOOD, ...args }, EXTERNAL_ETCD).map(tell);

test("an etcd with TLS is taken, by names and addresses of both families", () => {
  expect(told({})).toEqual([]);
  expect(told({ prefix: "/prod/eu-1" })).toEqual([]);
});

test("an etcd without TLS, endpoints or a certificate is refused, and no key is shown", () => {
  expect(told({ endpoints: ["https://a:2379", "http://b:2379"] })).toEqual([
    'etcd.external.endpoints[1]: "http://b:2379" is not encrypted, and the control plane stores credentials there; use https',
  ]);
  expect(told({ endpoints: [] })).toHaveLength(1);
  for (const endpoint of ["etcd.example.com", "https://etcd.example.com:99999", "https://[::::]:2379"]) {
    expect(told({ endpoints: [endpoint] })).toEqual([expect.stringContaining("is not the URL of an etcd member")]);
  }
  expect(told({ endpoints: undefined })).toHaveLength(1);
  expect(told({ tls: undefined })).toEqual([expect.stringMatching(/^etcd\.external\.tls: /)]);
  expect(told({ tls: { ...GOOD.tls, authority: "" } }).join()).toMatch(/^etcd\.external\.tls\.authority: /);
  expect(told({ tls: { key: "do-not-show" } }).join()).not.toContain("do-not-show");
});

test("a certificate that has expired is refused, and an authority only if all of its certificates have", () => {
  const [sooner, later] = [30, 60].map((days) =>
    Buffer.from(selfSigned("v3_ca", days).certificate, "base64").toString(),
  );
  const day = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
  jest.useFakeTimers({ now: Date.now() + 45 * 86_400_000 });
  try {
    expect(told({ tls: { authority: `${sooner}${later}`, certificate: sooner, key: "do-not-show" } })).toEqual([
      `etcd.external.tls.certificate: expired on ${day}; use one that is valid`,
    ]);
  } finally {
    jest.useRealTimers();
  }
});

test("keys without a start of their own are refused, because a federation of another stack may have any default", () => {
  expect(told({ prefix: undefined })).toEqual([
    'etcd.external.prefix: is missing; use one such as "/fedstack/prod" that no other federation has in this etcd',
  ]);
});

test.each(["/registry", "/registry/x", "prod", "/", "/a//b", "/a/../b", "/a b", ""])(
  "keys cannot start with %j",
  (prefix) => {
    expect(told({ prefix })).toEqual([expect.stringMatching(/^etcd\.external\.prefix: /)]);
  },
);
