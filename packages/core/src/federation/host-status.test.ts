import * as pulumi from "@pulumi/pulumi";
import { RELEASE } from "../karmada";
import type { Cluster } from "../clusters/cluster";
import { hostState } from "./host-state";
import { hostedStatus } from "./host-status";
import { layoutOf } from "./layout";

jest.mock("./host-state");

const LAYOUT = layoutOf("kairen.com.", {});
const target = (kubeconfig: string): ReturnType<typeof hostedStatus> =>
  hostedStatus({ name: "f", kubeconfig: pulumi.secret(kubeconfig) } as unknown as Cluster, RELEASE, LAYOUT);

test("a host is asked with its kubeconfig, and named with the zone", async () => {
  const state = { releases: [], lacks: [] };
  jest.mocked(hostState).mockResolvedValue(state);
  const { title, host } = target("kubeconfig of f");
  expect([title, host!.release]).toEqual(["kairen.com. on f", RELEASE.karmada]);
  expect(await host!.state()).toBe(state);
  expect(hostState).toHaveBeenCalledWith("kubeconfig of f", RELEASE, LAYOUT);
});

test("a host that exists only after the up is not asked", async () => {
  jest.mocked(hostState).mockClear();
  expect(await target(pulumi.unknown as string).host!.state()).toBeUndefined();
  expect(hostState).not.toHaveBeenCalled();
});
