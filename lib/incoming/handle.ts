import "server-only";
import { and, eq, gt, isNotNull, isNull, ne, sql } from "drizzle-orm";
import { validate } from "uuid";
import { db, type Tx, transact } from "@/db/index";
import { incomingMail } from "@/db/schema/incoming";
import { blockedAddresses, outbox, replyAddresses } from "@/db/schema/mail";
import { users } from "@/db/schema/people";
import { meetSender } from "../accounts/mutations/meet-sender";
import { isWithinPace } from "../accounts/pace";
import { DAY } from "../dates";
import { AppError } from "../errors";
import { relay } from "../events/relay";
import { faultPoint } from "../fault";
import { letterSecret } from "../mail/link";
import { digestOfReply } from "../mail/reply";
import { keepAutoReply } from "../tickets/mutations/keep-auto-reply";
import { openByMail } from "../tickets/mutations/open-by-mail";
import { showTheWay, tellItIsOver } from "./answer";
import { bodyOf, cutOf, writtenIn } from "./body";
import { forgetFiles, keepFiles } from "./files";
import { unlessFlood } from "./flood";
import { isDuplicate, type Known, leadOn, lookUp } from "./known";
import { isBlank, wordsOf } from "./lines";
import { type MailMessage, marksOf, readMessage } from "./message";
import { postMail } from "./post";
import { quotedIn } from "./quoted";
import { shownOf } from "./receive";
import { type Decision, decide, isForged, isProved, mayBeAnswered, natureOf } from "./rules";
import {
  holdTwins,
  type IncomingRow,
  keepOriginal,
  type Outcome,
  rawOf,
  type SeenRow,
  settle,
} from "./settle";

/** A message and what the portal knows of it. */
interface Case {
  row: SeenRow;
  raw: Buffer;
  message: MailMessage;
  known: Known;
  /** When it is decided on. */
  now: Date;
  /** To look into its files takes minutes at worst: what is said is dated when that is done. */
  clock: () => Date;
}

/** Decides on a message that is here, and does what was decided. @throws what can be tried again */
export async function handleMail(found: IncomingRow, clock: () => Date): Promise<Outcome["state"]> {
  const raw = await rawOf(found);
  const message = await readMessage(raw).catch(() => null);
  const quoted = await quotedIn(raw, message);
  const now = clock();
  if (!message) return putAside({ ...found, quoted }, "unreadable", {}, now);
  const row = { ...found, ...shownOf(message), quoted };
  await db.update(incomingMail).set(shownOf(message)).where(eq(incomingMail.id, row.id));
  const known = await lookUp(row, message, now);
  const { departmentId } = foundOf(known);
  const decision = await unlessFlood(decisionOf(message, known), {
    from: message.from,
    departmentId,
    answers: known.reply !== null,
  });
  const state = await carryOut({ row, raw, message, known, now, clock }, decision);
  await relay();
  return state;
}

function decisionOf(message: MailMessage, known: Known): Decision {
  const { lines, files, pictures } = writtenIn(message);
  return decide({
    ...known.facts,
    nature: natureOf(marksOf(message)),
    from: message.from,
    forged: isForged(message.headers),
    empty:
      files.length === 0 && pictures.length === 0 && lines.every((line) => isBlank(line) || line.picture),
  });
}

async function carryOut(one: Case, decision: Decision): Promise<Outcome["state"]> {
  const { row, known, now } = one;
  switch (decision.do) {
    case "post":
      return post(one);
    case "note":
      return note(one);
    case "open":
      return open(one);
    case "bounce":
      return bounce(one);
    case "quarantine":
      return putAside(row, decision.reason, known, now);
    case "drop":
      await transact(async (tx) => {
        await settle(tx, row, { state: "dropped", reason: decision.reason }, foundOf(known), now);
        const { from } = one.message;
        if (decision.answer && from && known.mailbox && mayBeAnswered(marksOf(one.message)))
          await showTheWay(tx, { to: from, departmentId: known.mailbox.departmentId }, now);
      });
      return "dropped";
  }
}

const foundOf = ({ mailbox, ticket }: Partial<Known>) => ({
  mailboxId: mailbox?.id ?? null,
  ticketId: ticket?.id ?? null,
  departmentId: ticket?.departmentId ?? mailbox?.departmentId ?? null,
});

async function putAside(
  row: SeenRow,
  reason: Extract<Outcome, { state: "quarantined" }>["reason"],
  known: Partial<Known>,
  now: Date,
): Promise<"quarantined"> {
  await transact((tx) => settle(tx, row, { state: "quarantined", reason }, foundOf(known), now));
  return "quarantined";
}

/** In one transaction, unless the same message was faster. */
const first = (row: SeenRow) =>
  async function run<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    const done = await transact(async (tx) => {
      await holdTwins(tx, row.fingerprint);
      if (await isDuplicate(tx, row)) throw new Twin();
      return work(tx);
    });
    faultPoint("decided");
    return done;
  };

class Twin extends Error {
  override name = "Twin";
}

async function post(one: Case): Promise<Outcome["state"]> {
  const { row, raw, message, known, now, clock } = one;
  const { reply } = known;
  if (!reply) throw new Error("an answer to nothing");
  try {
    await postMail(
      { row, raw, message, via: { incomingId: row.id }, decidedBy: null, clock },
      reply,
      first(row),
    );
    return "posted";
  } catch (error) {
    if (!(error instanceof Twin) && !(error instanceof AppError && REFUSED.has(error.code))) throw error;
    await forgetFiles(row.id, reply.userId);
    if (error instanceof Twin) return putAway(row, known, now);
    return refused(one, error);
  }
}

const REFUSED: ReadonlySet<string> = new Set(["wrong_state", "forbidden", "not_found"]);

/** The ticket does not take it (any more): kept for the team, and the sender of an answer that came too late hears so. */
async function refused({ row, message, known, now }: Case, error: AppError): Promise<Outcome["state"]> {
  const { reply, ticket } = known;
  const target = ticket ? await leadOn(ticket.id) : null;
  const over = error.code === "wrong_state" && reply?.voice === "requester" && target !== null;
  await transact(async (tx) => {
    const reason = over ? "final" : "not_allowed";
    await settle(tx, row, { state: "quarantined", reason }, foundOf(known), now);
    if (!over || !message.from || !mayBeAnswered(marksOf(message))) return;
    const [person] = await tx.select({ origin: users.origin }).from(users).where(eq(users.id, reply.userId));
    await tellItIsOver(
      tx,
      { to: message.from, userId: reply.userId, ticketId: target.id, enters: person?.origin !== "email" },
      now,
    );
  });
  return "quarantined";
}

async function putAway(row: SeenRow, known: Known, now: Date): Promise<"dropped"> {
  await transact((tx) => settle(tx, row, { state: "dropped", reason: "duplicate" }, foundOf(known), now));
  return "dropped";
}

/** An answer by a machine of somebody who was written to. */
async function note({ row, raw, message, known, now }: Case): Promise<Outcome["state"]> {
  const target = known.reply ? await leadOn(known.reply.ticketId) : null;
  if (!target) return putAway(row, known, now);
  const written = writtenIn(message);
  const words = wordsOf(written.lines);
  const text = words || message.subject || "Resposta automática, sem texto.";
  const body = bodyOf([{ text, words: [{ type: "text", text }] }], new Map(), []);
  await transact(async (tx) => {
    const { messageId } = await keepAutoReply(
      { id: target.id, body, via: { incomingId: row.id, ...cutOf(written) } },
      now,
      tx,
    );
    const there = { ticketId: target.id, messageId };
    await settle(tx, row, { state: "posted", ...there }, { departmentId: target.departmentId }, now);
    await keepOriginal(tx, row, there, raw, now);
  });
  return "posted";
}

/** A new matter. */
async function open(one: Case): Promise<Outcome["state"]> {
  const { row, message, known, now } = one;
  const { mailbox } = known;
  if (!mailbox?.serviceId || !mailbox.subjectId || !message.from) throw new Error("nowhere to open a ticket");
  try {
    await openFrom(one, { serviceId: mailbox.serviceId, subjectId: mailbox.subjectId }, null);
    return "posted";
  } catch (error) {
    if (!(error instanceof Twin) && !(error instanceof AppError && REFUSED.has(error.code))) throw error;
    await forgetFiles(row.id, (await senderOf(message, message.from, now)).id);
    if (error instanceof Twin) return putAway(row, known, now);
    return putAside(row, "not_allowed", known, now);
  }
}

/** What a message opens a ticket under. */
export interface Under {
  serviceId: string;
  subjectId: string;
}

/** Opens a ticket for who sent a message, and writes what else belongs to it in the same transaction. @throws AppError not_found when its service is gone */
export async function openFrom(
  { row, raw, message, known, now, clock }: Case,
  under: Under,
  releasedBy: string | null,
  also?: (tx: Tx, opened: { number: number }) => Promise<void>,
): Promise<{ ticketId: string; number: number }> {
  if (!message.from) throw new Error("a ticket of nobody");
  const requester = await senderOf(message, message.from, now);
  const written = writtenIn(message);
  const kept = await keepFiles(row.id, requester.id, written, now);
  const receipt =
    mayBeAnswered(marksOf(message)) && (await isWithinPace(requester.address, "mail_answer", now));
  // Somebody who lets it through has seen whether it came before.
  const run = releasedBy ? transact : first(row);
  return run(async (tx) => {
    const at = clock();
    const begun = await openByMail(
      tx,
      {
        requester,
        ...under,
        title: titleOf(message.subject),
        body: bodyOf(written.lines, kept.pictures, kept.remarks),
        files: kept.files,
        receipt,
        proved: isProved(message.headers, message.from),
        via: {
          incomingId: row.id,
          ...(releasedBy ? { releasedBy, receivedAt: row.receivedAt.toISOString() } : {}),
          ...cutOf(written),
        },
      },
      at,
    );
    const there = { ticketId: begun.id, messageId: begun.messageId };
    const found = { ...foundOf(known), ticketId: begun.id, decidedBy: releasedBy };
    await settle(tx, row, { state: "posted", ...there }, found, at);
    await keepOriginal(tx, row, there, raw, at);
    const { number } = begun;
    await also?.(tx, { number });
    return { ticketId: begun.id, number };
  });
}

/** Whose message it is. What somebody put into its head is not their name where nobody knows that it is from them. */
function senderOf({ headers, fromName: name }: MailMessage, address: string, now: Date) {
  return meetSender({ address, name, proved: isProved(headers, address) }, now);
}

const LONGEST_TITLE = 150;

/** The subject without what programs put before it. */
function titleOf(subject: string): string {
  const bare = subject.replace(/^(\s*(re|res|enc|fwd?|rv)\s*:)+/i, "").trim();
  return bare.length > LONGEST_TITLE ? `${bare.slice(0, LONGEST_TITLE - 1)}…` : bare;
}

/** A mail server's word on one of our letters. Only what carries the letter's secret is believed. */
async function bounce(one: Case): Promise<Outcome["state"]> {
  const { row, message, known, now } = one;
  const { report } = message;
  await transact(async (tx) => {
    // Held to the end: as long as it is, nobody sends it again.
    const letter = report?.messageId ? await letterOf(tx, report.messageId) : null;
    const itsOwn = letter && report?.address === letter.toAddress.toLowerCase() && isTimely(letter, one);
    const found = { ...foundOf(known), letterId: itsOwn ? letter.id : null };
    await settle(tx, row, { state: "dropped", reason: "bounce" }, found, now);
    if (!itsOwn) return;
    const fate = report.action === "delayed" ? "delayed" : "bounced";
    const why = report.permanent ? "bounce_permanent" : "bounce_transient";
    const again = await hasBounced(tx, letter, now);
    await tx
      .update(outbox)
      .set({ fate, fateAt: now, failure: fate === "delayed" ? null : why })
      .where(
        and(
          eq(outbox.id, letter.id),
          fate === "delayed" ? isNull(outbox.fate) : sql`${outbox.fate} is distinct from 'complained'`,
        ),
      );
    // Whoever got a copy of an answer knows that letter's secret, and could make a report up: one is not enough.
    if (report.permanent && again)
      await tx
        .insert(blockedAddresses)
        .values({ address: letter.toAddress.toLowerCase(), reason: "bounced", since: now })
        .onConflictDoNothing();
  });
  return "dropped";
}

const REPORTED_WITHIN = 7 * DAY;

/** A mail server reports on what was sent of late, from no address at all. */
const isTimely = ({ deliveredAt }: { deliveredAt: Date | null }, { message, now }: Case) =>
  message.headers.get("return-path") === "<>" &&
  !isForged(message.headers) &&
  deliveredAt !== null &&
  now.getTime() - deliveredAt.getTime() < REPORTED_WITHIN;

/** Another letter to the same person came back, not long ago. */
export async function hasBounced(
  tx: Tx,
  letter: { id: string; toAddress: string },
  now: Date,
): Promise<boolean> {
  const others = await tx
    .select({ id: outbox.id })
    .from(incomingMail)
    .innerJoin(outbox, eq(outbox.id, incomingMail.letterId))
    .where(
      and(
        // In words: its index holds what names a letter, and nothing else does.
        isNotNull(incomingMail.letterId),
        sql`${incomingMail.state} = 'dropped'`,
        eq(incomingMail.reason, "bounce"),
        gt(incomingMail.receivedAt, new Date(now.getTime() - 30 * DAY)),
        eq(outbox.toAddress, letter.toAddress),
        ne(outbox.id, letter.id),
        eq(outbox.fate, "bounced"),
      ),
    )
    .limit(1);
  return others.length > 0;
}

/** A letter that went out and does not wait to go out again: what came back of it is old news otherwise. */
async function letterOf(tx: Tx, messageId: string) {
  const [, token, answerable] = /^([a-z2-7]{32})\.([0-9a-f-]{36})@/.exec(messageId) ?? [];
  const [, bare, secret] = /^([0-9a-f-]{36})\.([0-9a-f]{40})@/.exec(messageId) ?? [];
  const id = answerable ?? bare;
  if (!id || !validate(id)) return null;
  if (bare && secret !== letterSecret(bare)) return null;
  const [letter] = await tx
    .select({
      id: outbox.id,
      toAddress: outbox.toAddress,
      deliveredAt: outbox.deliveredAt,
    })
    .from(outbox)
    .leftJoin(replyAddresses, eq(replyAddresses.id, outbox.replyId))
    .where(
      and(
        eq(outbox.id, id),
        eq(outbox.state, "sent"),
        token ? eq(replyAddresses.hash, digestOfReply(token)) : undefined,
      ),
    )
    .for("update", { of: outbox });
  return letter ?? null;
}
