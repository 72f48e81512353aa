import "server-only";
import { linksIn } from "../mail/link";
import { type MailFile, type MailMessage, readMessage } from "./message";

/** A letter within a letter within a letter. */
const DEEPEST = 3;
/** More letters than anybody encloses: to take one apart costs much, and each may hold hundreds. */
const MOST_ENCLOSED = 50;
/** Nobody was ever sent so many letters. */
const MOST = 10_000;

/**
 * Digests of the letters' links that a message holds: in its text, in what it forwards, and in its bytes, for one that nobody
 * can take apart.
 */
export async function quotedIn(raw: Uint8Array, message: MailMessage | null): Promise<string[]> {
  const search = { found: new Set<string>(), enclosed: 0 };
  await look(search, raw, message, 0);
  return [...search.found].slice(0, MOST);
}

/** What was found so far, and how many enclosed letters were taken apart for it. */
interface Search {
  found: Set<string>;
  enclosed: number;
}

async function look(
  search: Search,
  raw: Uint8Array,
  message: MailMessage | null,
  depth: number,
): Promise<void> {
  const { found } = search;
  const { html, text, files } = message ?? { html: null, text: null, files: [] };
  for (const part of [latin1(raw), html ?? "", text ?? ""]) for (const link of linksIn(part)) found.add(link);
  for (const file of files) {
    if (found.size >= MOST) return;
    const opens = isLetter(file) && depth < DEEPEST && search.enclosed < MOST_ENCLOSED;
    if (opens) search.enclosed += 1;
    const enclosed = opens ? await readMessage(file.bytes).catch(() => null) : null;
    await look(search, file.bytes, enclosed, depth + 1);
  }
}

/** Programs name what they enclose by its subject, or not at all. */
const isLetter = ({ name, type }: MailFile) =>
  /\.eml$/i.test(name) || type === "message/rfc822" || type === "message/global";

const latin1 = ({ buffer, byteOffset, byteLength }: Uint8Array) =>
  Buffer.from(buffer, byteOffset, byteLength).toString("latin1");
