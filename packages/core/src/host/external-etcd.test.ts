import * as pulumi from "@pulumi/pulumi";
import { known } from "../recorded.test-support";
import type { ExternalEtcdArgs } from "./etcd-args";
import { clientPair, externalEtcd, externalLayout } from "./external-etcd";

const tls = { authority: "CA", certificate: "PEM", key: "KEY" };
const args: ExternalEtcdArgs = { endpoints: ["https://a:2379", "https://b:2379"], tls };

test("a federation stores under keys of its own, by default by its name", () => {
  expect(externalEtcd("kairen", args)).toMatchObject({ clientUrls: args.endpoints, prefix: "/fedstack/kairen" });
  expect(externalEtcd("kairen", { ...args, prefix: "/eu/kairen" })).toMatchObject({ prefix: "/eu/kairen" });
});

test("the layout names the endpoints and the keys, and no credential", () => {
  expect(externalLayout("kairen", args)).toBe("external: https://a:2379,https://b:2379, prefix: /fedstack/kairen");
});

test("the key of the client certificate is a secret", async () => {
  const { certificate, key } = clientPair(tls);
  expect(await known(certificate)).toBe("PEM");
  expect(await pulumi.isSecret(key)).toBe(true);
  expect(await pulumi.isSecret(certificate)).toBe(false);
});
