import { isAlive } from "./alive";
import { waitsIn } from "./boxes";
import { PRESSES, type Press, pressOf } from "./press";
import { showWaiting } from "./waiting";

/** Who pressed so long ago has gone on to something else. */
const LONGEST_MS = 60_000;

/** What was pressed where nobody heard it: once each, in the order of the last time. */
const early = new Map<Press["target"], Press>();

function keep(press: Press): void {
  early.delete(press.target);
  early.set(press.target, press);
}

/** Whether a press would be heard by now, and after the words that it is about. */
const isHeard = (target: Press["target"]): boolean =>
  isAlive(target) && !waitsIn(target instanceof HTMLFormElement ? target : (target.form ?? document.body));

function forgetLost(): void {
  const since = performance.now() - LONGEST_MS;
  for (const [target, { at }] of early) if (!target.isConnected || at < since) early.delete(target);
}

/** Nobody else hears of what is noted here: it happens once, later. */
function note(event: Event): void {
  const press = pressOf(event);
  if (!press) return;
  if (isHeard(press.target)) {
    early.delete(press.target);
  } else {
    if (event.type === "submit") event.preventDefault();
    event.stopImmediatePropagation();
    keep(press);
  }
  forgetLost();
  showWaiting(early.size > 0);
}

/** From now on what is pressed is noted where nobody hears it, with what was pressed before the scripts came. */
export function keepPresses(): void {
  const { presses = [], forget } = window.guichePressed ?? {};
  for (const press of presses) keep(press);
  forget?.();
  for (const kind of PRESSES) addEventListener(kind, note, true);
}

/** The first that is heard by now is pressed again. One at a time: what it brings about is drawn before the next. */
export function handOverPress(): void {
  forgetLost();
  const next = [...early.values()].find(({ target }) => isHeard(target));
  if (next) {
    const { target, by } = next;
    early.delete(target);
    if (target instanceof HTMLFormElement) target.requestSubmit(by?.isConnected ? by : null);
    else target.click();
  }
  showWaiting(early.size > 0);
}

export function forgetPresses(): void {
  for (const kind of PRESSES) removeEventListener(kind, note, true);
  early.clear();
  showWaiting(false);
}
