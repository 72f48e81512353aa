import { eq } from "drizzle-orm";
import { createTransport, type SendMailOptions } from "nodemailer";
import { v7 } from "uuid";
import { db } from "@/db/index";
import { incomingMail, mailboxes } from "@/db/schema/incoming";
import { handleMail } from "@/lib/incoming/handle";
import { receiveMail } from "@/lib/incoming/receive";
import { compose } from "@/lib/mail/compose";
import type { Mail } from "@/lib/mail/transport";
import { look } from "./stories";
import type { World } from "./world";

const composer = createTransport({ streamTransport: true, buffer: true });

/** A message as a mail program would send it. */
export async function writeMail(mail: SendMailOptions): Promise<Buffer> {
  const { message } = await composer.sendMail(mail);
  return message as Buffer;
}

/** The last letter of a kind about a ticket, as it goes out. */
export async function letterOf(number: number, kind: string, to?: string): Promise<Mail> {
  const { letters } = await look(number);
  const letter = letters.filter((one) => one.kind === kind && (!to || one.toAddress === to)).at(-1);
  if (!letter) throw new Error(`no letter of ${kind}`);
  return compose(letter);
}

/** What somebody's program makes of an answer to a letter: the letter beneath, and the words above. */
export function answerTo(letter: Mail, text: string, more: SendMailOptions = {}): Promise<Buffer> {
  const quoted = letter.text.replace(/^/gm, "> ");
  return writeMail({
    from: letter.to,
    to: letter.replyTo ?? letter.from,
    subject: `Re: ${letter.subject}`,
    inReplyTo: `<${letter.messageId}>`,
    references: `${letter.headers.References} <${letter.messageId}>`,
    text: `${text}\n\nEm seg., 2 de mar. de 2026 às 10:15, Portal <${letter.from}> escreveu:\n\n${quoted}`,
    ...more,
  });
}

/** Brings a message in and decides on it. Returns its row. */
export async function bringIn(
  raw: Buffer,
  when: Date | (() => Date),
  recipients: string[] = [],
  sourceId: string = v7(),
) {
  const clock = typeof when === "function" ? when : () => when;
  const id = await receiveMail({ source: "imap", sourceId, recipients }, raw, clock());
  if (!id) throw new Error("it was here already");
  const [row] = await db.select().from(incomingMail).where(eq(incomingMail.id, id));
  if (!row) throw new Error("it was not kept");
  await handleMail(row, clock);
  return rowOf(id);
}

export async function rowOf(id: string) {
  const [row] = await db.select().from(incomingMail).where(eq(incomingMail.id, id));
  if (!row) throw new Error("no such message");
  return row;
}

/** Finance opens tickets by mail; traffic tells the way in. */
export async function openMailboxes({ finance, traffic, tax }: World): Promise<void> {
  await db.insert(mailboxes).values([
    {
      address: "financas@portal.example",
      departmentId: finance.id,
      serviceId: tax.id,
      subjectId: "duvida",
      createdAt: new Date(0),
    },
    { address: "transito@portal.example", departmentId: traffic.id, createdAt: new Date(0) },
  ]);
}
