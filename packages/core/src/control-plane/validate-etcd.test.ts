import { tell } from "@fedstack/constructs/faults";
import { RELEASE } from "../karmada";
import { shapeFaults } from "../validation/shape";
import { controlPlaneEtcd } from "./validate-etcd";

const external = {
  endpoints: ["https://etcd.example.com:2379"],
  tls: { authority: "CA", certificate: "PEM", key: "KEY" },
  prefix: "/fedstack/prod",
};
const told = (args: object): string[] => shapeFaults("etcd", args, controlPlaneEtcd(RELEASE)).map(tell);

test("an etcd of the library's, and one that exists, are taken", () => {
  expect(told({ replicas: 3, storage: { size: "8Gi" } })).toEqual([]);
  expect(told({ external })).toEqual([]);
});

test("an option of the library's etcd has no effect beside one that exists, and is refused", () => {
  expect(told({ external, replicas: 3, extraArgs: {} })).toEqual([
    "etcd.extraArgs: has no effect with etcd.external, which the library does not run; remove it",
    "etcd.replicas: has no effect with etcd.external, which the library does not run; remove it",
  ]);
});
