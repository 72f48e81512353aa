import "server-only";
import { linksIn } from "../mail/link";
import { type MailMessage, readMessage } from "./message";

/** A letter within a letter within a letter. */
const DEEPEST = 3;
/** Nobody was ever sent so many letters. */
const MOST = 10_000;

/**
 * Digests of the letters' links that a message holds: in its text, in what it forwards, and in its bytes, for one that nobody
 * can take apart.
 */
export async function quotedIn(raw: Uint8Array, message: MailMessage | null): Promise<string[]> {
  const found = new Set<string>();
  await look(found, raw, message, 0);
  return [...found].slice(0, MOST);
}

async function look(
  found: Set<string>,
  raw: Uint8Array,
  message: MailMessage | null,
  depth: number,
): Promise<void> {
  const { html, text, files } = message ?? { html: null, text: null, files: [] };
  for (const part of [latin1(raw), html ?? "", text ?? ""]) for (const link of linksIn(part)) found.add(link);
  for (const { name, bytes } of files) {
    if (found.size >= MOST) return;
    const enclosed =
      /\.eml$/i.test(name) && depth < DEEPEST ? await readMessage(bytes).catch(() => null) : null;
    await look(found, bytes, enclosed, depth + 1);
  }
}

const latin1 = ({ buffer, byteOffset, byteLength }: Uint8Array) =>
  Buffer.from(buffer, byteOffset, byteLength).toString("latin1");
