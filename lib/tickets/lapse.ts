import type { LapseKind } from "@/db/enums";
import { AppError, tooLate } from "../errors";
import type { Change } from "./change";
import { openDeadlines, settle } from "./deadline";
import { wasHeard } from "./heard";

/** How long before a lapse its last notice must have gone out, in milliseconds. */
export const NOTICE_AHEAD = 24 * 3_600_000;

/**
 * A lapse that its requester does not know of: the notice goes first, and it is due a day later.
 */
export class Unannounced extends AppError {
  constructor() {
    super("conflict", "O aviso ainda não foi enviado.");
  }
}

/**
 * Marks a silence as over by this change.
 * @throws AppError conflict when it was moved, cancelled or settled meanwhile, or is not due yet
 * @throws Unannounced when its last notice did not enter the outbox a day before, or nobody who is left can know of it
 */
export async function settleLapse(change: Change, kind: LapseKind): Promise<void> {
  const { tx, ticket, now } = change;
  const [lapse, ...notices] = await openDeadlines(tx, ticket.id, kind);
  if (lapse?.step !== 0 || lapse.dueAt > now) throw notDue();
  if (notices.length > 0 || !isAnnounced(lapse.noticedAt, now)) throw new Unannounced();
  if (!(await wasHeard(change, kind))) throw new Unannounced();
  await settle(tx, [lapse], now);
}

/** True when the last notice went out long enough ago. */
export function isAnnounced(noticedAt: Date | null, now: Date): boolean {
  return noticedAt !== null && now.getTime() - noticedAt.getTime() >= NOTICE_AHEAD;
}

/** Marks the window for reopening as over by this change. @throws AppError conflict, as above */
export async function settleWindow(change: Change): Promise<void> {
  const { tx, ticket, now } = change;
  const [window] = await openDeadlines(tx, ticket.id, "reopen_window");
  if (!window || window.dueAt > now) throw notDue();
  await settle(tx, [window], now);
}

/** What a person never reads: the clock was late, or early. */
export const notDue = () => tooLate("Este prazo não está vencido.");
