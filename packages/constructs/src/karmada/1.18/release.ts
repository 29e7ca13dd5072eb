import type { Release } from "../release";
import { interpreters } from "./interpreters";
import { kinds } from "./kinds";
import { notFollowed, ownKinds } from "./own-kinds";
import { policyFields } from "./policy-fields";
import * as specFields from "./spec-fields.json";

export const RELEASE_1_18 = {
  versions: {
    karmada: "1.18",
    kubernetes: "1.35",
    apis: {
      autoscaling: "autoscaling.karmada.io/v1alpha1",
      bindings: "work.karmada.io/v1alpha2",
      clusters: "cluster.karmada.io/v1alpha1",
      policies: "policy.karmada.io/v1alpha1",
      works: "work.karmada.io/v1alpha1",
    },
  },
  policies: policyFields,
  interpreters,
  kinds,
  ownKinds,
  notFollowed,
  specFields,
} satisfies Release;
