import "server-only";
import { linksIn } from "../mail/link";
import { type MailMessage, readMessage } from "./message";

/** A letter within a letter within a letter. */
const DEEPEST = 3;

/**
 * Digests of the letters' links that a message holds: in its text, in what it forwards, and in its bytes, for one that nobody
 * can take apart.
 */
export async function quotedIn(raw: Uint8Array, message: MailMessage | null): Promise<string[]> {
  return [...new Set(await within(raw, message, 0))];
}

async function within(raw: Uint8Array, message: MailMessage | null, depth: number): Promise<string[]> {
  const found = linksIn(latin1(raw));
  if (!message) return found;
  const { html, text, files } = message;
  found.push(...linksIn(html ?? ""), ...linksIn(text ?? ""));
  for (const { name, bytes } of files) {
    const enclosed =
      /\.eml$/i.test(name) && depth < DEEPEST ? await readMessage(bytes).catch(() => null) : null;
    found.push(...(await within(bytes, enclosed, depth + 1)));
  }
  return found;
}

const latin1 = ({ buffer, byteOffset, byteLength }: Uint8Array) =>
  Buffer.from(buffer, byteOffset, byteLength).toString("latin1");
