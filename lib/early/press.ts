/** A button that was pressed, or a form that was sent, with the button that sent it. */
export interface Press {
  target: HTMLButtonElement | HTMLFormElement;
  by: HTMLElement | null;
}

declare global {
  interface Window {
    /** What was pressed before the page's scripts came, and how it was heard. */
    guichePressed?: { presses: Press[]; hear: (event: Event) => void };
  }
}

export const PRESSES = ["click", "submit"] as const;

/**
 * What of a page does nothing by itself: buttons, and forms with no address to send to. A button that sends its form is
 * heard of as the form.
 */
export function pressOf(event: Event): Press | null {
  const { target } = event;
  if (target instanceof HTMLFormElement && event.type === "submit")
    return target.hasAttribute("action") ? null : { target, by: (event as SubmitEvent).submitter };
  const button = event.type === "click" && target instanceof Element ? target.closest("button") : null;
  return button && !(button.type === "submit" && button.form) ? { target: button, by: null } : null;
}

/** Shows that something was pressed and has yet to happen (app/globals.css). */
export const showWaiting = (waits: boolean): void => {
  document.documentElement.toggleAttribute("data-waits", waits);
};
