import { z } from "zod";
import { type Cursor, cursorText, readCursor } from "../cursor";

/** What the address of the demo's mailbox says: whose mail, from where on, which message is open. */
export interface MailboxAddress {
  to: string;
  before: Cursor | null;
  open: string | null;
}

const one = z
  .string()
  .trim()
  .max(200)
  .regex(/^[^\0]*$/)
  .catch("");

/** Reads it; what cannot be read counts as absent. */
export function readMailbox(query: Record<string, string | string[] | undefined>): MailboxAddress {
  return {
    to: one.parse(query.para),
    before: readCursor(query.antes),
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

/** The address of a page of what did not go out or did not arrive. */
export const troublesHref = (before: Cursor | null) =>
  before ? `/admin/emails?${new URLSearchParams({ antes: cursorText(before) })}` : "/admin/emails";
