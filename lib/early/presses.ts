import { isAlive } from "./alive";
import { waitsIn } from "./boxes";
import { PRESSES, type Press, pressOf } from "./press";
import { hideLost, showLost, showWaiting } from "./waiting";

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

/** What cannot happen any more, or was pressed too long ago, is said not to happen. */
function giveUpLost(): void {
  const since = performance.now() - LONGEST_MS;
  for (const [target, { at }] of early) {
    if (target.isConnected && at >= since) continue;
    early.delete(target);
    showLost();
  }
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
    hideLost();
    keep(press);
  }
  giveUpLost();
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
  giveUpLost();
  const next = [...early.values()].find(({ target }) => isHeard(target));
  if (next) {
    const { target, by } = next;
    early.delete(target);
    if (target instanceof HTMLFormElement) target.requestSubmit(by && sends(by, target) ? by : null);
    else target.click();
  }
  showWaiting(early.size > 0);
}

/** Whether a form can still be sent by a button: it may be another form's by now, or none that sends. */
function sends(by: HTMLElement, form: HTMLFormElement): boolean {
  const isButton = by instanceof HTMLButtonElement || by instanceof HTMLInputElement;
  return isButton && by.isConnected && by.form === form && (by.type === "submit" || by.type === "image");
}

/** Whether something that was pressed has yet to happen. */
export const pressWaits = (): boolean => early.size > 0;

/** From now on all that is pressed is left to the page. */
export function forgetPresses(): void {
  for (const kind of PRESSES) removeEventListener(kind, note, true);
  window.guichePressed?.arrive();
}
