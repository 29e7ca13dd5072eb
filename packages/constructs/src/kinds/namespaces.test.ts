import { isKarmadaNamespace, isKubernetesNamespace, isMembersNamespace } from "./namespaces";

const NAMES = ["karmada-system", "karmada-cluster", "karmada-es-a", "kube-system", "kube-x", "default"];
const OTHERS = ["shop", "karmada", "karmada-esa", "my-karmada-es-a", "my-kube-system", "kube"];
const those = (is: (name: string) => boolean): string[] => [...NAMES, ...OTHERS].filter(is);

test("Karmada keeps the namespaces of its members and of its control plane to itself, and Kubernetes its own", () => {
  expect(those(isMembersNamespace)).toEqual(["karmada-cluster", "karmada-es-a"]);
  expect(those(isKarmadaNamespace)).toEqual(["karmada-system", "karmada-cluster", "karmada-es-a"]);
  expect(those(isKubernetesNamespace)).toEqual(["kube-system", "kube-x"]);
});
