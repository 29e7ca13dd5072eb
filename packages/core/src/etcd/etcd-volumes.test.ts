import * as pulumi from "@pulumi/pulumi";
import { type Question, asking } from "../kubeconfig/ask";
import { getJson } from "../kubeconfig/get-json";
import { NotGiven } from "../kubeconfig/get-text";
import { expectGrowth, growVolumes } from "./etcd-volumes";

jest.mock("../kubeconfig/ask");
jest.mock("../kubeconfig/get-json");

const KUBECONFIG = JSON.stringify({ clusters: [{ cluster: { server: "https://f.example" } }], users: [{ user: {} }] });
const place = { kubeconfig: KUBECONFIG, namespace: "system", path: "etcd" };
const wanted = { name: "etcd", size: "10Gi" };
const CLAIMS = "/api/v1/namespaces/system/persistentvolumeclaims";

interface Volume {
  requested: string;
  provided: string;
}

/** The volumes of a host, by their claims. */
let volumes: Record<string, Volume>;
let answer: (path: string) => object;
const asked: Question[] = [];

beforeEach(() => {
  asked.length = 0;
  volumes = {};
  answer = () => ({ allowVolumeExpansion: true });
  jest.mocked(getJson).mockImplementation(async (_, path) => {
    if (path !== CLAIMS) return answer(path);
    return {
      items: Object.entries(volumes).map(([name, { requested, provided }]) => ({
        metadata: { name },
        spec: { storageClassName: "fast", resources: { requests: { storage: requested } } },
        status: { capacity: { storage: provided }, conditions: [{ message: "waiting for the file system" }] },
      })),
    };
  });
  jest.mocked(asking).mockReturnValue((question) => {
    asked.push(question);
    const volume = volumes[question.path.split("/").at(-1)!]!;
    volume.requested = volume.provided = "10Gi";
    return Promise.resolve({ status: 200, body: undefined, message: "" });
  });
});
afterEach(() => void jest.restoreAllMocks());

const of = (requested: string, provided = requested): Volume => ({ requested, provided });

describe("a preview", () => {
  const told: string[] = [];
  beforeEach(() => {
    told.length = 0;
    jest.spyOn(pulumi.log, "info").mockImplementation((text) => Promise.resolve(void told.push(text)));
    volumes = {
      "data-etcd-0": of("5Gi"),
      "data-etcd-1": of("20Gi"),
      "data-etcd-cluster-0": of("1Gi"),
      other: of("1Gi"),
    };
  });

  test("names each volume that grows, and no other", async () => {
    await expectGrowth(place, wanted, "5Gi");
    expect(told).toEqual(["etcd: the volume of data-etcd-0 grows from 5Gi to 10Gi."]);
    expect(asked).toEqual([]);
  });

  test("refuses smaller volumes, however big they are by now", async () => {
    await expect(expectGrowth(place, wanted, "20Gi")).rejects.toThrow(
      'etcd.storage.size: cannot change from "20Gi" to "10Gi": volumes cannot shrink; set "20Gi" again',
    );
    await expectGrowth(place, wanted, undefined);
  });

  test("refuses where the class does not let volumes grow, and leaves it to Kubernetes where the class cannot be read", async () => {
    answer = () => ({});
    await expect(expectGrowth(place, wanted, "5Gi")).rejects.toThrow(
      'etcd.storage.size: cannot change from "5Gi" to "10Gi", because the storage class "fast" does not let volumes grow; ' +
        'set "5Gi" again, or allowVolumeExpansion in the class',
    );
    answer = () => {
      throw new NotGiven("it answers with 403", 403);
    };
    await expectGrowth(place, wanted, "5Gi");
    expect(told).toHaveLength(1);
    answer = () => {
      throw new NotGiven("it answers with 500", 500);
    };
    await expect(expectGrowth(place, wanted, "5Gi")).rejects.toThrow("500");
  });
});

test("smaller volumes grow, and those that are big enough stay", async () => {
  volumes = { "data-etcd-0": of("5Gi"), "data-etcd-1": of("10Gi"), "data-etcd-2": of("20Gi") };
  await growVolumes(place, wanted, 0);
  expect(asked).toEqual([
    {
      method: "PATCH",
      path: `${CLAIMS}/data-etcd-0`,
      body: { spec: { resources: { requests: { storage: "10Gi" } } } },
    },
  ]);
});

test("a volume that was asked for before and has not grown yet is waited for", async () => {
  volumes = { "data-etcd-0": of("10Gi", "5Gi") };
  setTimeout(() => (volumes["data-etcd-0"]!.provided = "10Gi"), 10);
  await growVolumes(place, wanted, 60);
  expect(asked).toEqual([]);
});

test("a volume that does not grow is an error, which says why", async () => {
  volumes = { "data-etcd-0": of("10Gi", "5Gi") };
  await expect(growVolumes(place, wanted, 0)).rejects.toThrow(
    "etcd.storage.size: the volume of data-etcd-0 in system has not grown to 10Gi within 0 s: waiting for the file system; " +
      'look at the events of the claim, and run "pulumi up" again',
  );
  volumes = { "data-etcd-0": of("5Gi") };
  jest
    .mocked(asking)
    .mockReturnValue(() => Promise.resolve({ status: 403, body: undefined, message: "it is forbidden" }));
  await expect(growVolumes(place, wanted, 0)).rejects.toThrow(
    "etcd.storage.size: the volume of data-etcd-0 in system cannot grow to 10Gi: it is forbidden; " +
      "let the host's kubeconfig patch persistentvolumeclaims there, or set the size that it has",
  );
  jest.mocked(getJson).mockRejectedValue(new NotGiven("it answers with 500", 500));
  await expect(growVolumes(place, wanted, 0)).rejects.toThrow(
    "cannot be asked about the volumes in system: it answers with 500",
  );
});
