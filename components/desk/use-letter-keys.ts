"use client";

import { useSyncExternalStore } from "react";

const NAME = "guiche:teclas";
const changed = new EventTarget();

function subscribe(notify: () => void) {
  changed.addEventListener("change", notify);
  window.addEventListener("storage", notify);
  return () => {
    changed.removeEventListener("change", notify);
    window.removeEventListener("storage", notify);
  };
}

/** Whether single letters act as keys: on, unless the person switched them off on this device. */
export function useLetterKeys(): [boolean, (on: boolean) => void] {
  const on = useSyncExternalStore(
    subscribe,
    () => window.localStorage.getItem(NAME) !== "off",
    () => true,
  );
  function set(next: boolean) {
    window.localStorage.setItem(NAME, next ? "on" : "off");
    changed.dispatchEvent(new Event("change"));
  }
  return [on, set];
}
