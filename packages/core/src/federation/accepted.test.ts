import { cluster, federate } from "../recorded.test-support";
import { record } from "../testing";
import { accepted } from "./accepted";

test("what is wrong with the host, the zone and the arguments is reported at once", () => {
  const lines = (() => {
    try {
      accepted("f" as never, "a..b", { timeoutSeconds: 0 });
    } catch (error) {
      return (error as Error).message.split("\n").map((line) => line.split(": ")[0]);
    }
    return [];
  })();
  expect(lines).toEqual(["host", "dnsZone", "timeoutSeconds"]);
});

test("a federation is highly available only if it asks for it", async () => {
  const sizes: (number | undefined)[] = [];
  const zones = { "a.example.com": undefined, "b.example.com": true };
  await record(() => {
    federate(cluster("f-cluster", "f"), "kairen.com");
    for (const [zone, highlyAvailable] of Object.entries(zones)) {
      const given = { name: zone[0]!, highlyAvailable, scheduler: { replicas: 1 } };
      const { args } = accepted(cluster(`${zone[0]}-cluster`, "a"), zone, given);
      sizes.push(args.etcd?.replicas, args.scheduler?.replicas);
    }
  });
  expect(sizes).toEqual([undefined, 1, 3, 1]);
});
