import * as pulumi from "@pulumi/pulumi";
import { cluster, federate, known } from "../recorded.test-support";
import { record } from "../testing";
import { federationStatus, type StatusArgs } from "./status";

jest.mock("./status");

test("the status tells when the tokens of members expire that do", async () => {
  const asked = jest.mocked(federationStatus).mockReturnValue(pulumi.output(""));
  let names: string[] = [];
  await record(async () => {
    const federation = federate(cluster("host", "f"), "example.org");
    federation.join(cluster("a", "a"), { tokenExpirationSeconds: 600 });
    federation.join(cluster("b", "b"));
    await known(federation.status());
    const { expiries } = (asked.mock.lastCall![0] satisfies StatusArgs).called();
    names = expiries.renewed!.map(({ name }) => name);
    expect(names.length).toBe(federation.certificates.length + 1);
  });
  expect(names.at(-1)).toBe("token of a");
});
