import { PRESSES, type Press, pressOf, showWaiting } from "./press";

// Stands in the page itself (app/layout.tsx), before everything that can be pressed: the page's other scripts may be long
// in coming.
const presses: Press[] = [];

function hear(event: Event): void {
  const press = pressOf(event);
  if (!press) return;
  // By itself the browser would load the page anew, with the form's words in the address.
  if (event.type === "submit") event.preventDefault();
  presses.push(press);
  showWaiting(true);
}

window.guichePressed = { presses, hear };
for (const kind of PRESSES) addEventListener(kind, hear, true);
