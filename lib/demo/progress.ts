const startedAt = Number(process.env.GUICHE_STARTED_AT ?? Date.now());
const terminal = process.stdout.isTTY === true;
const colourful = terminal && !process.env.NO_COLOR;

// A closed terminal or pipe must not keep the rest from stopping in order.
process.stdout.on("error", () => {});

const paint = (code: number, text: string) => (colourful ? `\x1b[${code}m${text}\x1b[0m` : text);
export const bold = (text: string) => paint(1, text);
export const soft = (text: string) => paint(2, text);
export const red = (text: string) => paint(31, text);

function stamped(text: string): string {
  const seconds = Math.round((Date.now() - startedAt) / 1000);
  return `${soft(`${String(seconds).padStart(4)} s`)}  ${text}`;
}

/** One line of progress, with the seconds since the command began. */
export function say(text: string): void {
  process.stdout.write(`${stamped(text)}\n`);
}

/** Announces some work and, on a terminal, keeps its clock running until it is done. */
export async function step<T>(text: string, work: () => Promise<T>): Promise<T> {
  if (!terminal) {
    say(text);
    return work();
  }
  const show = () => process.stdout.write(`\r\x1b[K${stamped(text)}`);
  show();
  const timer = setInterval(show, 1000);
  try {
    return await work();
  } finally {
    clearInterval(timer);
    process.stdout.write("\n");
  }
}
