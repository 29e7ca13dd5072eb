import { fakeKubeconfig } from "@fedstack/core/testing";

interface Kubeconfig {
  readonly clusters: readonly [{ readonly cluster: { readonly "certificate-authority-data": string } }];
}

/** Certificate of an authority, as kubeconfigs have it. */
export const AUTHORITY = (JSON.parse(fakeKubeconfig("cloud")) as Kubeconfig).clusters[0].cluster[
  "certificate-authority-data"
];
