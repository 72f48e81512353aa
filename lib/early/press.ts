/** A button that was pressed, or a form that was sent, with the button that sent it. */
export interface Press {
  target: HTMLButtonElement | HTMLFormElement;
  by: HTMLElement | null;
  /** By the page's own clock, in milliseconds. */
  at: number;
}

declare global {
  interface Window {
    /** What was pressed before the page's scripts came. */
    guichePressed?: {
      presses: Press[];
      /** What is pressed is heard by somebody else from now on. */
      forget: () => void;
      /** All of the page is here: no script of it is missed any more. */
      arrive: () => void;
    };
  }
}

export const PRESSES = ["click", "submit"] as const;

/**
 * What of a page does nothing by itself: buttons, and forms with no address to send to. A button that sends its form is
 * heard of as the form.
 */
export function pressOf(event: Event): Press | null {
  const { target, timeStamp: at } = event;
  if (target instanceof HTMLFormElement && event.type === "submit")
    return target.hasAttribute("action") ? null : { target, by: (event as SubmitEvent).submitter, at };
  const button = event.type === "click" && target instanceof Element ? target.closest("button") : null;
  return button && !(button.type === "submit" && button.form) ? { target: button, by: null, at } : null;
}
