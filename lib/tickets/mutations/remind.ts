import { eq } from "drizzle-orm";
import type { LapseKind } from "@/db/enums";
import { deadlines } from "@/db/schema/tickets";
import type { SystemActor } from "@/lib/actor";
import { HOUR } from "@/lib/dates";
import { changeTicket } from "../change";
import { needLink, openDeadlines, settle } from "../deadline";
import { isAnnounced, NOTICE_AHEAD, notDue } from "../lapse";
import { whyUnreached } from "../recipients";
import { answerLink, waitingSolution } from "../solution";

/**
 * Tells the requester, or who can act where nothing reaches them, that their silence will end the wait, before it does. Of
 * several notices that are over, one goes out. A late one moves the end of the wait: no lapse comes less than a day after
 * its last notice.
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
    const missing = over.length > 0 || (lapses && lapse.noticedAt === null);
    if (!missing && !(lapses && !isAnnounced(lapse.noticedAt, now))) throw notDue();

    const noticedAt = missing ? now : lapse.noticedAt;
    const earliest = new Date((noticedAt ?? now).getTime() + NOTICE_AHEAD);
    const postponed = last && lapse.dueAt < earliest;
    const dueAt = postponed ? earliest : lapse.dueAt;
    if (over.length > 0) await settle(change.tx, over, now);
    await change.tx.update(deadlines).set({ noticedAt, dueAt }).where(eq(deadlines.id, lapse.id));
    await change.move({ updatedAt: change.ticket.updatedAt });
    const unreached = missing ? await whyUnreached(change.tx, change.ticket) : null;
    // The clock is always a moment late: that much is nobody's concern.
    const noticeably = dueAt.getTime() - lapse.dueAt.getTime() > HOUR;
    await change.record({
      deadline: input.kind,
      dueAt: dueAt.toISOString(),
      ...(noticeably ? { postponed: true } : {}),
      ...(unreached ? { unreached } : {}),
    });
    change.about = missing ? { deadline: input.kind, dueAt, unreached } : null;
    // Who answers a solution says more than that they need more time, and its page lets them say that too.
    const solutionId = await waitingSolution(change.tx, change.ticket.id);
    change.link = solutionId ? answerLink(solutionId, dueAt) : needLink(lapse.id, dueAt);
    return { dueAt };
  });
}
