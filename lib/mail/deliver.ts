import "server-only";
import { and, eq, inArray, lte, sql } from "drizzle-orm";
import { db } from "@/db/index";
import { blockedAddresses, outbox } from "@/db/schema/mail";
import { DAY, HOUR } from "../dates";
import { env } from "../env";
import { faultPoint } from "../fault";
import { log } from "../log";
import { compose } from "./compose";
import { whyWithheld } from "./reader";
import { type Mail, MailFailure, type Transport, transport } from "./transport";

const MINUTE = 60_000;
/** All of them are handed over at once: none waits for another while its time runs. */
const BATCH = 4;
/** In one call: whoever also does other things gets to them. */
const MOST = 200;
/** A letter belongs to whoever took it for as long as its way out may take to answer, and for this, to be written. */
const WRITING = 3 * MINUTE;
/** A provider that knows its letters knows them for a day: longer than that, to try again could send twice. */
const LONGEST_UNSURE = 23 * HOUR;
/** A way out that does not know them gets a letter that may have gone once more, after this. */
const ONCE_MORE_AFTER = HOUR;
const GIVE_UP_AFTER = 7 * DAY;
const PAUSES = [MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, 3 * HOUR];

export interface DeliverOptions {
  /** Leaves to others what waits for less than this (milliseconds). */
  grace?: number;
  signal?: AbortSignal;
  /** Takes no more after so long (milliseconds): whoever is asked to answer in time comes again for the rest. */
  within?: number;
  /** Another way out than the one configured. */
  through?: Transport;
}

type LetterRow = typeof outbox.$inferSelect;

/** Why it was given up, or, while it waits, that it was handed over a second time and nobody heard of it. */
const UNSURE = "unsure";

/**
 * Hands over what waits in the outbox, each letter to one caller at a time and under one key, however often it is tried.
 * Without a way out letters wait. Returns how many went.
 */
export async function deliverMail(when: Date | (() => Date), options: DeliverOptions = {}): Promise<number> {
  return (await deliverPart(when, options)).sent;
}

/** The same, and whether it ended before all that waits was tried. */
export async function deliverPart(
  when: Date | (() => Date),
  { grace = 0, signal, within = Number.POSITIVE_INFINITY, through }: DeliverOptions = {},
): Promise<{ sent: number; more: boolean }> {
  // Asked anew for each letter: a long run must not believe it is still its beginning.
  const clock = typeof when === "function" ? when : () => when;
  const way = through ?? (await transport(env()));
  if (!way) return { sent: 0, more: false };
  let sent = 0;
  const begun = clock().getTime();
  for (let taken = 0; taken < MOST && !signal?.aborted; taken += BATCH) {
    const now = clock();
    if (now.getTime() - begun >= within) break;
    const until = new Date(now.getTime() + way.longestAnswer + WRITING);
    const letters = await take(new Date(now.getTime() - grace), now, until);
    if (letters.length > 0) faultPoint("taken");
    const outcomes = await Promise.all(
      letters.map((letter) =>
        signal?.aborted
          ? giveBack({ letter, taken: now }, now)
          : handOver(way, { letter, taken: now }, clock),
      ),
    );
    sent += outcomes.filter((outcome) => outcome === "sent").length;
    // The others would only fail as well.
    if (letters.length < BATCH || outcomes.includes("down")) return { sent, more: false };
  }
  return { sent, more: true };
}

/** In words: a value in its place would not find the index of what waits. */
const isWaiting = sql`${outbox.state} = 'waiting'`;

/** Takes letters for a while; nobody else tries them meanwhile. */
function take(before: Date, now: Date, until: Date): Promise<LetterRow[]> {
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
      nextAttemptAt: until,
      unsureSince: sql`coalesce(${outbox.unsureSince}, ${now.toISOString()}::timestamptz)`,
    })
    .where(inArray(outbox.id, next))
    .returning();
}

type Outcome = "sent" | "later" | "down" | "dead" | "skipped";

/** Only while it is still in the hands of who took it. */
const held = ({ id, attempts }: LetterRow) =>
  and(eq(outbox.id, id), eq(outbox.state, "waiting"), eq(outbox.attempts, attempts));

/** A letter, and the moment it was taken. */
interface Taken {
  letter: LetterRow;
  taken: Date;
}

/** Nothing was tried: whoever comes at that moment may take it. */
async function giveBack({ letter, taken }: Taken, nextAttemptAt: Date): Promise<Outcome> {
  const unsureSince = doubtBefore({ letter, taken });
  await db.update(outbox).set({ nextAttemptAt, unsureSince }).where(held(letter));
  return "later";
}

/** Since when it may have gone out, as it was known before this attempt. */
const doubtBefore = ({ letter, taken }: Taken): Date | null =>
  letter.unsureSince && letter.unsureSince < taken ? letter.unsureSince : null;

async function handOver(way: Transport, { letter, taken }: Taken, clock: () => Date): Promise<Outcome> {
  const withheld = (await isBlocked(letter.toAddress)) ? "blocked" : await whyWithheld(letter, taken);
  const doubt = doubtBefore({ letter, taken });
  // What may have arrived is not told of as kept back.
  if (withheld) return doubt ? end(letter, "dead", UNSURE) : end(letter, "skipped", withheld);
  if (doubt && taken.getTime() - doubt.getTime() > LONGEST_UNSURE) return end(letter, "dead", UNSURE);
  const onceMore = doubt !== null && !way.remembers;
  if (onceMore) {
    if (letter.failure === UNSURE) return end(letter, "dead", UNSURE);
    const due = new Date(doubt.getTime() + ONCE_MORE_AFTER);
    if (taken < due) return giveBack({ letter, taken }, due);
  }
  let mail: Mail;
  try {
    mail = await compose(letter);
  } catch (error) {
    log.error({ err: error, letter: letter.id }, "a letter cannot be written");
    return later(way, { letter, taken }, new MailFailure("unwritten", { refused: true }), clock());
  }
  // Its time would be over before the answer.
  if (clock().getTime() + way.longestAnswer > letter.nextAttemptAt.getTime())
    return giveBack({ letter, taken }, clock());
  if (onceMore) await db.update(outbox).set({ failure: UNSURE }).where(held(letter));
  try {
    const { providerId } = await answered(way, mail);
    faultPoint("handed");
    await db
      .update(outbox)
      .set({ state: "sent", deliveredAt: clock(), providerId, failure: null, unsureSince: null })
      .where(held(letter));
    faultPoint("noted");
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
    return later(way, { letter, taken }, failure, clock());
  }
}

async function answered(way: Transport, mail: Mail): Promise<{ providerId: string | null }> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const silence = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new MailFailure("silence", { down: true })), way.longestAnswer);
    timer.unref();
  });
  try {
    return await Promise.race([way.send(mail), silence]);
  } finally {
    clearTimeout(timer);
  }
}

/** Tries again after a while, or gives it up: then it stands in the list of what was not sent. */
async function later(
  way: Transport,
  { letter, taken }: Taken,
  failure: MailFailure,
  now: Date,
): Promise<Outcome> {
  const { refused, down, retryAfter } = failure.options;
  const forgotten = !refused && !way.remembers;
  if (forgotten && doubtBefore({ letter, taken })) {
    await end(letter, "dead", UNSURE);
    return down ? "down" : "dead";
  }
  if (now.getTime() - letter.createdAt.getTime() > GIVE_UP_AFTER && letter.attempts > PAUSES.length)
    return end(letter, "dead", failure.code);
  const usual = PAUSES[Math.min(letter.attempts, PAUSES.length) - 1] ?? HOUR;
  const pause = forgotten ? ONCE_MORE_AFTER : (retryAfter ?? usual);
  await db
    .update(outbox)
    .set({
      nextAttemptAt: new Date(now.getTime() + pause),
      failure: failure.code,
      // A refusal now says nothing of an attempt before.
      ...(refused ? { unsureSince: doubtBefore({ letter, taken }) } : {}),
    })
    .where(held(letter));
  return down ? "down" : "later";
}

async function end(letter: LetterRow, state: "dead" | "skipped", failure: string): Promise<Outcome> {
  await db.update(outbox).set({ state, failure }).where(held(letter));
  return state;
}

async function isBlocked(address: string): Promise<boolean> {
  const rows = await db
    .select({ address: blockedAddresses.address })
    .from(blockedAddresses)
    .where(eq(blockedAddresses.address, address.toLowerCase()));
  return rows.length > 0;
}
