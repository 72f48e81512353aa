import { TEMPLATES } from "@/components/auth/login-marks";
import { keepTheme } from "@/components/layout/theme";
import { parseTheme, themeCookie } from "@/lib/theme";
import { copyOf } from "./parts";

/** What stands around the page: the choice of colours and the notice that the connection is gone. */
export function bringShellToLife(): void {
  for (const button of document.querySelectorAll<HTMLElement>("header button[aria-controls]")) unfold(button);
  for (const choice of document.querySelectorAll<HTMLInputElement>(`input[name=${themeCookie}]`)) {
    choice.addEventListener("change", () => keepTheme(parseTheme(choice.value)));
  }
  noticeOffline();
}

/** As `useDisclosure` (components/ui/menu.tsx): closes on Esc, on a click outside, and when the focus leaves. */
function unfold(button: HTMLElement): void {
  const panel = document.getElementById(button.getAttribute("aria-controls") ?? "");
  const box = button.parentElement;
  if (!panel || !box) return;
  const isOpen = () => !panel.hidden;
  const show = (open: boolean) => {
    panel.hidden = !open;
    button.setAttribute("aria-expanded", String(open));
  };
  button.addEventListener("click", () => show(!isOpen()));
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !isOpen()) return;
    show(false);
    button.focus();
  });
  const leave = (to: EventTarget | null) => {
    if (isOpen() && !(to instanceof Node && box.contains(to))) show(false);
  };
  box.addEventListener("focusout", ({ relatedTarget }) => relatedTarget && leave(relatedTarget));
  document.addEventListener("pointerdown", ({ target }) => leave(target));
}

function noticeOffline(): void {
  const place = document.querySelector("[data-offline]");
  const tell = () => {
    const words = navigator.onLine ? null : copyOf(TEMPLATES.offline);
    place?.replaceChildren(...(words ? [words] : []));
  };
  for (const name of ["online", "offline"]) window.addEventListener(name, tell);
  tell();
}
