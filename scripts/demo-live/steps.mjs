const terminal = process.stdout.isTTY === true;
const MILLISECONDS_BETWEEN_LINES = 10_000;

const bold = (text) => (terminal ? `\u001b[1m${text}\u001b[22m` : text);
const clearLine = () => terminal && process.stdout.write("\r\u001b[K");

/** Does one step, with a heading, what it says in the meantime, and how long it took. */
export async function step(title, action) {
  const start = Date.now();
  const seconds = () => `${Math.round((Date.now() - start) / 1000)} s`;
  let last = start;
  const say = (text) => {
    if (terminal)
      process.stdout.write(`\r\u001b[K  ${seconds().padStart(5)}  ${text}`.slice(0, process.stdout.columns));
    else if (Date.now() - last > MILLISECONDS_BETWEEN_LINES) {
      last = Date.now();
      console.log(`  ${seconds().padStart(5)}  ${text}`);
    }
  };
  console.log(`\n${bold(title)}`);
  const result = await action(say);
  clearLine();
  console.log(`  ${seconds().padStart(5)}  done`);
  return result;
}

export function show(text) {
  clearLine();
  console.log(text.trimEnd().replace(/^/gm, "  "));
}

/** Waits for a key. Without a terminal, nobody could press one. */
export function key(text) {
  if (!terminal || !process.stdin.isTTY) return Promise.resolve();
  console.log(`\n${bold(text)}`);
  process.stdin.setRawMode(true);
  return new Promise((resolve) => {
    process.stdin.once("data", () => {
      process.stdin.setRawMode(false);
      process.stdin.pause();
      resolve();
    });
    process.stdin.resume();
  });
}
