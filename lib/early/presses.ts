import { isAlive } from "./alive";
import { waitsIn } from "./boxes";
import { PRESSES, type Press, pressOf, showWaiting } from "./press";

/** What was pressed where nobody heard it: once each, in the order of the first time. */
const early = new Map<Press["target"], Press>();

/** Nobody else hears of what is noted here: it happens once, later. */
function note(event: Event): void {
  const press = pressOf(event);
  if (!press) return;
  if (isAlive(press.target)) {
    early.delete(press.target);
  } else {
    if (event.type === "submit") event.preventDefault();
    event.stopImmediatePropagation();
    early.set(press.target, press);
  }
  showWaiting(early.size > 0);
}

/** From now on what is pressed is noted where nobody hears it, with what was pressed before the scripts came. */
export function keepPresses(): void {
  const { presses = [], hear } = window.guichePressed ?? {};
  for (const press of presses) early.set(press.target, press);
  for (const kind of PRESSES) {
    if (hear) removeEventListener(kind, hear, true);
    addEventListener(kind, note, true);
  }
}

/** What is heard by now is pressed again, after the words of its form. */
export function handOverPresses(): void {
  for (const [target, { by }] of early) {
    if (target.isConnected && (!isAlive(target) || waitsIn(target))) continue;
    early.delete(target);
    if (!target.isConnected) continue;
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
