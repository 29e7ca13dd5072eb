export { fakeKubeconfig } from "./fake-kubeconfig";
export { record } from "./record";
export type { RecordOptions } from "./record";
export type { EarlierIdentity, RecordedResource } from "./registrations";
export { isSecret, plain } from "./secrets";
