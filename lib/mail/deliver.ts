import "server-only";
import { and, eq, inArray, lte, sql } from "drizzle-orm";
import { db } from "@/db/index";
import { blockedAddresses, outbox } from "@/db/schema/mail";
import { DAY, HOUR } from "../dates";
import { env } from "../env";
import { log } from "../log";
import { compose } from "./compose";
import { type Mail, MailFailure, type Transport, transport } from "./transport";

const MINUTE = 60_000;
const BATCH = 20;
const AT_ONCE = 4;
/** For so long a letter belongs to whoever took it; then it may have gone out without a word of it. */
const LEASE = 5 * MINUTE;
/** A provider knows for a day what it took: longer than that, to try again could send twice. */
const LONGEST_UNSURE = 23 * HOUR;
const GIVE_UP_AFTER = 7 * DAY;
const PAUSES = [MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, 3 * HOUR];

export interface DeliverOptions {
  /** Leaves to others what waits for less than this (milliseconds). */
  grace?: number;
  signal?: AbortSignal;
  /** Another way out than the one configured. */
  through?: Transport;
}

type LetterRow = typeof outbox.$inferSelect;

/**
 * Hands over what waits in the outbox, each letter to one caller at a time and under one key, however often it is tried.
 * Without a way out letters wait. Returns how many went.
 */
export async function deliverMail(
  now: Date,
  { grace = 0, signal, through }: DeliverOptions = {},
): Promise<number> {
  const way = through ?? (await transport(env()));
  if (!way) return 0;
  let sent = 0;
  while (!signal?.aborted) {
    const letters = await take(new Date(now.getTime() - grace), now);
    if (letters.length === 0) return sent;
    const outcomes = await inTurns(letters, (letter) => handOver(way, letter, now));
    sent += outcomes.filter((outcome) => outcome === "sent").length;
    // The others would only fail as well.
    if (outcomes.includes("down")) return sent;
  }
  return sent;
}

/** In words: a value in its place would not find the index of what waits. */
const isWaiting = sql`${outbox.state} = 'waiting'`;

/** Takes letters for a while; nobody else tries them meanwhile. */
function take(before: Date, now: Date): Promise<LetterRow[]> {
  const next = db
    .select({ id: outbox.id })
    .from(outbox)
    .where(and(isWaiting, lte(outbox.nextAttemptAt, before)))
    .orderBy(outbox.nextAttemptAt)
    .limit(BATCH)
    .for("update", { skipLocked: true });
  return db
    .update(outbox)
    .set({
      attempts: sql`${outbox.attempts} + 1`,
      nextAttemptAt: new Date(now.getTime() + LEASE),
      unsureSince: sql`coalesce(${outbox.unsureSince}, ${now.toISOString()}::timestamptz)`,
    })
    .where(inArray(outbox.id, next))
    .returning();
}

type Outcome = "sent" | "later" | "down" | "dead" | "skipped";

async function handOver(way: Transport, letter: LetterRow, now: Date): Promise<Outcome> {
  if (await isBlocked(letter.toAddress)) return end(letter, "skipped", "blocked");
  if (letter.unsureSince && now.getTime() - letter.unsureSince.getTime() > LONGEST_UNSURE)
    return end(letter, "dead", letter.failure ?? "unsure");
  let mail: Mail;
  try {
    mail = await compose(letter);
  } catch (error) {
    log.error({ err: error, letter: letter.id }, "a letter cannot be written");
    return later(letter, new MailFailure("unwritten", { refused: true }), now);
  }
  try {
    const { providerId } = await way.send(mail);
    await db
      .update(outbox)
      .set({ state: "sent", deliveredAt: now, providerId, failure: null, unsureSince: null })
      .where(and(eq(outbox.id, letter.id), eq(outbox.state, "waiting")));
    return "sent";
  } catch (error) {
    const failure = error instanceof MailFailure ? error : new MailFailure("unknown", { cause: error });
    // What the provider says may name the address.
    const unknown = error instanceof MailFailure ? {} : { err: error };
    log.warn(
      { ...unknown, failure: failure.code, letter: letter.id, attempt: letter.attempts },
      "a letter was not taken",
    );
    if (failure.options.permanent) return end(letter, "dead", failure.code);
    return later(letter, failure, now);
  }
}

/** Tries again after a while, or gives it up: then it stands in the list of what was not sent. */
async function later(letter: LetterRow, failure: MailFailure, now: Date): Promise<Outcome> {
  const { refused, down, retryAfter } = failure.options;
  if (now.getTime() - letter.createdAt.getTime() > GIVE_UP_AFTER && letter.attempts > PAUSES.length)
    return end(letter, "dead", failure.code);
  const pause = retryAfter ?? PAUSES[Math.min(letter.attempts, PAUSES.length) - 1] ?? HOUR;
  await db
    .update(outbox)
    .set({
      nextAttemptAt: new Date(now.getTime() + pause),
      failure: failure.code,
      ...(refused ? { unsureSince: null } : {}),
    })
    .where(and(eq(outbox.id, letter.id), eq(outbox.state, "waiting")));
  return down ? "down" : "later";
}

async function end(letter: LetterRow, state: "dead" | "skipped", failure: string): Promise<Outcome> {
  await db
    .update(outbox)
    .set({ state, failure })
    .where(and(eq(outbox.id, letter.id), eq(outbox.state, "waiting")));
  return state;
}

async function isBlocked(address: string): Promise<boolean> {
  const rows = await db
    .select({ address: blockedAddresses.address })
    .from(blockedAddresses)
    .where(eq(blockedAddresses.address, address.toLowerCase()));
  return rows.length > 0;
}

/** A few at a time. */
async function inTurns<T, R>(list: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const waiting = [...list];
  const done: R[] = [];
  async function turn() {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) done.push(await work(item));
  }
  await Promise.all(Array.from({ length: AT_ONCE }, turn));
  return done;
}
