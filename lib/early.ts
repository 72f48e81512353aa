type Box = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

const BOXES = "input, textarea, select";
const AGAIN_MS = 50;
const LONGEST_MS = 10_000;

/** What was filled in before the page's scripts were there to hear it. */
const early = new Map<Box, string | boolean>();

const isToggle = (box: Box): box is HTMLInputElement => box.type === "checkbox" || box.type === "radio";
const stateOf = (box: Box) => (isToggle(box) ? box.checked : box.value);

function isTouched(box: Box): boolean {
  if (box instanceof HTMLSelectElement) {
    return [...box.options].some((option) => option.selected !== option.defaultSelected);
  }
  return isToggle(box) ? box.checked !== box.defaultChecked : box.value !== box.defaultValue;
}

function note({ target }: Event): void {
  if (target instanceof HTMLElement && target.matches(BOXES))
    early.set(target as Box, stateOf(target as Box));
}

/** On a slow line a page can be filled in before it is alive. Called before that: from now on nothing gets lost. */
export function keepEarlyInput(): void {
  for (const box of document.querySelectorAll<Box>(BOXES)) if (isTouched(box)) early.set(box, stateOf(box));
  document.addEventListener("input", note, true);
  document.addEventListener("change", note, true);
}

/** Called once the page is alive: what was filled in earlier is filled in again, where it is heard now. */
export function handOverEarlyInput(): void {
  document.removeEventListener("input", note, true);
  document.removeEventListener("change", note, true);
  const until = performance.now() + LONGEST_MS;
  const handOver = () => {
    for (const [box, state] of early) {
      if (!isAlive(box)) continue;
      early.delete(box);
      fillAgain(box, state);
    }
    // Parts that are loaded by themselves come to life later.
    if (early.size > 0 && performance.now() < until) setTimeout(handOver, AGAIN_MS);
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
