"use client";

import { MessagePage } from "./message-page";
import { missing } from "./missing";

/** The page for an address where nothing is. */
export function MissingPage() {
  return <MessagePage {...missing} />;
}
