import { and, asc, eq, isNull, lte, sql } from "drizzle-orm";
import type { DeadlineKind } from "@/db/enums";
import { db } from "@/db/index";
import { deadlines } from "@/db/schema/tickets";
import type { SystemActor } from "../actor";
import { AppError } from "../errors";
import { Unannounced } from "./lapse";
import { pendingLapse } from "./mutations/pending-lapse";
import { remind } from "./mutations/remind";
import { validationLapse } from "./mutations/validation-lapse";
import { warn } from "./mutations/warn";
import { windowOver } from "./mutations/window-over";

const CLOCK: SystemActor = { kind: "system", job: "clock" };

/** What a deadline that is over does to its ticket. */
type Settler = (ticket: { id: string }, step: number, now: Date) => Promise<unknown>;

const SETTLERS: Record<DeadlineKind, Settler> = {
  pending_lapse: (ticket, step, now) =>
    step > 0
      ? remind(CLOCK, { ...ticket, kind: "pending_lapse" }, now)
      : announced("pending_lapse", ticket, now, pendingLapse),
  validation_lapse: (ticket, step, now) =>
    step > 0
      ? remind(CLOCK, { ...ticket, kind: "validation_lapse" }, now)
      : announced("validation_lapse", ticket, now, validationLapse),
  reopen_window: (ticket, _, now) => windowOver(CLOCK, ticket, now),
  first_response: (ticket, _, now) => warn(CLOCK, { ...ticket, kind: "first_response" }, now),
  resolution: (ticket, _, now) => warn(CLOCK, { ...ticket, kind: "resolution" }, now),
};

/** Ends a silence, or tells the requester first where nobody did. */
async function announced(
  kind: "pending_lapse" | "validation_lapse",
  ticket: { id: string },
  now: Date,
  lapse: (actor: SystemActor, ticket: { id: string }, now: Date) => Promise<void>,
): Promise<void> {
  try {
    await lapse(CLOCK, ticket, now);
  } catch (error) {
    if (!(error instanceof Unannounced)) throw error;
    await remind(CLOCK, { ...ticket, kind }, now);
  }
}

/** Deadline that is over: which, of which ticket. */
export interface DueDeadline {
  id: string;
  ticketId: string;
  kind: DeadlineKind;
  step: number;
  dueAt: Date;
}

const open = and(isNull(deadlines.settledAt), isNull(deadlines.cancelledAt));
const columns = {
  id: deadlines.id,
  ticketId: deadlines.ticketId,
  kind: deadlines.kind,
  step: deadlines.step,
  dueAt: deadlines.dueAt,
};

/** Deadlines that are over and not settled, the oldest first; after the one given. */
export function dueDeadlines(now: Date, limit: number, after?: DueDeadline): Promise<DueDeadline[]> {
  const later =
    after && sql`(${deadlines.dueAt}, ${deadlines.id}) > (${after.dueAt}::timestamptz, ${after.id}::uuid)`;
  return db
    .select(columns)
    .from(deadlines)
    .where(and(open, lte(deadlines.dueAt, now), later))
    .orderBy(asc(deadlines.dueAt), asc(deadlines.id))
    .limit(limit);
}

/** One deadline, while it is open. */
export async function findDeadline(id: string): Promise<DueDeadline | null> {
  const [row] = await db
    .select(columns)
    .from(deadlines)
    .where(and(eq(deadlines.id, id), open));
  return row ?? null;
}

/**
 * Settles a deadline that is over, once: false when its ticket moved on meanwhile, or somebody else settled it. Safe to call
 * at any time, by any number of callers: the rows decide.
 */
export async function settleDeadline(deadline: DueDeadline, now: Date): Promise<boolean> {
  try {
    await SETTLERS[deadline.kind]({ id: deadline.ticketId }, deadline.step, now);
    return true;
  } catch (error) {
    if (error instanceof AppError && (error.code === "conflict" || error.code === "wrong_state"))
      return false;
    throw error;
  }
}
