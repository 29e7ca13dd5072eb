import * as pulumi from "@pulumi/pulumi";
import { known } from "../recorded.test-support";
import type { ExternalEtcdArgs } from "./etcd-args";
import { clientPair, externalEtcd, externalLayout } from "./external-etcd";

const tls = { authority: "CA", certificate: "PEM", key: "KEY" };
const args: ExternalEtcdArgs = { endpoints: ["https://a:2379", "https://b:2379"], tls, prefix: "/eu/kairen" };

test("API servers find its members, and store under the keys that are given", () => {
  expect(externalEtcd(args)).toMatchObject({ clientUrls: args.endpoints, prefix: "/eu/kairen" });
});

test("the layout names the endpoints and the keys, and no credential", () => {
  expect(externalLayout(args)).toBe("external: https://a:2379,https://b:2379, prefix: /eu/kairen");
});

test("the key of the client certificate is a secret", async () => {
  const { certificate, key } = clientPair(tls);
  expect(await known(certificate)).toBe("PEM");
  expect(await pulumi.isSecret(key)).toBe(true);
  expect(await pulumi.isSecret(certificate)).toBe(false);
});
