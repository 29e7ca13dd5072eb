import * as pulumi from "@pulumi/pulumi";

/** Lets a test make resources that nobody looks at. */
export function withoutRecording(): Promise<void> {
  return pulumi.runtime.setMocks({ newResource: () => ({ id: "", state: {} }), call: () => ({}) });
}
