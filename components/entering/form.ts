import { LOGIN_FORM, LOGIN_HEAD, TEMPLATES } from "@/components/auth/login-marks";
import { signInWithPassword } from "@/components/auth/sign-in";
import { loginMessage } from "@/lib/accounts/labels";
import { copyOf, fieldOf } from "./parts";

/** Sends CPF and password without leaving the page: a refusal is said, and what was typed stays. */
export function bringFormToLife(): void {
  const form = document.getElementById(LOGIN_FORM);
  if (!(form instanceof HTMLFormElement)) return;
  let rest: (() => void) | null = null;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (rest) return;
    rest = showBusy(form);
    say(null);
    const value = (name: string) => fieldOf(form, name)?.value ?? "";
    const answer = await signInWithPassword(value("cpf"), value("password"), value("callbackUrl"));
    if (answer.ok) {
      location.assign(answer.url);
      return;
    }
    rest();
    rest = null;
    say(answer.code);
    const wrong = fieldOf(form, answer.code === "cpf" ? "cpf" : "password");
    wrong?.focus();
    wrong?.select();
  });
  // Back from where the login led, the browser may show the page as it was left.
  window.addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    rest?.();
    rest = null;
  });
  bringDemoToLife(form);
}

/** The button that shows and hides what is written in the password's field. */
export function bringPasswordToLife(): void {
  const button = document.querySelector(`#${LOGIN_FORM} button[aria-pressed]`);
  const input = button?.parentElement?.querySelector("input");
  if (!button || !input) return;
  button.addEventListener("click", () => {
    const shown = input.type === "password";
    input.type = shown ? "text" : "password";
    button.setAttribute("aria-pressed", String(shown));
    const use = button.querySelector("use");
    use?.setAttribute("href", `${use.getAttribute("href")?.split("#")[0]}#${shown ? "eye-off" : "eye"}`);
  });
}

/** One click on one of the demo's people fills the form and sends it. */
function bringDemoToLife(form: HTMLFormElement): void {
  document.addEventListener("submit", (event) => {
    const chosen = event.target;
    if (!(chosen instanceof HTMLFormElement) || chosen.dataset.fills !== form.id) return;
    event.preventDefault();
    const data = new FormData(chosen, event.submitter);
    for (const name of ["cpf", "password"]) {
      const field = fieldOf(form, name);
      if (field) field.value = String(data.get(name) ?? "");
    }
    form.requestSubmit();
  });
}

/** Why the person is not in, in place of what was said before; null takes it away. */
function say(code: string | null): void {
  const head = document.getElementById(LOGIN_HEAD);
  const panel = head?.parentElement;
  panel?.querySelector(":scope > [role=alert]")?.remove();
  const notice = code === null ? null : copyOf(TEMPLATES.notice);
  if (!head || !notice || code === null) return;
  const { title, body } = loginMessage(code);
  for (const [mark, words] of [
    ["title", title],
    ["body", body],
  ]) {
    const place = notice.querySelector(`[data-${mark}]`);
    if (place && words) place.textContent = words;
  }
  head.after(notice);
}

/** Makes the form's button look and sound busy; what it returns undoes it. */
function showBusy(form: HTMLFormElement): () => void {
  const button = form.querySelector("button[type=submit]");
  const busy = copyOf(TEMPLATES.busy);
  if (!button || !busy) return () => {};
  const before = [...button.childNodes];
  const names = ["aria-busy", "aria-disabled"];
  for (const name of names) button.setAttribute(name, busy.getAttribute(name) ?? "true");
  button.replaceChildren(...busy.childNodes);
  return () => {
    for (const name of names) button.removeAttribute(name);
    button.replaceChildren(...before);
  };
}
