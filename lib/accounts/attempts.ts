import { createHmac } from "node:crypto";
import { inArray, or, sql } from "drizzle-orm";
import { db } from "@/db/index";
import { attempts } from "@/db/schema/people";
import { env } from "../env";

/**
 * How many attempts go free before the waits begin, and the waits in minutes: each further attempt
 * waits longer, up to the last. A wait is short and ends by itself, so nobody is locked out for good.
 */
interface Limit {
  free: number;
  waits: readonly number[];
}

const WAITS = [1, 2, 4, 5] as const;

/** A count is forgotten this long after its last attempt or wait. */
const MEMORY_MINUTES = 30;

const limits = {
  /** One account tried from one address: where a person who mistypes, or a guesser, ends up. */
  pair: { free: 5, waits: WAITS },
  /** One account tried from everywhere: guesses spread over many addresses. */
  account: { free: 30, waits: WAITS },
  /** One address trying many accounts. Wide, because a whole office can share one. */
  address: { free: 100, waits: WAITS },
} as const satisfies Record<string, Limit>;

export interface Attempt {
  cpf: string;
  /** Null where the address is not known; then only the account counts. */
  address: string | null;
  /** The browser's number, if the account logged in there before: guesses from elsewhere do not make it wait. */
  device: string | null;
}

type Counter = { key: string; limit: Limit };

/**
 * Counts an attempt before the password is looked at, so that many at once cannot slip under the limit.
 * Returns the seconds to wait, or 0 if it may go on.
 */
export async function countAttempt(attempt: Attempt, now: Date): Promise<number> {
  for (const { key, limit } of countersOf(attempt)) {
    const wait = await count(key, limit, now);
    if (wait > 0) return wait;
  }
  return 0;
}

/**
 * After the right password: the account's counts start anew, and the address gets its attempt back.
 * Counts that no longer matter go along, so that the table stays small.
 */
export async function forgiveAttempts(attempt: Attempt, now: Date): Promise<void> {
  const { pair, device, account, address } = keysOf(attempt);
  const own = inArray(attempts.key, [device ?? pair, account]);
  await db.delete(attempts).where(or(own, sql`${attempts.windowEndsAt} < ${remembered(now)}`));
  if (address && !device) {
    await db
      .update(attempts)
      .set({ count: sql`greatest(${attempts.count} - 1, 0)` })
      .where(sql`${attempts.key} = ${address}`);
  }
}

function countersOf(attempt: Attempt): Counter[] {
  const { pair, device, account, address } = keysOf(attempt);
  if (device) return [{ key: device, limit: limits.pair }];
  const counters: Counter[] = [{ key: pair, limit: limits.pair }];
  if (address) counters.push({ key: address, limit: limits.address });
  return [...counters, { key: account, limit: limits.account }];
}

/** One statement counts or refuses, so that two processes cannot both take the last free attempt. */
async function count(key: string, { free, waits }: Limit, now: Date): Promise<number> {
  const at = sql`${now.toISOString()}::timestamptz`;
  const next = sql`(case when ${attempts.windowEndsAt} < ${remembered(now)} then 1 else ${attempts.count} + 1 end)`;
  const minutes = sql`(${sql.raw(`array[${waits.join(",")}]`)})[least(greatest(${next} - ${free - 1}::int, 0), ${waits.length}::int)]`;
  const [counted] = await db
    .insert(attempts)
    .values({ key, count: 1, windowEndsAt: now })
    .onConflictDoUpdate({
      target: attempts.key,
      set: { count: next, windowEndsAt: sql`${at} + coalesce(${minutes}, 0) * interval '1 minute'` },
      // Below the limit no wait was set; the moments of attempts made at once need not come in order.
      setWhere: sql`${attempts.windowEndsAt} <= ${at} or ${attempts.count} < ${free}::int`,
    })
    .returning({ count: attempts.count });
  if (counted) return 0;
  const [refused] = await db
    .select({ until: attempts.windowEndsAt })
    .from(attempts)
    .where(sql`${attempts.key} = ${key}`);
  const left = refused ? refused.until.getTime() - now.getTime() : 0;
  return Math.max(1, Math.ceil(left / 1000));
}

function remembered(now: Date) {
  return sql`${new Date(now.getTime() - MEMORY_MINUTES * 60_000).toISOString()}::timestamptz`;
}

interface Keys {
  pair: string;
  device: string | null;
  account: string;
  address: string | null;
}

/** Keys are keyed digests: whose account was tried, and from where, is not written down. */
function keysOf({ cpf, device, address }: Attempt): Keys {
  const seal = (kind: string, ...parts: string[]) => {
    const digest = createHmac("sha256", env().NEXTAUTH_SECRET).update(parts.join("|")).digest("base64url");
    return `login:${kind}:${digest}`;
  };
  return {
    pair: seal("pair", cpf, address ?? ""),
    device: device && seal("device", cpf, device),
    account: seal("account", cpf),
    address: address && seal("address", address),
  };
}
