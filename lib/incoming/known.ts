import "server-only";
import { and, desc, eq, gt, inArray, isNull, ne, or, sql } from "drizzle-orm";
import { validate } from "uuid";
import { db, type Executor } from "@/db/index";
import { incomingMail, mailboxes } from "@/db/schema/incoming";
import { outbox, replyAddresses } from "@/db/schema/mail";
import { users } from "@/db/schema/people";
import { ticketLinks, tickets } from "@/db/schema/tickets";
import { HOUR } from "../dates";
import { env } from "../env";
import { sender } from "../mail/compose";
import { bareAddress, digestOfReply, replyBase, tokensIn } from "../mail/reply";
import { parseNumber } from "../number";
import type { MailMessage } from "./message";
import type { Facts } from "./rules";

/** More than a person writes in an hour: answers, and new matters. */
const MOST_ANSWERS = 30;
const MOST_OPENINGS = 5;
/** More than arrives at one address in an hour. */
const MOST_AT_MAILBOX = 300;

/** Whose answer it is, and to what. */
export interface FoundReply {
  voice: typeof replyAddresses.$inferSelect.voice;
  userId: string;
  ticketId: string;
  address: string;
  email: string | null;
  disabled: boolean;
}

/** What the portal knows of a message. */
export interface Known {
  facts: Pick<
    Facts,
    | "own"
    | "department"
    | "duplicate"
    | "tooMany"
    | "staleReply"
    | "namesTicket"
    | "senders"
    | "mailbox"
    | "reply"
  >;
  reply: FoundReply | null;
  /** As whom it would speak, by a reply address that may not be used (any more). */
  staleVoice: FoundReply["voice"] | null;
  mailbox: typeof mailboxes.$inferSelect | null;
  /** The ticket it is about, or names. */
  ticket: { id: string; departmentId: string } | null;
}

type Row = Pick<typeof incomingMail.$inferSelect, "id" | "recipients" | "fingerprint">;

/** Looks up what a message is to the portal. */
export async function lookUp(row: Row, message: MailMessage, now: Date): Promise<Known> {
  const { from } = message;
  const recipients = [...new Set([...row.recipients, ...message.to].map((one) => bareAddress(one)))];
  const tokens = tokensIn(recipients, message.references);
  const boxes = await db.select().from(mailboxes).where(isNull(mailboxes.removedAt));
  const mailbox = mailboxOf(boxes, recipients);
  const [reply, stale] = await findReplies(tokens, from, now);
  const names = await namedIn(message);
  const ticket = await ticketOf(reply?.ticketId ?? stale?.ticketId ?? names.id, names.number);
  const own = new Set([bareAddress(sender()), ...(replyBase(env()) ? [replyBase(env()) as string] : [])]);
  const departments = new Set(boxes.map(({ address }) => address));
  return {
    facts: {
      own: from !== null && (own.has(from) || own.has(untagged(from))),
      department: from !== null && departments.has(from),
      duplicate: await isDuplicate(db, row),
      tooMany: await isTooMany(from, reply ? null : mailbox, now),
      staleReply: !reply && tokens.length > 0,
      // Whether there is such a ticket, its sender must not learn from what happens next.
      namesTicket: ticket !== null || names.id !== null || names.number !== null,
      senders: await sendersOf(from),
      mailbox: mailbox && { opens: mailbox.serviceId !== null },
      reply: reply && {
        voice: reply.voice,
        addresses: [reply.address, reply.email?.toLowerCase() ?? reply.address],
        disabled: reply.disabled,
      },
    },
    reply,
    staleVoice: stale?.voice ?? null,
    mailbox,
    ticket,
  };
}

/** Whether a message answers a letter to the team, whose words must not become the requester's. */
export function isOfTeam({ reply, staleVoice }: Known): boolean {
  const voice = reply?.voice ?? staleVoice;
  return voice === "staff" || voice === "note";
}

/** "ouvidoria+ipva@x.example" → "ouvidoria@x.example". */
const untagged = (address: string) => address.replace(/\+[^@]*@/, "@");

/** The address it was written to: the first of them that is one of the portal's. */
function mailboxOf(boxes: (typeof mailboxes.$inferSelect)[], recipients: readonly string[]) {
  const byAddress = new Map(boxes.map((box) => [box.address, box]));
  const found = recipients.flatMap((one) => byAddress.get(one) ?? byAddress.get(untagged(one)) ?? []);
  return found[0] ?? null;
}

/** The one whose token it carries and may still be used, the sender's own first; and one that may not. */
async function findReplies(tokens: readonly string[], from: string | null, now: Date) {
  if (tokens.length === 0) return [null, null] as const;
  const rows = await db
    .select({
      hash: replyAddresses.hash,
      voice: replyAddresses.voice,
      userId: replyAddresses.userId,
      ticketId: replyAddresses.ticketId,
      address: replyAddresses.address,
      email: users.email,
      disabled: sql<boolean>`${users.disabledAt} is not null`,
      open: sql<boolean>`${isNull(replyAddresses.revokedAt)} and ${gt(replyAddresses.expiresAt, now)}`,
    })
    .from(replyAddresses)
    .innerJoin(users, eq(users.id, replyAddresses.userId))
    .where(inArray(replyAddresses.hash, tokens.slice(0, 20).map(digestOfReply)));
  const inOrder = tokens.flatMap((token) => rows.find(({ hash }) => hash === digestOfReply(token)) ?? []);
  const open = inOrder.filter((row) => row.open);
  // Who answers everybody answers letters of others as well.
  const own = open.find(({ address, email }) => from && [address, email?.toLowerCase()].includes(from));
  return [own ?? open[0] ?? null, inOrder.find((row) => !row.open) ?? null] as const;
}

/** As an id stands in a header; control characters are in none, and the database takes no text with all of them. */
const ID = /<([^<>\s\p{Cc}]{1,500})>/gu;
/** Of the ids that a message answers so many are looked up, the one it answers first. */
const MOST_IDS = 20;

/**
 * The ticket of a letter that a message answers, by the id under which its provider sent it. That is no secret of ours: it says
 * which ticket the message may be about, and no more.
 */
export async function answeredIn(references: string): Promise<string | null> {
  const ids = [...references.matchAll(ID)].slice(0, MOST_IDS).map(([, id = ""]) => id);
  if (ids.length === 0) return null;
  const letters = await db
    .select({ wireId: outbox.wireId, ticketId: outbox.ticketId })
    .from(outbox)
    .where(inArray(outbox.wireId, ids));
  return ids.flatMap((id) => letters.find(({ wireId }) => wireId === id)?.ticketId ?? [])[0] ?? null;
}

/** As our letters are named: after the token of a reply address. */
const LETTER = /^[a-z2-7]{32}\.([0-9a-f-]{36})@/i;

/** When the letter to somebody was written that a message answers, or null: it names none. */
export async function answeredAt(references: string, userId: string): Promise<Date | null> {
  const ids = [...references.matchAll(ID)].slice(0, MOST_IDS).map(([, id = ""]) => id);
  const ours = (id: string) => LETTER.exec(id)?.[1]?.toLowerCase() ?? "";
  const letters = await db
    .select({ id: outbox.id, wireId: outbox.wireId, createdAt: outbox.createdAt })
    .from(outbox)
    .where(
      and(
        eq(outbox.recipientId, userId),
        or(
          inArray(outbox.wireId, ids),
          inArray(
            outbox.id,
            ids.map(ours).filter((id) => validate(id)),
          ),
        ),
      ),
    );
  const named = ids.flatMap(
    (one) => letters.find(({ id, wireId }) => wireId === one || id === ours(one)) ?? [],
  );
  return named[0]?.createdAt ?? null;
}

/** The ticket that a message names, which proves nothing. Above the last number there is, a number is something else. */
async function namedIn({ subject, references }: MailMessage) {
  const root = /<ticket-([0-9a-f-]{36})@/i.exec(references)?.[1] ?? "";
  const number = parseNumber(/\[(\d{8,12})\]/.exec(subject)?.[1] ?? "");
  return {
    id: validate(root) ? root : await answeredIn(references),
    number: number !== null && number <= (await lastNumber()) ? number : null,
  };
}

async function lastNumber(): Promise<number> {
  const [last] = await db
    .select({ number: tickets.number })
    .from(tickets)
    .orderBy(desc(tickets.number))
    .limit(1);
  return last?.number ?? 0;
}

async function ticketOf(id: string | null, number: number | null): Promise<Known["ticket"]> {
  if (id === null && number === null) return null;
  const [ticket] = await db
    .select({ id: tickets.id, departmentId: tickets.departmentId })
    .from(tickets)
    .where(id === null ? eq(tickets.number, number ?? 0) : eq(tickets.id, id));
  return ticket ?? null;
}

/** Where a ticket that was merged goes on. */
export async function leadOn(ticketId: string, on: Executor = db) {
  let id = ticketId;
  for (let step = 0; step < 10; step += 1) {
    const [next] = await on
      .select({ id: ticketLinks.toId })
      .from(ticketLinks)
      .where(and(eq(ticketLinks.fromId, id), eq(ticketLinks.kind, "merged")));
    if (!next) break;
    id = next.id;
  }
  const [ticket] = await on
    .select({ id: tickets.id, requesterId: tickets.requesterId, departmentId: tickets.departmentId })
    .from(tickets)
    .where(eq(tickets.id, id));
  return ticket ?? null;
}

/** The same message came before, by this way or another. */
export async function isDuplicate(on: Executor, { id, fingerprint }: Row): Promise<boolean> {
  if (!fingerprint) return false;
  const earlier = await on
    .select({ id: incomingMail.id })
    .from(incomingMail)
    .where(
      and(
        eq(incomingMail.fingerprint, fingerprint),
        ne(incomingMail.id, id),
        sql`(${incomingMail.state} in ('posted', 'quarantined', 'dropped') or ${incomingMail.id} < ${id})`,
      ),
    )
    .limit(1);
  return earlier.length > 0;
}

/** More than a person writes, or than arrives anywhere, in an hour. */
async function isTooMany(from: string | null, mailbox: Known["mailbox"], now: Date): Promise<boolean> {
  const since = new Date(now.getTime() - HOUR);
  const most = mailbox ? MOST_OPENINGS : MOST_ANSWERS;
  const sent = from ? await countSince(eq(incomingMail.fromAddress, from), since) : 0;
  if (sent >= most) return true;
  return (
    mailbox !== null && (await countSince(eq(incomingMail.mailboxId, mailbox.id), since)) >= MOST_AT_MAILBOX
  );
}

async function countSince(whose: ReturnType<typeof eq>, since: Date): Promise<number> {
  const [row] = await db
    .select({ count: sql<number>`count(*)::int` })
    .from(incomingMail)
    .where(and(whose, gt(incomingMail.receivedAt, since), eq(incomingMail.state, "posted")));
  return row?.count ?? 0;
}

async function sendersOf(from: string | null): Promise<Facts["senders"]> {
  if (!from) return { accounts: 0, disabled: false };
  const rows = await db
    .select({ disabledAt: users.disabledAt, origin: users.origin })
    .from(users)
    .where(sql`lower(${users.email}) = ${from}`);
  const enabled = rows.filter(({ disabledAt }) => disabledAt === null);
  // Who wrote first and entered later has two: the one that can be entered is theirs.
  const entered = enabled.filter(({ origin }) => origin !== "email").length;
  return {
    accounts: Math.max(entered, Math.min(enabled.length, 1)),
    disabled: rows.length > 0 && enabled.length === 0,
  };
}
