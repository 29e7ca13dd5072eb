import { parse } from "yaml";
import { cluster, federate, inputsOf } from "../recorded.test-support";
import { record, type RecordedResource } from "../testing";

let resources: RecordedResource[];
const outputs: Record<string, string> = {};
beforeAll(async () => {
  resources = await record(() => {
    const { kubeconfig } = federate(cluster("f-cluster", "f"), "kairen.com");
    kubeconfig.apply((text) => (outputs["kubeconfig"] = text));
  });
});

/** The certificate that a kubeconfig signs in with. */
function clientOf(kubeconfig: string): string {
  const { users } = parse(kubeconfig) as { users: [{ user: Record<string, string> }] };
  return Buffer.from(users[0].user["client-certificate-data"]!, "base64").toString();
}

test("people sign in as the administrator, the program as the provisioner, and publishers as themselves", () => {
  const { kubeconfig } = inputsOf<{ kubeconfig: string }>(resources, "providers:kubernetes", "federation-api");
  const { stringData } = inputsOf<{ stringData: { kubeconfig: string } }>(
    resources,
    ":Secret",
    "federation-federated-api",
  );
  expect([outputs["kubeconfig"]!, kubeconfig, stringData.kubeconfig].map(clientOf)).toEqual([
    "certificate of federation-ca-administrator-client",
    "certificate of federation-ca-provisioner-client",
    "certificate of federation-ca-dns-client",
  ]);
});
