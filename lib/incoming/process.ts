import "server-only";
import { and, eq, inArray, lte, sql } from "drizzle-orm";
import { isAway } from "@/db/away";
import { db, transact } from "@/db/index";
import { incomingMail } from "@/db/schema/incoming";
import { env } from "../env";
import { AppError } from "../errors";
import { log } from "../log";
import { linksIn } from "../mail/link";
import { StorageError, whole } from "../storage/driver";
import { storage } from "../storage/place";
import { LONGEST_MESSAGE } from "./receive";
import { fetchReceived, MailGone } from "./resend";
import { endLinks, type IncomingRow, isHopeless, MOST_ATTEMPTS, rawOf, TakenAway } from "./settle";

const MINUTE = 60_000;
const BATCH = 10;
/** In one call: whoever also does other things gets to them. */
const MOST = 100;
/** For so long a message belongs to whoever took it. */
const LEASE = 10 * MINUTE;
const PAUSES = [MINUTE, 5 * MINUTE, 15 * MINUTE, 60 * MINUTE];

export interface ProcessOptions {
  /** Leaves to others what waits for less than this (milliseconds). */
  grace?: number;
  signal?: AbortSignal;
}

/**
 * Decides on what came in, one message after the other, each by one caller at a time. What cannot be decided now is tried again; what never can be is
 * kept for somebody to look at. Returns how many were decided.
 */
export async function processMail(
  when: Date | (() => Date),
  { grace = 0, signal }: ProcessOptions = {},
): Promise<number> {
  const clock = typeof when === "function" ? when : () => when;
  let decided = 0;
  for (let taken = 0; taken < MOST && !signal?.aborted; taken += BATCH) {
    const now = clock();
    const rows = await take(new Date(now.getTime() - grace), now);
    for (const [at, row] of rows.entries()) {
      try {
        if (signal?.aborted) await giveBack(row, now);
        else if (await processOne(row, clock)) decided += 1;
      } catch (error) {
        for (const other of rows.slice(at + 1)) await giveBack(other, now).catch(() => undefined);
        throw error;
      }
    }
    if (rows.length < BATCH) break;
  }
  return decided;
}

/** Leases what is due, for one caller to begin one after the other: what was begun before comes last, as it may be its end. */
async function take(before: Date, now: Date): Promise<IncomingRow[]> {
  const next = db
    .select({ id: incomingMail.id })
    .from(incomingMail)
    // In words: a value in its place would not find the index of what waits.
    .where(
      and(sql`${incomingMail.state} in ('announced', 'received')`, lte(incomingMail.nextAttemptAt, before)),
    )
    .orderBy(incomingMail.nextAttemptAt)
    .limit(BATCH)
    .for("update", { skipLocked: true });
  const rows = await db
    .update(incomingMail)
    .set({ nextAttemptAt: new Date(now.getTime() + LEASE) })
    .where(inArray(incomingMail.id, next))
    .returning();
  return rows.toSorted((a, b) => a.attempts - b.attempts || (a.id < b.id ? -1 : 1));
}

/** Counts that a message is begun before anybody looks at it: whatever that ends, the count stands. @throws TakenAway */
async function begin(row: IncomingRow, now: Date): Promise<IncomingRow> {
  const [begun] = await db
    .update(incomingMail)
    .set({ attempts: row.attempts + 1, nextAttemptAt: new Date(now.getTime() + LEASE) })
    .where(leased(row))
    .returning();
  if (!begun) throw new TakenAway();
  return begun;
}

const held = ({ id, attempts }: IncomingRow) =>
  and(eq(incomingMail.id, id), eq(incomingMail.attempts, attempts));

/** Nobody else took it meanwhile. */
const leased = (row: IncomingRow) =>
  and(held(row), eq(incomingMail.state, row.state), eq(incomingMail.nextAttemptAt, row.nextAttemptAt));

async function giveBack(row: IncomingRow, now: Date): Promise<void> {
  await db.update(incomingMail).set({ nextAttemptAt: now }).where(leased(row));
}

async function processOne(taken: IncomingRow, clock: () => Date): Promise<boolean> {
  let row = taken;
  try {
    row = await begin(taken, clock());
    if (row.state === "received" && isHopeless(row)) throw new Hopeless();
    const here = row.state === "announced" ? await fetchOne(row) : row;
    // Read with the first message: most of the time none comes.
    await (await import("./handle")).handleMail(here, clock);
    return true;
  } catch (error) {
    if (error instanceof TakenAway) return false;
    // Without its database nothing is decided: that is for the caller, who tries again. Another's absence looks the same.
    if (!(error instanceof StorageError) && !(error instanceof Unfetched) && isAway(error)) throw error;
    await later(row, error, clock());
    return false;
  }
}

/** Brings a message that was only told of. */
async function fetchOne(row: IncomingRow): Promise<IncomingRow> {
  const { RESEND_API_KEY, RESEND_BASE_URL } = env();
  if (!RESEND_API_KEY) throw new Unfetched("a message lies at Resend, and RESEND_API_KEY is not set");
  const raw = await fetchReceived(row.sourceId, RESEND_API_KEY, RESEND_BASE_URL, LONGEST_MESSAGE).catch(
    (cause: unknown) => {
      throw cause instanceof MailGone ? cause : new Unfetched("a message cannot be fetched now", { cause });
    },
  );
  const { key, size } = await storage().write(whole(raw));
  const [here] = await db
    .update(incomingMail)
    .set({ state: "received", storageKey: key, size, attempts: 1 })
    .where(and(held(row), eq(incomingMail.state, "announced")))
    .returning();
  if (here) return here;
  await storage().remove(key);
  throw new TakenAway();
}

/** It lies elsewhere, where it cannot be had at the moment. */
class Unfetched extends Error {
  override name = "Unfetched";
}

/** Whoever takes it up never comes back. */
class Hopeless extends Error {
  override name = "Hopeless";
}

/** The links that a message holds which nobody could decide on: the team can have it as it came from now on. */
async function quotedBy(row: IncomingRow, error: unknown): Promise<string[]> {
  const raw = row.storageKey ? await rawOf(row).catch(unlessAway) : null;
  if (!raw) return [];
  // What may end the process is not taken apart once more.
  if (error instanceof Hopeless) return linksIn(raw.toString("latin1"));
  const [{ readMessage }, { quotedIn }] = await Promise.all([import("./message"), import("./quoted")]);
  return quotedIn(raw, await readMessage(raw).catch(() => null));
}

/** Bytes that are gone are nobody's to read. */
function unlessAway(error: unknown): null {
  if (error instanceof StorageError) throw error;
  return null;
}

/** Passing failures are waited for however long they last; others a few times. */
async function later(row: IncomingRow, error: unknown, now: Date): Promise<void> {
  const passes =
    error instanceof Unfetched ||
    error instanceof StorageError ||
    (error instanceof AppError && error.code === "unavailable");
  const hopeless =
    error instanceof MailGone ||
    error instanceof Hopeless ||
    (!passes && row.state === "received" && row.attempts >= MOST_ATTEMPTS);
  const words = { err: error, message: row.id, attempt: row.attempts };
  if (hopeless) log.error(words, "a message that came in cannot be read");
  else log.warn(words, "a message that came in waits");
  const pause = PAUSES[Math.min(row.attempts, PAUSES.length) - 1] ?? MINUTE;
  const undecided = and(held(row), inArray(incomingMail.state, ["announced", "received"]));
  if (hopeless) {
    const quoted = await quotedBy(row, error);
    await transact(async (tx) => {
      await tx.update(incomingMail).set({ state: "quarantined", reason: "unreadable" }).where(undecided);
      await endLinks(tx, quoted, now);
    });
    return;
  }
  await db
    .update(incomingMail)
    .set({
      nextAttemptAt: new Date(now.getTime() + pause),
      // What passes counts for nothing.
      ...(passes ? { attempts: Math.min(row.attempts, 3) } : {}),
    })
    .where(undecided);
}
