import process from "node:process";

const startedAt = Number(process.env.GUICHE_STARTED_AT ?? Date.now());
const colourful = process.stdout.isTTY && !process.env.NO_COLOR;

/** Environment for the next process, so that its clock goes on where this one stops. */
export const clock = { GUICHE_STARTED_AT: String(startedAt) };

export const paint = {
  good: (text) => (colourful ? `\x1b[32m${text}\x1b[0m` : text),
  bad: (text) => (colourful ? `\x1b[31m${text}\x1b[0m` : text),
  soft: (text) => (colourful ? `\x1b[2m${text}\x1b[0m` : text),
};

/** One line of progress, with the seconds since the command began. */
export function say(text) {
  const seconds = String(Math.round((Date.now() - startedAt) / 1000)).padStart(4);
  console.log(`${paint.soft(`${seconds} s`)}  ${text}`);
}

/** One sentence about what is wrong, and the end. */
export function giveUp(sentence) {
  console.error(paint.bad(sentence));
  process.exit(1);
}
