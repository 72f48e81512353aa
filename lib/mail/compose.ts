import "server-only";
import { and, eq, gt, inArray, isNull, or } from "drizzle-orm";
import type { ReplyVoice } from "@/db/enums";
import { db } from "@/db/index";
import { attachments } from "@/db/schema/attachments";
import { letterLinks, type outbox, replyAddresses } from "@/db/schema/mail";
import { departments, users } from "@/db/schema/people";
import { messages, tickets } from "@/db/schema/tickets";
import { env } from "../env";
import { shownPhone } from "../identifiers/phone";
import { receiptFor } from "../receipts/queries";
import type { RichDocument } from "../richtext/schema";
import { letterSecret, linkPath } from "./link";
import { plainLetter } from "./plain";
import { bareAddress, replyAddressOf, replyBase, replyToken } from "./reply";
import { type LetterContent, renderLetter } from "./templates/letter";
import type { Mail, MailFile } from "./transport";

type LetterRow = typeof outbox.$inferSelect;

const DEMO_SENDER = "Portal de atendimento <portal@guiche.example>";

/** Who letters are from. */
export const sender = (): string => env().MAIL_FROM ?? DEMO_SENDER;

/** What an answer does, by the voice in which it speaks. */
const HINTS: Record<ReplyVoice, string> = {
  requester: "Para responder, responda a este e-mail: o que você escrever entra no chamado.",
  staff: "Para responder ao requerente, responda a este e-mail.",
  note: "Se você responder a este e-mail, o que escrever entra no chamado como nota interna.",
};
/** After these nothing can be answered any more. */
const LAST_LETTERS: ReadonlySet<string> = new Set(["validation_lapse", "reject_analysis", "merge", "cancel"]);

/** What the button of a link says. */
const LINK_LABELS = {
  still_needed: "Ainda preciso",
  answer: "Dizer se resolveu",
  rate: "Avaliar o atendimento",
} as const;

/** Writes a letter out: the same bytes each time, so that a provider knows it again. */
export async function compose(letter: LetterRow): Promise<Mail> {
  const content = await contentOf(letter);
  const from = sender();
  const domain = bareAddress(from).split("@").at(-1) ?? "guiche.example";
  const { replyId } = letter;
  const base = replyId ? replyBase(env()) : null;
  // In what an answer names as answered, for programs that lose the address.
  const token = replyId && base ? replyToken(replyId) : null;
  return {
    from,
    to: letter.toAddress,
    replyTo: replyId && base ? replyAddressOf(replyId, base) : null,
    subject: letter.subject,
    html: await renderLetter(content),
    text: plainLetter(content),
    // What nobody answers holds a secret as well, in another place: an answer to it carries no address.
    messageId: `${token ? `${token}.${letter.id}` : `${letter.id}.${letterSecret(letter.id)}`}@${domain}`,
    headers: {
      ...(letter.ticketId ? threadOf(letter.ticketId, token, domain) : {}),
      // RFC 3834: nobody's machine should answer it.
      "Auto-Submitted": ANSWERS.has(letter.kind) ? "auto-replied" : "auto-generated",
      "X-Auto-Response-Suppress": "All",
    },
    attachments: await enclosed(letter),
    idempotencyKey: letter.sending > 0 ? `letter/${letter.id}/${letter.sending}` : `letter/${letter.id}`,
    letterId: letter.id,
  };
}

/** What goes with a letter: the receipt of a ticket, to its requester alone. */
export async function enclosed({
  kind,
  ticketId,
  recipientId,
  path,
}: Pick<LetterRow, "kind" | "ticketId" | "recipientId" | "path">): Promise<MailFile[]> {
  // Nobody has proved that a message is from whom it says: what it says goes back to no one.
  if (kind !== "open" || !ticketId || !recipientId || !path) return [];
  const receipt = await receiptFor(recipientId, ticketId);
  if (!receipt) return [];
  // Read with the first one: most letters carry nothing.
  const { receiptFile } = await import("../receipts/document");
  return [await receiptFile(receipt)];
}

/** Kinds that answer a message, or a form. */
const ANSWERS: ReadonlySet<string> = new Set(["open", "mail_answer", "mail_question"]);

/** Kinds that go out whatever their reader chose: nothing ends unannounced, and who asks is answered. */
const ALWAYS_SENT: ReadonlySet<string> = new Set([...ANSWERS, "remind"]);

const CHOICES_LABEL = "Escolher quais avisos chegam por e-mail";

/** Every letter of a ticket answers the same one, which was never sent: mail programs put them together. */
function threadOf(ticketId: string, token: string | null, domain: string): Record<string, string> {
  const root = `<ticket-${ticketId}@${domain}>`;
  return { "In-Reply-To": root, References: token ? `${root} <${token}@${domain}>` : root };
}

async function contentOf(letter: LetterRow): Promise<LetterContent> {
  const [department] = letter.ticketId ? await departmentOf(letter.ticketId) : [];
  const paragraphs = letter.body.split(/\n{2,}/);
  const quote = letter.messageId ? await quoteOf(letter.messageId) : null;
  const [reply] = letter.replyId
    ? await db
        .select({ voice: replyAddresses.voice })
        .from(replyAddresses)
        .where(eq(replyAddresses.id, letter.replyId))
    : [];
  const [link, beside] = await linksOf(letter);
  const at = (path: string) => new URL(path, env().APP_URL).href;
  const doing = (one: LinkRow) => ({
    label: LINK_LABELS[one.purpose],
    href: at(linkPath(one.id)),
  });
  return {
    subject: letter.subject,
    // The last one names the ticket.
    paragraphs: paragraphs.slice(0, -1),
    fact: paragraphs.at(-1) ?? null,
    quote,
    action: link ? doing(link) : null,
    beside: beside ? doing(beside) : null,
    open: letter.path
      ? {
          label: letter.kind === "mail_answer" ? "Abrir um novo chamado" : "Abrir o chamado",
          href: at(letter.path),
        }
      : null,
    department: department
      ? {
          name: department.name,
          contact: [shownPhone(department.phone), department.email, department.hours].filter(
            (part): part is string => Boolean(part),
          ),
          messages: department.messageService,
        }
      : null,
    choices: (await isOfChoice(letter))
      ? { label: CHOICES_LABEL, href: at("/perfil/avisos#preferencias") }
      : null,
    portal: env().APP_URL,
    hint: reply && replyBase(env()) && !LAST_LETTERS.has(letter.kind) ? HINTS[reply.voice] : null,
  };
}

type LinkRow = Pick<typeof letterLinks.$inferSelect, "id" | "purpose">;

/**
 * What its reader can do by it, the main thing first: no button leads nowhere. As it was when the letter may first have gone
 * out: tried again, it has the same words.
 */
async function linksOf({ linkId, besideId, ...letter }: LetterRow): Promise<LinkRow[]> {
  const ids = [linkId, besideId].filter((id) => id !== null);
  if (ids.length === 0) return [];
  const out = letter.unsureSince ?? letter.deliveredAt ?? letter.nextAttemptAt;
  const standing = await db
    .select({ id: letterLinks.id, purpose: letterLinks.purpose })
    .from(letterLinks)
    .where(
      and(
        inArray(letterLinks.id, ids),
        gt(letterLinks.expiresAt, out),
        or(isNull(letterLinks.revokedAt), gt(letterLinks.revokedAt, out)),
      ),
    );
  return ids.flatMap((id) => standing.find((one) => one.id === id) ?? []);
}

/** Whether its reader can say that they want none of its kind: they have an account, and the portal needs it not to be sent. */
async function isOfChoice({ kind, recipientId }: LetterRow): Promise<boolean> {
  if (!recipientId || ALWAYS_SENT.has(kind)) return false;
  const [reader] = await db.select({ origin: users.origin }).from(users).where(eq(users.id, recipientId));
  return reader !== undefined && reader.origin !== "email";
}

function departmentOf(ticketId: string) {
  return db
    .select({
      name: departments.name,
      phone: departments.phone,
      email: departments.email,
      hours: departments.hours,
      messageService: departments.messageService,
    })
    .from(tickets)
    .innerJoin(departments, eq(departments.id, tickets.departmentId))
    .where(eq(tickets.id, ticketId));
}

async function quoteOf(messageId: string): Promise<LetterContent["quote"]> {
  const [message] = await db.select({ body: messages.body }).from(messages).where(eq(messages.id, messageId));
  if (!message) return null;
  const files = await db
    .select({ name: attachments.name })
    .from(attachments)
    .where(eq(attachments.messageId, messageId))
    .orderBy(attachments.id);
  return { document: message.body as RichDocument | null, files: files.map(({ name }) => name) };
}
