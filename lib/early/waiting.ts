const SOON_MS = 1000;
const WORD = "espera";

/** Shows that something was pressed and has yet to happen; says it, too, when that takes long (app/globals.css). */
export function showWaiting(waits: boolean): void {
  const { documentElement: page } = document;
  if (waits && !page.hasAttribute("data-waits"))
    setTimeout(
      () => page.hasAttribute("data-waits") && say("Um momento: a página ainda está carregando."),
      SOON_MS,
    );
  page.toggleAttribute("data-waits", waits);
  if (!waits) document.getElementById(WORD)?.remove();
}

/** Says something above the page, to who sees and who hears it. */
export function say(words: string): HTMLElement {
  document.getElementById(WORD)?.remove();
  const word = document.createElement("p");
  word.id = WORD;
  word.role = "alert";
  document.body.append(word);
  word.append(words);
  return word;
}
