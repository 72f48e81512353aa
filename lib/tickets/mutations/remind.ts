import { eq } from "drizzle-orm";
import type { LapseKind } from "@/db/enums";
import { deadlines } from "@/db/schema/tickets";
import type { SystemActor } from "@/lib/actor";
import { HOUR } from "@/lib/dates";
import { changeTicket } from "../change";
import { needLink, openDeadlines, settle } from "../deadline";
import { isLost, wasHeard } from "../heard";
import { isAnnounced, NOTICE_AHEAD, notDue } from "../lapse";
import { whyUnreached } from "../recipients";
import { answerLink, waitingSolution } from "../solution";

/**
 * Tells the requester, or who can act where nothing reaches them, that their silence will end the wait, before it does. Of
 * several notices that are over, one goes out. A late one moves the end of the wait: no lapse comes less than a day after
 * its last notice, nor while nobody heard of it; where that was a letter that did not arrive, or whom it told is gone, others
 * are told at the end.
 */
export function remind(
  actor: SystemActor,
  input: { id: string; kind: LapseKind },
  now: Date,
): Promise<{ dueAt: Date }> {
  return changeTicket(actor, { id: input.id }, "remind", now, async (change) => {
    const [lapse, ...notices] = await openDeadlines(change.tx, change.ticket.id, input.kind);
    if (lapse?.step !== 0) throw notDue();
    const lapses = lapse.dueAt <= now;
    const over = lapses ? notices : notices.filter(({ dueAt }) => dueAt <= now);
    const last = over.length === notices.length;
    const ends = lapses && over.length === 0;
    const early = lapses && !isAnnounced(lapse.noticedAt, now);
    const inVain = ends && !early && !(await wasHeard(change, input.kind));
    const missing = over.length > 0 || (lapses && lapse.noticedAt === null) || inVain;
    if (!missing && !early) throw notDue();

    const earliest = new Date((missing ? now : (lapse.noticedAt ?? now)).getTime() + NOTICE_AHEAD);
    const dueAt = last && lapse.dueAt < earliest ? earliest : lapse.dueAt;
    if (over.length > 0) await settle(change.tx, over, now);
    await change.move({ updatedAt: change.ticket.updatedAt });
    const unreached = missing
      ? ((await whyUnreached(change.tx, change.ticket)) ??
        // What did not arrive is not written once more: the team is told.
        (ends && (await isLost(change, lapse.startedAt)) ? "undelivered" : null))
      : null;
    change.about = missing ? { deadline: input.kind, dueAt, unreached } : null;
    // Who answers a solution says more than that they need more time, and can say that alone as well.
    const solutionId = await waitingSolution(change.tx, change.ticket.id);
    const need = needLink(lapse.id, dueAt);
    change.link = solutionId ? answerLink(solutionId, dueAt) : need;
    change.beside = solutionId ? need : undefined;
    const told = missing ? await change.heard() : null;
    const unheard = told?.length === 0;
    // Where nobody hears of the last notice the wait does not end: a day later it is tried again. What was sent may still arrive.
    const silent = unheard && last && !inVain;
    const noticedAt = silent ? null : missing && !unheard ? now : lapse.noticedAt;
    await change.tx.update(deadlines).set({ noticedAt, dueAt }).where(eq(deadlines.id, lapse.id));
    // The clock is always a moment late: that much is nobody's concern.
    const noticeably = dueAt.getTime() - lapse.dueAt.getTime() > HOUR;
    await change.record(
      {
        deadline: input.kind,
        dueAt: dueAt.toISOString(),
        ...(noticeably ? { postponed: true } : {}),
        ...(unreached ? { unreached } : {}),
        ...(told ? { told } : {}),
      },
      { internal: unheard },
    );
    return { dueAt };
  });
}
