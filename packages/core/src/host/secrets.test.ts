import * as pulumi from "@pulumi/pulumi";
import { Trust } from "../pki/trust";
import { one } from "../recorded.test-support";
import { isSecret, plain, record } from "../testing";
import { fileSecret, pairFiles } from "./secrets";
import { hostSite } from "./site.test-support";

test("a Secret has a key pair with the authorities of its peers, in the site's namespace, and the key stays secret", async () => {
  const resources = await record(() => {
    const pair = { certificate: pulumi.output("certificate"), key: pulumi.secret("key") };
    fileSecret(hostSite().in("system"), "etcd-client", pairFiles(new Trust("ca"), pair));
  });
  const { inputs } = one(resources, "core/v1:Secret", "federation-etcd-client");
  expect(plain(inputs)).toMatchObject({
    metadata: { name: "etcd-client", namespace: "system" },
    stringData: { "ca.crt": "ca", "tls.crt": "certificate", "tls.key": "key" },
  });
  expect(isSecret(inputs["stringData"]) || isSecret((inputs["stringData"] as object)["tls.key" as never])).toBe(true);
});
