import { setTimeout as pause } from "node:timers/promises";
import { ask } from "./dns";

/** What a resolver got. It repeats a question once, a second later, if nobody answers or the server says that it failed. */
export interface Answers {
  /** How often it got each answer, such as `NOERROR 198.51.100.7`. */
  readonly answers: Readonly<Record<string, number>>;
  /** Questions without an answer, although they were repeated. */
  readonly unanswered: readonly string[];
}

const PAUSE_MILLISECONDS = 100;
const RETRY_MILLISECONDS = 1_000;
const FAILED = "SERVFAIL";

/** Asks for the address of a name ten times a second, for as long as something else happens. */
export class SteadyResolver {
  private readonly answers: Record<string, number> = {};
  private readonly unanswered: string[] = [];
  private running = true;
  private readonly done: Promise<void>;

  /** @param server name server, as `address:port` */
  public constructor(
    private readonly server: string,
    private readonly name: string,
  ) {
    this.done = this.run();
  }

  public async end(): Promise<Answers> {
    this.running = false;
    await this.done;
    return { answers: this.answers, unanswered: this.unanswered };
  }

  private async run(): Promise<void> {
    while (this.running) {
      try {
        const first = await this.answer().catch(() => FAILED);
        const answer = first === FAILED ? await pause(RETRY_MILLISECONDS).then(() => this.answer()) : first;
        this.answers[answer] = (this.answers[answer] ?? 0) + 1;
      } catch (error) {
        this.unanswered.push((error as Error).message);
      }
      await pause(PAUSE_MILLISECONDS);
    }
  }

  private async answer(): Promise<string> {
    const { code, addresses } = await ask(this.server, this.name, "udp");
    return [code, ...addresses].join(" ");
  }
}
