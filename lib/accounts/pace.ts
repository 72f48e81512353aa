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
  /** Answers that a machine of ours sends to one address (RFC 3834 asks for few). */
  mail_answer: { most: 5, minutes: 60 },
  /** The same to all who write to one department. */
  mail_answer_department: { most: 60, minutes: 60 },
  /** The same about one ticket. */
  mail_answer_ticket: { most: 1, minutes: 24 * 60 },
  /** The same where the answer brings back what the message ended. */
  mail_question_ticket: { most: 3, minutes: 24 * 60 },
} as const;

type Pace = keyof typeof PACES;

/** Counts one more, and tells whether that is still within its pace. */
export async function isWithinPace(key: string, kind: Pace, now: Date): Promise<boolean> {
  const counted = await countOne(key, kind, now);
  return !counted || counted.count <= PACES[kind].most;
}

async function countOne(key: string, kind: Pace, now: Date) {
  const windowEndsAt = new Date(now.getTime() + PACES[kind].minutes * 60_000);
  const [counted] = await counting().execute({
    key: keyOf(kind, key),
    now: now.toISOString(),
    until: windowEndsAt.toISOString(),
  });
  return counted;
}

/**
 * Counts one more, in one statement that every process shares.
 * @throws AppError too_many, with how long to wait
 */
export async function keepPace(userId: string, kind: Pace, now: Date): Promise<void> {
  const counted = await countOne(userId, kind, now);
  if (!counted || counted.count <= PACES[kind].most) return;
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
function keyOf(kind: string, key: string): string {
  return `pace:${kind}:${createHmac("sha256", env().NEXTAUTH_SECRET).update(key).digest("base64url")}`;
}
