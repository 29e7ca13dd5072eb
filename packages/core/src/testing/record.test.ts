import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { isSecret, plain, record } from ".";

const unknown = pulumi.output(pulumi.unknown as unknown as string);

describe("a secret that is not known", () => {
  test.each([true, false])("is recorded without its content where preview is %p", async (preview) => {
    const program = (): void => {
      const provider = new k8s.Provider("cluster", { kubeconfig: pulumi.secret(unknown) });
      new k8s.core.v1.Secret("login", { stringData: { key: pulumi.secret(unknown) } }, { provider });
      new k8s.core.v1.ConfigMap("settings", { data: { key: "known" } }, { provider });
    };
    const resources = await record(program, { preview });
    expect(resources.map(({ name }) => name).sort()).toEqual(["cluster", "login", "project-stack", "settings"]);
  });
});

test("secrets are marked, and can be read", async () => {
  const [secret] = await record(
    () => new k8s.core.v1.Secret("login", { stringData: pulumi.secret({ key: "hidden" }) }),
  );
  expect(isSecret(secret!.inputs["stringData"])).toBe(true);
  expect(plain(secret!.inputs)).toMatchObject({ stringData: { key: "hidden" } });
});
