import { createHmac } from "node:crypto";
import { sql } from "drizzle-orm";
import { db } from "@/db/index";
import { attempts } from "@/db/schema/people";
import { env } from "../env";
import { AppError } from "../errors";

/** How much one account may do in so many minutes. Far more than a person does, far less than a program would. */
const PACES = {
  /** Anything that changes something. */
  act: { most: 120, minutes: 10 },
  /** Tickets whose receipt goes to an address that nobody confirmed. */
  unconfirmed_address: { most: 10, minutes: 60 },
} as const;

/**
 * Counts one more, in one statement that every process shares.
 * @throws AppError too_many, with how long to wait
 */
export async function keepPace(userId: string, kind: keyof typeof PACES, now: Date): Promise<void> {
  const { most, minutes } = PACES[kind];
  const windowEndsAt = new Date(now.getTime() + minutes * 60_000);
  const [counted] = await counting().execute({
    key: keyOf(kind, userId),
    now: now.toISOString(),
    until: windowEndsAt.toISOString(),
  });
  if (!counted || counted.count <= most) return;
  const wait = Math.max(1, Math.ceil((counted.until.getTime() - now.getTime()) / 60_000));
  throw new AppError(
    "too_many",
    `Foram muitos envios em pouco tempo. Espere ${wait === 1 ? "1 minuto" : `${wait} minutos`} e tente de novo; o que você escreveu continua aqui.`,
  );
}

/** Built once: every act asks it before anything else. */
let prepared: ReturnType<typeof prepareCounting> | undefined;
const counting = () => {
  prepared ??= prepareCounting();
  return prepared;
};

function prepareCounting() {
  const moment = (name: string) => sql`${sql.placeholder(name)}::timestamptz`;
  const over = sql`${attempts.windowEndsAt} <= ${moment("now")}`;
  return db
    .insert(attempts)
    .values({ key: sql.placeholder("key"), count: 1, windowEndsAt: moment("until") })
    .onConflictDoUpdate({
      target: attempts.key,
      set: {
        count: sql`case when ${over} then 1 else ${attempts.count} + 1 end`,
        windowEndsAt: sql`case when ${over} then excluded.window_ends_at else ${attempts.windowEndsAt} end`,
      },
    })
    .returning({
      count: attempts.count,
      until: attempts.windowEndsAt,
      // The act waits for this, so it does not wait for the disk: a count lost in a crash harms nobody.
      flush: sql`set_config('synchronous_commit', 'off', true)`,
    })
    .prepare("keep_pace");
}

/** A keyed digest: the table does not tell who was busy. */
function keyOf(kind: string, userId: string): string {
  return `pace:${kind}:${createHmac("sha256", env().NEXTAUTH_SECRET).update(userId).digest("base64url")}`;
}
