import fc from "fast-check";
import {
  type Etcdctl,
  known,
  type KnownMember,
  listMembers,
  reach,
  readMembers,
  shrunk,
  voting,
  without,
} from "./etcd-growth";

const wanted = [0, 1, 2].map((index) => ({ name: `etcd-${index}`, peerUrl: `https://etcd-${index}.etcd:2380` }));
const [founder, second, third] = wanted as [(typeof wanted)[0], (typeof wanted)[0], (typeof wanted)[0]];
const limits = { path: "etcd", timeoutSeconds: 0, remedy: "look at its pods" };

/** An etcd of one member, whose new members start when the test says so. */
class SimulatedEtcd {
  public members: KnownMember[] = [{ id: "a0", started: true, peerUrl: founder.peerUrl, learner: false }];
  public readonly commands: string[] = [];
  /** ID of the member that leads. */
  public leader = "a0";
  /** Attempts that are answered with an error, from the first on. */
  public failing = 0;

  public readonly etcdctl: Etcdctl = (attempt, command) => {
    const fails = this.failing > 0;
    if (fails) this.failing -= 1;
    if (fails) return Promise.reject(new Error(`attempt ${attempt} is interrupted`));
    return Promise.resolve(this.run(command));
  };

  /** Starts the members that etcd knows. */
  public start(): void {
    this.members = this.members.map((member) => ({ ...member, started: true }));
  }

  private run([first, action, subject, , urls]: readonly string[]): string {
    if (first === "move-leader") {
      this.commands.push(`${first} ${action} ${subject}`);
      this.leader = action!;
      return "";
    }
    if (action === "list") {
      return this.members
        .map(({ id, started, peerUrl, learner }) =>
          [id, started ? "started" : "unstarted", "", peerUrl, "", String(learner)].join(", "),
        )
        .join("\n");
    }
    if (action === "status") return `"ClusterID" : 7\n"Leader" : ${BigInt(`0x${this.leader}`)}\n"Lease" : 0`;
    this.commands.push(`${action} ${subject}`);
    if (action === "add") {
      const peerUrl = urls!.replace("--peer-urls=", "");
      if (this.members.some((member) => member.peerUrl === peerUrl)) throw new Error("Peer URLs already exists");
      this.members.push({ id: `a${this.members.length}`, started: false, peerUrl, learner: true });
    } else if (action === "remove") {
      this.members = this.members.filter(({ id }) => id !== subject);
    } else {
      this.members = this.members.map((member) => (member.id === subject ? { ...member, learner: false } : member));
    }
    return "";
  }
}

/** An etcd whose wanted members all vote. */
async function grown(): Promise<SimulatedEtcd> {
  const etcd = new SimulatedEtcd();
  await reach(known, wanted, etcd.etcdctl, limits);
  etcd.start();
  await reach(voting, wanted, etcd.etcdctl, limits);
  return etcd;
}

test("members are read as etcdctl prints them", () => {
  expect(
    readMembers(
      "5b7a8a2367f227ca, started, etcd-0, https://etcd-0.etcd:2380, https://etcd-0.etcd:2379, false\n" +
        "8cfc3eb6246e55a0, unstarted, , https://etcd-2.etcd:2380, , true\n",
    ),
  ).toEqual([
    { id: "5b7a8a2367f227ca", started: true, peerUrl: founder.peerUrl, learner: false },
    { id: "8cfc3eb6246e55a0", started: false, peerUrl: third.peerUrl, learner: true },
  ]);
});

test("new members are known as learners first, and vote once all of them run", async () => {
  const etcd = new SimulatedEtcd();
  await reach(known, wanted, etcd.etcdctl, limits);
  expect(etcd.members.map(({ peerUrl, learner }) => [peerUrl, learner])).toEqual([
    [founder.peerUrl, false],
    [second.peerUrl, true],
    [third.peerUrl, true],
  ]);
  etcd.start();
  await reach(voting, wanted, etcd.etcdctl, limits);
  expect(etcd.members.map(({ learner }) => learner)).toEqual([false, false, false]);
  expect(etcd.commands).toEqual(["add etcd-1", "add etcd-2", "promote a1", "promote a2"]);
});

test("no member votes before all of them run, and an error says which does not", async () => {
  const etcd = new SimulatedEtcd();
  await reach(known, wanted, etcd.etcdctl, limits);
  const growth = reach(voting, wanted, etcd.etcdctl, limits);
  await expect(growth).rejects.toThrow(
    "etcd.replicas: its members did not agree within 0 s: etcd-1 has not started. No data is lost; look at its pods, " +
      'and run "pulumi up" again.',
  );
  expect(etcd.commands.filter((command) => command.startsWith("promote"))).toEqual([]);
});

test("an etcd goes back to the members that vote as long as new ones only follow", async () => {
  const etcd = new SimulatedEtcd();
  await reach(known, wanted, etcd.etcdctl, limits);
  await reach(shrunk, [founder], etcd.etcdctl, limits);
  expect(etcd.members.map(({ peerUrl }) => peerUrl)).toEqual([founder.peerUrl]);
  await reach(known, wanted, etcd.etcdctl, limits);
  expect(etcd.members.map(({ learner }) => learner)).toEqual([false, true, true]);
});

test("an etcd shrinks by one member at a time, and those that do not vote go first", async () => {
  const etcd = new SimulatedEtcd();
  await reach(known, wanted, etcd.etcdctl, limits);
  etcd.start();
  await etcd.etcdctl(0, ["member", "promote", "a2"]);
  await reach(shrunk, [founder], etcd.etcdctl, limits);
  expect(etcd.commands.slice(-2)).toEqual(["remove a1", "remove a2"]);
  await reach(known, wanted, etcd.etcdctl, limits);
  etcd.start();
  await reach(voting, wanted, etcd.etcdctl, limits);
  await reach(shrunk, [founder], etcd.etcdctl, limits);
  expect(etcd.commands.slice(-2)).toEqual(["remove a2", "remove a1"]);
  expect(etcd.members.map(({ peerUrl }) => peerUrl)).toEqual([founder.peerUrl]);
});

test("a member that stays leads before one that leads is removed", async () => {
  const etcd = await grown();
  etcd.leader = "a1";
  await reach(shrunk, [founder], etcd.etcdctl, limits);
  expect(etcd.commands.slice(-3)).toEqual([
    "move-leader a0 --endpoints=https://etcd-1.etcd:2379",
    "remove a2",
    "remove a1",
  ]);
});

test("no member that votes is removed while none leads", async () => {
  const etcd = await grown();
  etcd.leader = "0";
  await expect(reach(shrunk, [founder], etcd.etcdctl, limits)).rejects.toThrow("no member leads");
  expect(etcd.members).toHaveLength(3);
});

test("a member that comes back without its data is forgotten first, and then known as one that follows", async () => {
  const etcd = await grown();
  const left = await reach(without(["etcd-1"]), wanted, etcd.etcdctl, limits);
  expect(left.map(({ peerUrl }) => peerUrl)).toEqual([founder.peerUrl, third.peerUrl]);
  const found = await reach(known, wanted, etcd.etcdctl, limits);
  expect(found.at(-1)).toMatchObject({ peerUrl: second.peerUrl, learner: true, started: false });
});

test("members are asked for all members in turn, until one answers", async () => {
  const etcd = new SimulatedEtcd();
  etcd.failing = 2;
  expect(await listMembers(wanted, etcd.etcdctl)).toEqual(etcd.members);
  etcd.failing = 3;
  await expect(listMembers(wanted, etcd.etcdctl)).rejects.toThrow("attempt 2 is interrupted");
});

test.each([
  ["list", "etcdctl cannot list them: denied"],
  ["add", "etcdctl cannot add one: denied"],
])("an error says which command fails: %s", async (action, problem) => {
  const etcd = new SimulatedEtcd();
  const denied: Etcdctl = (attempt, command) =>
    command[1] === action ? Promise.reject(new Error("denied")) : etcd.etcdctl(attempt, command);
  await expect(reach(known, wanted, denied, limits)).rejects.toThrow(`within 0 s: ${problem}. No data is lost`);
});

test("an etcd whose members all vote stays as it is", async () => {
  const etcd = new SimulatedEtcd();
  await reach(voting, [founder], etcd.etcdctl, limits);
  await reach(known, [founder], etcd.etcdctl, limits);
  expect(etcd.commands).toEqual([]);
});

test("wherever growth is interrupted, it goes on and adds and promotes each member once", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(fc.nat(6), fc.boolean()), { maxLength: 4 }), async (interruptions) => {
      const etcd = new SimulatedEtcd();
      const runs = [...interruptions, [0, false] as const];
      for (const [failing, silent] of runs) {
        let left = failing;
        const interrupted: Etcdctl = async (attempt, command) => {
          left -= 1;
          if (left !== 0) return etcd.etcdctl(attempt, command);
          if (silent) await etcd.etcdctl(attempt, command);
          throw new Error("interrupted");
        };
        try {
          await reach(known, wanted, interrupted, { ...limits, timeoutSeconds: -1 });
          etcd.start();
          await reach(voting, wanted, interrupted, { ...limits, timeoutSeconds: -1 });
        } catch (error) {
          expect((error as Error).message).toContain("interrupted");
        }
      }
      expect(etcd.members).toHaveLength(3);
      expect(etcd.members.every(({ learner }) => !learner)).toBe(true);
      expect(new Set(etcd.commands).size).toBe(etcd.commands.length);
    }),
  );
});

test("another member is asked after one that does not answer", async () => {
  const etcd = new SimulatedEtcd();
  etcd.failing = 1;
  const asked: number[] = [];
  const noting: Etcdctl = (attempt, command) => {
    asked.push(attempt);
    return etcd.etcdctl(attempt, command);
  };
  await reach(voting, [founder], noting, { ...limits, timeoutSeconds: 5 });
  expect(asked).toEqual([0, 1]);
});
