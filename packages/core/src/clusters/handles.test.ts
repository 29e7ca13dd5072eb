import * as pulumi from "@pulumi/pulumi";
import { record } from "../testing";
import { hasHandle, programOf, recordHandle } from "./handles";

test("a handle is known in its program, by its name and parent, and in no other program", async () => {
  const known: boolean[] = [];
  const [a, b] = [{ name: "a" }, { name: "b" }];
  await record(() => {
    const network = new pulumi.ComponentResource("example:index:Network", "network");
    recordHandle(a, undefined);
    recordHandle(b, network);
    known.push(hasHandle(a, "a", undefined), hasHandle(a, "b", network), hasHandle(a, "b", undefined));
  });
  await record(() => void known.push(hasHandle(a, "a", undefined)));
  expect(known).toEqual([true, true, false, false]);
});

test("all handles of a program have it in common", async () => {
  const programs: object[] = [];
  const [a, b] = [{ name: "a" }, { name: "b" }];
  for (let run = 0; run < 2; run++) await record(() => void programs.push(programOf(a), programOf(b)));
  expect(programs[0]).toBe(programs[1]);
  expect(programs[2]).not.toBe(programs[0]);
});
