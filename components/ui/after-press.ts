const inBrowser = typeof window !== "undefined";
let pressed = false;

if (inBrowser) {
  const release = () => {
    pressed = false;
  };
  const press = () => {
    pressed = true;
  };
  addEventListener("pointerdown", press, { capture: true });
  for (const end of ["pointerup", "pointercancel"]) addEventListener(end, release, { capture: true });
}

/** Runs at once, or, while a finger or a mouse button is down, when its click is over. */
export function afterPress(run: () => void): void {
  if (!pressed) {
    run();
    return;
  }
  const ended = new AbortController();
  const end = () => {
    ended.abort();
    // The click comes right after the release.
    setTimeout(run, 0);
  };
  for (const name of ["pointerup", "pointercancel"]) addEventListener(name, end, { signal: ended.signal });
}
