import { readFileSync } from "node:fs";
import { kubectl, within } from "./lab";
import type { Stack } from "./stack";
import { printed, withTokenOf } from "./tokens";

interface Kubeconfig {
  readonly users: readonly [{ readonly user: { readonly token: string } }];
}

const SECONDS = 1200;
const OF_MEMBER = ["get", "namespace", "shop", "-o", "name"];

/** Expects an `up` to replace a token of A that does not expire by one that does, and the next to change nothing. */
export async function givesAnEnd(stack: Stack): Promise<void> {
  const { file } = await withTokenOf(stack, "a", "a");
  const lasting = stack.keep("lasting.json", readFileSync(file, "utf8"));
  await stack.configure({ tokenSeconds: SECONDS });
  const preview = await stack.preview();
  expect(preview).toContain('the token of karmada-a-cluster does not expire; "pulumi up" issues a new one');
  expect(await printed(lasting, ...OF_MEMBER)).toBe("namespace/shop\n");

  const start = Date.now();
  await stack.up("up that gives a member's token an end");
  expect(await printed(lasting, ...OF_MEMBER)).toMatch(/Unauthorized|logged in/);
  const current = await withTokenOf(stack, "a", "a");
  expect(await printed(current, ...OF_MEMBER)).toBe("namespace/shop\n");
  const expires = await expiryIn(stack);
  const seconds = (Date.parse(expires) - start) / 1000;
  expect(seconds).toBeGreaterThan(SECONDS - 1);
  expect(seconds).toBeLessThan(SECONDS + 300);

  const again = await stack.up("up that renews no token");
  expect(again).toMatch(/Resources:\s+\d+ unchanged/);
  expect(await expiryIn(stack)).toBe(expires);
  const { users } = JSON.parse(readFileSync(current.file, "utf8")) as Kubeconfig;
  expect(await stack.export()).not.toContain(users[0].user.token);
}

/** Expects A not to be Ready once it refuses its token, and to be Ready after an `up`. */
export async function repairsEnded(stack: Stack, federation: { readonly file: string }): Promise<void> {
  const ended = JSON.stringify({ stringData: { token: "ended" } });
  await kubectl(federation, "-n", "karmada-cluster", "patch", "secret", "a-cluster", "--patch", ended);
  const becomes = (ready: "True" | "False"): Promise<string> =>
    kubectl(
      federation,
      ...["wait", `--for=condition=Ready=${ready}`, "clusters.cluster.karmada.io/a-cluster", within(150)],
    );
  await becomes("False");
  await stack.up("up that repairs a member whose token has ended");
  await becomes("True");
}

async function expiryIn(stack: Stack): Promise<string> {
  return (await stack.outputs<{ tokenExpires: string }>()).tokenExpires;
}
