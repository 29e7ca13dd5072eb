import * as pulumi from "@pulumi/pulumi";
import { cluster, federate } from "../recorded.test-support";
import { record } from "../testing";
import { dockerConfigFaults } from "./pull-secret";

test.each(["", "hunter2", "{}", '{"auths": {}}', '{"auths": "hunter2"}', undefined])(
  "%p is refused as logins, without being shown",
  (text) => {
    const [fault, ...others] = dockerConfigFaults(text);
    expect(others).toEqual([]);
    expect(fault).toMatchObject({ path: "images.dockerConfig", problem: "has no logins to registries" });
  },
);

test("a login that is known only later is refused then", async () => {
  const dockerConfig = pulumi.secret("hunter2");
  await expect(
    record(() => federate(cluster("f-cluster", "f"), "kairen.com", { images: { dockerConfig } })),
  ).rejects.toThrow("images.dockerConfig: has no logins to registries");
});
