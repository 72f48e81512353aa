import { PRESSES, type Press, pressOf } from "./press";
import { showMissing, showWaiting } from "./waiting";

// Stands in the page itself (app/layout.tsx), before everything that can be pressed: the page's other scripts may be long
// in coming, or not come at all.
const presses: Press[] = [];

function hear(event: Event): void {
  const press = pressOf(event);
  if (!press) return;
  // By itself the browser would load the page anew, with the form's words in the address.
  if (event.type === "submit") event.preventDefault();
  presses.push(press);
  showWaiting(true);
}

function miss({ target }: Event): void {
  // What an extension, or somebody on the way, puts into the page is no part of it.
  if (target instanceof HTMLScriptElement && target.src.startsWith(`${location.origin}/`)) showMissing();
}

window.guichePressed = {
  presses,
  forget() {
    for (const kind of PRESSES) removeEventListener(kind, hear, true);
  },
  arrive() {
    removeEventListener("error", miss, true);
  },
};
for (const kind of PRESSES) addEventListener(kind, hear, true);
addEventListener("error", miss, true);
