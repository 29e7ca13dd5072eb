import { Federation } from "../federation/federation";
import { cluster, flagsOf } from "../recorded.test-support";
import { plain, record, type RecordedResource } from "../testing";

export let resources: RecordedResource[];

beforeAll(async () => {
  resources = await record(() => {
    new Federation(cluster("f-cluster", "f"), "kairen.com");
  });
});

export const all = <T>(type: string): T[] =>
  resources.filter((resource) => resource.type.endsWith(`:${type}`)).map(({ inputs }) => plain<T>(inputs));

export const flags = (component: string): Record<string, string> =>
  flagsOf(resources, ":Deployment", `federation-${component}`);
