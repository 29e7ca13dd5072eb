import * as pulumi from "@pulumi/pulumi";
import { admissionGate } from "../federated-api/admission-gate";
import { answeringGate } from "../federated-api/answering-gate";
import { encryptionGate } from "../federated-api/encryption-gate";
import { cluster, federate } from "../recorded.test-support";
import { record } from "../testing";

jest.mock("../federated-api/admission-gate");
jest.mock("../federated-api/answering-gate");
jest.mock("../federated-api/encryption-gate");

const MILLISECONDS = 300;
const open = (): pulumi.Output<void> => pulumi.output(undefined);

let made: string[];
let before: readonly string[];
beforeEach(() => {
  [made, before] = [[], []];
  jest.mocked(answeringGate).mockImplementation(open);
  jest.mocked(admissionGate).mockImplementation(open);
  jest.mocked(encryptionGate).mockImplementation(open);
});

/** A gate that opens some time after what it waits for, and notes what is made by then. */
function late(after: pulumi.Input<unknown>): pulumi.Output<void> {
  return (pulumi.output(after) as pulumi.Output<unknown>).apply(async () => {
    await new Promise((resolve) => setTimeout(resolve, MILLISECONDS));
    before = [...made];
  });
}

function recordFederation(): Promise<unknown> {
  const outputs = ({ name }: { readonly name: string }): undefined => void made.push(name);
  return record(() => void federate(cluster("f-cluster", "f"), "kairen.com"), { outputs });
}

test("nothing is set up in the federated API before it answers", async () => {
  jest.mocked(answeringGate).mockImplementation((_, __, server) => late(server));
  await recordFederation();
  expect(before).toContain("federation-karmada-apiserver");
  expect(before).not.toContain("federation-provisioner");
  expect(made).toContain("federation-provisioner");
});

test("nobody uses the federated API before it accepts policies", async () => {
  jest.mocked(admissionGate).mockImplementation(({ endpoint }) => late(endpoint));
  await recordFederation();
  expect(before).toContain("federation-validating");
  expect(before).not.toContain("federation-api");
  expect(made).toContain("federation-api");
});

test("nobody uses the federated API before its Secrets are stored as they are to be", async () => {
  // What else the provider waits for takes longer than what the gate does.
  jest
    .mocked(encryptionGate)
    .mockImplementation((_, { after }) =>
      late(pulumi.all([after, jest.mocked(admissionGate).mock.lastCall![0].endpoint])),
    );
  await recordFederation();
  expect(before).toContain("federation-validating");
  expect(before).not.toContain("federation-api");
  expect(made).toContain("federation-api");
});
