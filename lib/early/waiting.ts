const SOON_MS = 1000;
const PLACE = "espera";

/** What can be said above the page. Who says less gives way, whichever script of the page says it. */
const RANKS = { waiting: 0, lost: 1, missing: 2 };
type Matter = keyof typeof RANKS;

/** Shows that something was pressed and has yet to happen; says it, too, when that takes long (app/globals.css). */
export function showWaiting(waits: boolean): void {
  const { documentElement: page } = document;
  // Nothing happens any more that could be waited for.
  if (said() === "missing") return;
  if (waits && !page.hasAttribute("data-waits"))
    setTimeout(
      () => page.hasAttribute("data-waits") && say("waiting", "Um momento: a página ainda está carregando."),
      SOON_MS,
    );
  page.toggleAttribute("data-waits", waits);
  if (!waits) hush("waiting");
}

/** Says that something that was pressed will not happen, until something is pressed again. */
export function showLost(): void {
  if (!say("lost", "O que você pressionou não aconteceu. Pressione de novo.")) return;
  const again = ({ isTrusted }: Event) => {
    // What happens in the person's name only now was pressed before.
    if (!isTrusted) return;
    removeEventListener("click", again, true);
    hideLost();
  };
  addEventListener("click", again, true);
}

/** It was pressed again. */
export const hideLost = (): void => hush("lost");

/** Says, for good, that a part of the page did not come, with a way to load it again. */
export function showMissing(): void {
  showWaiting(false);
  const again = document.createElement("a");
  again.href = location.href;
  again.append("Recarregar");
  // A page that is alive would follow its own address without loading anything.
  again.addEventListener("click", (event) => {
    event.preventDefault();
    location.reload();
  });
  say("missing", "A página não carregou por inteiro. ")?.append(again);
}

const said = () => document.getElementById(PLACE)?.dataset.matter as Matter | undefined;

/** Says something to who sees and who hears it; null where as much, or more, is said already. */
function say(matter: Matter, words: string): HTMLElement | null {
  const now = said();
  if (now && RANKS[now] >= RANKS[matter]) return null;
  document.getElementById(PLACE)?.remove();
  const word = document.createElement("p");
  word.id = PLACE;
  word.role = "alert";
  word.dataset.matter = matter;
  document.body.append(word);
  word.append(words);
  return word;
}

function hush(matter: Matter): void {
  if (said() === matter) document.getElementById(PLACE)?.remove();
}
