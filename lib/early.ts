type Box = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

const BOXES = "input, textarea, select";
const AGAIN_MS = 50;
const LONGEST_MS = 10_000;

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

/** On a slow line a page can be filled in before it is alive. Called before that: from now on nothing gets lost. */
export function keepEarlyInput(): void {
  for (const box of document.querySelectorAll<Box>(BOXES)) if (isTouched(box)) early.set(box, stateOf(box));
  for (const kind of KINDS) document.addEventListener(kind, note, true);
}

/**
 * Called once the page is alive: what was filled in earlier is filled in again, where it is heard now. Parts that are
 * loaded by themselves come to life later; what is filled in there meanwhile is kept in the same way.
 */
export function handOverEarlyInput(): void {
  for (const kind of KINDS) {
    document.removeEventListener(kind, note, true);
    document.addEventListener(kind, noteLate, true);
  }
  const until = performance.now() + LONGEST_MS;
  const handOver = () => {
    for (const [box, state] of early) {
      if (!isAlive(box)) continue;
      early.delete(box);
      fillAgain(box, state);
    }
    if (performance.now() < until) setTimeout(handOver, AGAIN_MS);
    else for (const kind of KINDS) document.removeEventListener(kind, noteLate, true);
  };
  handOver();
}

const isAlive = (box: Box) => Object.keys(box).some((key) => key.startsWith("__reactProps"));

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
