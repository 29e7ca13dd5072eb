import * as pulumi from "@pulumi/pulumi";

/** What of a handle distinguishes it from others. */
interface Named {
  readonly name: string;
}

interface Handle extends Named {
  readonly parent: pulumi.Resource | undefined;
}

/** Handles of each program. */
const handles = new WeakMap<object, Handle[]>();

/** Records that a program has a handle. */
export function recordHandle(cluster: Named, parent: pulumi.Resource | undefined): void {
  const key = programOf(cluster);
  handles.set(key, [...(handles.get(key) ?? []), { name: cluster.name, parent }]);
}

/** Whether the program of a handle has one of a name under a parent. */
export function hasHandle(of: Named, name: string, parent: pulumi.Resource | undefined): boolean {
  return (handles.get(programOf(of)) ?? []).some((one) => one.name === name && one.parent === parent);
}

/** What lives as long as the program: its stack, or a handle of the program where there is no stack. */
export function programOf(cluster: Named): object {
  return pulumi.runtime.getStackResource() ?? cluster;
}
