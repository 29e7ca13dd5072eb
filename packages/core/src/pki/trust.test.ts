import * as pulumi from "@pulumi/pulumi";
import { record } from "../testing";
import { Trust } from "./trust";

/** The bundle of these authorities. */
async function bundleOf(...authorities: readonly pulumi.Input<string>[]): Promise<string> {
  let bundle = "";
  await record(() => void new Trust(...authorities).bundle.apply((text) => (bundle = text)));
  return bundle;
}

test.each([
  ["one authority is believed as it is", ["a\n"], "a\n"],
  ["each of several starts on a line of its own", ["a", "b\n", "c"], "a\nb\nc"],
  ["each is listed once, with or without the end of its last line", ["a\n", "b", "a", "b\n"], "a\nb\n"],
  ["one that is not there leaves nothing behind", ["", "a\n", ""], "a\n"],
])("%s", async (_, authorities, bundle) => {
  expect(await bundleOf(...authorities)).toBe(bundle);
});

test("authorities may be known only later", async () => {
  expect(await bundleOf(pulumi.output("a\n"), Promise.resolve("b\n"))).toBe("a\nb\n");
});

test("who signed the authorities is believed about servers, and about nobody else", async () => {
  const seen: string[] = [];
  await record(() => {
    const trust = new Trust("ca\n").signedBy("corp\n");
    pulumi.all([trust.bundle, trust.serverBundle]).apply((bundles) => void seen.push(...bundles));
  });
  expect(seen).toEqual(["ca\n", "ca\ncorp\n"]);
});
