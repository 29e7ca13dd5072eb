import { asTheyWere, inventory } from "./kubernetes";
import { live, ON_PREM } from "./lab";
import { podsOf, unready } from "./pods";
import { deleteUnrecordedNamespaces } from "./recovery";
import { Stack } from "./stack";
import { authoritiesIn, resourcesIn } from "./state";

/** The resource that is being created when the update ends. */
const STAGES = {
  "the control plane's etcd": /StatefulSet federation-etcd creating/,
  "a definition of Karmada's": /CustomResourceDefinition \S*policies.policy.karmada.io creating/,
  "a member": /Cluster federation-f-a-cluster creating/,
} as const;
const NAMESPACES = ["federation-system", "federation"];

/** The steps in docs/recovery.md before the next up. */
const RECOVERY = {
  SIGINT: async () => {},
  SIGKILL: async (stack: Stack) => {
    await stack.cancel();
    await stack.refresh("--clear-pending-creates");
    await deleteUnrecordedNamespaces(stack, "federation");
  },
} as const;

for (const signal of ["SIGINT", "SIGKILL"] as const) {
  describe(signal, () => {
    const stack = new Stack("examples/on-prem");
    let before: Record<string, string>;
    const authorities: Record<string, string> = {};

    afterAll(() => stack.remove());

    for (const [made, at] of Object.entries(STAGES)) {
      live(`up is ended by ${signal} while ${made} is created`, async () => {
        before ??= await inventory("uid");
        if (stack.printed === "") await stack.init(ON_PREM);
        const { code } = await stack.upInterrupted({ at, signal });
        expect(code).not.toBe(0);
        await RECOVERY[signal](stack);
        Object.assign(authorities, await authoritiesIn(stack), authorities);
      });
    }

    live(`after three times ${signal}, up finishes, with no second authority and nothing created twice`, async () => {
      await stack.up(`up after three times ${signal}`);
      const certificates = await authoritiesIn(stack);
      expect(Object.keys(authorities)).not.toEqual([]);
      expect(certificates).toMatchObject(authorities);
      const { resources, pending } = await resourcesIn(stack);
      expect(pending).toEqual([]);
      expect(resources.filter(({ delete: doomed }) => doomed)).toEqual([]);
      const ids = resources.flatMap(({ type, id, provider }) => (id ? [`${type} ${id} ${provider}`] : []));
      expect(new Set(ids).size).toBe(ids.length);
      expect(unready(await podsOf(...NAMESPACES))).toEqual([]);
      await stack.up("second up", "--expect-no-changes");
      await stack.refresh("--expect-no-changes");
    });

    live(`a destroy after ${signal} leaves the three clusters as they were`, async () => {
      await stack.destroy();
      await asTheyWere(before);
    });
  });
}
