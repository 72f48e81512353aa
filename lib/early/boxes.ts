import { isAlive } from "./alive";

type Box = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

const BOXES = "input, textarea, select";

/** What was filled in before the page's scripts were there to hear it. */
const early = new Map<Box, string | boolean>();

const isToggle = (box: Box): box is HTMLInputElement => box.type === "checkbox" || box.type === "radio";
const stateOf = (box: Box) => (isToggle(box) ? box.checked : box.value);

function isTouched(box: Box): boolean {
  if (box instanceof HTMLSelectElement) return box.selectedIndex !== drawnIndex(box);
  return isToggle(box) ? box.checked !== box.defaultChecked : box.value !== box.defaultValue;
}

/** Where nothing says which option is chosen, the browser itself takes the first that can be. */
function drawnIndex({ options }: HTMLSelectElement): number {
  const drawn = [...options].findIndex((option) => option.defaultSelected);
  return drawn >= 0 ? drawn : [...options].findIndex((option) => !option.disabled);
}

const boxOf = ({ target }: Event) =>
  target instanceof HTMLElement && target.matches(BOXES) ? (target as Box) : null;

function note(event: Event): void {
  const box = boxOf(event);
  if (box) early.set(box, stateOf(box));
}

/** Once the page is alive only its late parts do not hear; what was noted of a box that does is over. */
function noteLate(event: Event): void {
  const box = boxOf(event);
  if (!box) return;
  if (isAlive(box)) early.delete(box);
  else early.set(box, stateOf(box));
}

const KINDS = ["input", "change"] as const;

/** From now on what is filled in is noted, and what already was. */
export function keepBoxes(): void {
  for (const box of document.querySelectorAll<Box>(BOXES)) if (isTouched(box)) early.set(box, stateOf(box));
  for (const kind of KINDS) document.addEventListener(kind, note, true);
}

/** The page is alive: from now on only what is filled in where nobody hears it. */
export function keepLateBoxes(): void {
  for (const kind of KINDS) {
    document.removeEventListener(kind, note, true);
    document.addEventListener(kind, noteLate, true);
  }
}

/** What is heard by now is filled in again. */
export function handOverBoxes(): void {
  for (const [box, state] of early) {
    if (!isAlive(box)) continue;
    early.delete(box);
    fillAgain(box, state);
  }
}

export function forgetBoxes(): void {
  for (const kind of KINDS) document.removeEventListener(kind, noteLate, true);
}

/** Whether something filled in here is still to be heard. */
export const waitsIn = (part: Element): boolean => [...early.keys()].some((box) => part.contains(box));

/** React hears of a change only where the state differs from the one it saw last. */
function fillAgain(box: Box, state: string | boolean): void {
  if (isToggle(box)) {
    // The other choices of a group give way to the one that was made.
    if (box.type === "radio" && !state) return;
    box.checked = !state;
    box.click();
    return;
  }
  if (box.type === "file") {
    box.dispatchEvent(new Event("change", { bubbles: true }));
    return;
  }
  const caret = box === document.activeElement && "selectionStart" in box ? box.selectionStart : null;
  if (box instanceof HTMLSelectElement) {
    box.value = String(state);
  } else {
    box.value = "";
    Reflect.set(Object.getPrototypeOf(box), "value", state, box);
    if (caret !== null) box.setSelectionRange(caret, caret);
  }
  box.dispatchEvent(new Event(box instanceof HTMLSelectElement ? "change" : "input", { bubbles: true }));
}
