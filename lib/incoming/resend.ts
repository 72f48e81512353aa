import "server-only";
import { z } from "zod";

const USUAL = "https://api.resend.com";
const PATIENCE_MS = 60_000;

/** It is not there, and will not be. */
export class MailGone extends Error {
  override name = "MailGone";
}

const answer = z.object({ raw: z.object({ download_url: z.url() }).nullish() });

/**
 * The bytes of a message that Resend received, as its sender sent them.
 * @throws MailGone when Resend does not know it, or it is too long
 */
export async function fetchReceived(
  id: string,
  apiKey: string,
  baseUrl = USUAL,
  longest: number,
): Promise<Uint8Array> {
  const told = await fetch(new URL(`/emails/receiving/${encodeURIComponent(id)}`, baseUrl), {
    headers: { Authorization: `Bearer ${apiKey}` },
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  if (told.status === 404) throw new MailGone("Resend knows no such message");
  if (!told.ok) throw new Error(`Resend answered ${told.status}`);
  const { raw } = answer.parse(await told.json());
  if (!raw) throw new MailGone("Resend keeps no such message");
  // A signed address of its own, asked without the key.
  const file = await fetch(raw.download_url, { signal: AbortSignal.timeout(PATIENCE_MS) });
  if (!file.ok || !file.body) throw new Error(`the message's address answered ${file.status}`);
  return bounded(file.body, longest);
}

async function bounded(body: AsyncIterable<Uint8Array>, longest: number): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of body) {
    size += piece.byteLength;
    if (size > longest) throw new MailGone("the message is too long");
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}
