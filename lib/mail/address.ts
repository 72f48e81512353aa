import { z } from "zod";
import type { MailCursor } from "./queries";

/** What the address of the demo's mailbox says: whose mail, from where on, which message is open. */
export interface MailboxAddress {
  to: string;
  before: MailCursor | null;
  open: string | null;
}

const one = z
  .string()
  .trim()
  .max(200)
  .regex(/^[^\0]*$/)
  .catch("");
const moment = z.iso.datetime();

/** Reads it; what cannot be read counts as absent. */
export function readMailbox(query: Record<string, string | string[] | undefined>): MailboxAddress {
  return {
    to: one.parse(query.para),
    before: cursorIn(query),
    open: one.parse(query.mensagem) || null,
  };
}

/** Writes it. */
export function mailboxHref({ to, before, open }: MailboxAddress): string {
  const query = new URLSearchParams();
  if (to) query.set("para", to);
  if (before) query.set("antes", cursorText(before));
  if (open) query.set("mensagem", open);
  const text = query.toString();
  return text ? `/demo/correio?${text}` : "/demo/correio";
}

/** What the address of the list of what did not go out says: where it goes on. */
export function readTroubles(query: Record<string, string | string[] | undefined>): MailCursor | null {
  return cursorIn(query);
}

/** Writes it. */
export const troublesHref = (before: MailCursor | null) =>
  before ? `/admin/emails?${new URLSearchParams({ antes: cursorText(before) })}` : "/admin/emails";

const cursorText = ({ at, id }: MailCursor) => `${at.toISOString()}~${id}`;

function cursorIn(query: Record<string, string | string[] | undefined>): MailCursor | null {
  const [at = "", id = ""] = one.parse(query.antes).split("~");
  const readable = moment.safeParse(at).success && z.uuid().safeParse(id).success;
  return readable ? { at: new Date(at), id } : null;
}
