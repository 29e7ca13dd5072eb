import { eventually, kubectl } from "./lab";

/** Takes the volume of a member of etcd away, and waits until its pod has ended for want of its data. */
export async function loseVolume(namespace: string, pod: string): Promise<void> {
  await kubectl("f", "-n", namespace, "delete", "persistentvolumeclaim", `data-${pod}`, "--wait=false");
  await kubectl("f", "-n", namespace, "delete", "pod", pod);
  await eventually(
    `${pod} has ended without its data`,
    120,
    () => kubectl("f", "-n", namespace, "logs", pod, "--previous").catch(() => ""),
    (log) => /already been bootstrapped|is out of range/.test(log),
  );
}
