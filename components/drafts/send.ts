import type { DraftContent, SaveAnswer } from "@/lib/drafts/schema";

/** What came of a save: the server's answer, or why there was none. */
export type Outcome = SaveAnswer | { outcome: "offline" | "login" | "refused" };

interface Save {
  id: string;
  revision: number;
  owner: string;
  content: DraftContent;
}

/** Browsers let this much go out while the page goes away. */
const LAST_WORDS_BYTES = 60_000;

const address = (place: string) => `/api/drafts/${encodeURIComponent(place)}`;

/** Sends what was typed. Never rejects: a page that is being typed in has nobody to catch it. */
export async function sendDraft(place: string, save: Save, options: RequestInit = {}): Promise<Outcome> {
  try {
    const response = await fetch(address(place), {
      method: "PUT",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(save),
      ...options,
    });
    if (response.ok || response.status === 409 || response.status === 410) return await response.json();
    if (response.status === 401) return { outcome: "login" };
    return { outcome: response.status < 500 && response.status !== 429 ? "refused" : "offline" };
  } catch {
    return { outcome: "offline" };
  }
}

/** The same while the page goes away, if it is small enough for that. */
export function sendLastWords(place: string, save: Save): Promise<Outcome> | null {
  const fits = new Blob([JSON.stringify(save)]).size < LAST_WORDS_BYTES;
  return fits ? sendDraft(place, save, { keepalive: true }) : null;
}

/** Throws the draft and its files away; false when the server could not be reached. */
export async function sendDiscard(place: string): Promise<boolean> {
  try {
    return (await fetch(address(place), { method: "DELETE" })).ok;
  } catch {
    return false;
  }
}
