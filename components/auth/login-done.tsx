"use client";

import { useEffect } from "react";
import { LOGIN_CHANNEL } from "./sign-in";

/** In the small window of a gov.br login: tells the page that waits, and closes the window if it may. */
export function LoginDone() {
  useEffect(() => {
    const channel = new BroadcastChannel(LOGIN_CHANNEL);
    channel.postMessage("done");
    channel.close();
    window.close();
  }, []);
  return null;
}
