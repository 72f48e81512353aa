import "server-only";
import { and, desc, eq, gt, inArray, isNull, lte } from "drizzle-orm";
import { LAPSE_KINDS } from "@/db/enums";
import { db } from "@/db/index";
import { services } from "@/db/schema/catalog";
import { letterLinks } from "@/db/schema/mail";
import { departments } from "@/db/schema/people";
import {
  closings,
  deadlines,
  events,
  messages,
  pendingPeriods,
  ratings,
  solutions,
  tickets,
} from "@/db/schema/tickets";
import { daysInWords } from "../dates";
import type { EventFacts } from "../events/record";
import { shownPhone } from "../identifiers/phone";
import { linkPath } from "../mail/link";
import { plainText } from "../richtext/document";
import type { RichDocument } from "../richtext/schema";
import { termInWords } from "../sla/labels";
import { linked } from "../tickets/deadline";
import { EDITABLE_FOR, INVITED_FOR } from "../tickets/survey";
import type { FoundLink } from "./queries";
import type { LinkEnding, LinkView, Silence } from "./view";

/** What a link lets do, and what became of it: all of its page that is not the ticket's name. */
export type Matter = Omit<
  LinkView,
  "purpose" | "number" | "title" | "service" | "department" | "timeZone" | "requester" | "enters"
>;

type Found = Pick<Matter, "open"> & Partial<Matter>;
type Around = Awaited<ReturnType<typeof ticketAround>>;

const NOTHING = {
  ...{ dueAt: null, until: null, silence: null, question: null, solution: null, reopens: null },
  ...{ rating: null, ending: null, ratePath: null },
} as const;

/** What a link is about, as it stands now. */
export async function matterOf(link: FoundLink, now: Date): Promise<Matter> {
  const around = await ticketAround(link.actor.ticketId);
  return { ...NOTHING, contact: around.contact, ...(await MATTERS[link.purpose](link, around, now)) };
}

const MATTERS: Record<
  LinkView["purpose"],
  (link: FoundLink, around: Around, now: Date) => Found | Promise<Found>
> = {
  async still_needed(link, around, now) {
    const [count] = await db.select().from(deadlines).where(eq(deadlines.id, link.subjectId));
    if (!count) return { open: false };
    // It was made by a notice, so its count can be started again as long as it runs.
    const open = !count.settledAt && !count.cancelledAt;
    const { dueAt } = count;
    if (!open) return { open, dueAt, ending: await endingOfCount(link, count, around, now) };
    const { silence, question, solution } = around;
    return { open, dueAt, until: dueAt, silence, question, solution };
  },
  async answer(link, around, now) {
    const [solution] = await db
      .select({ body: messages.body, ...decision })
      .from(solutions)
      .innerJoin(messages, eq(messages.id, solutions.messageId))
      .where(eq(solutions.id, link.subjectId));
    if (!solution) return { open: false };
    const text = textOf(solution.body);
    if (solution.state !== "waiting")
      return { open: false, solution: text, ...(await decided(link, solution, around, now)) };
    const { running, silence, reopens } = around;
    const until = running?.dueAt ?? null;
    // From its notice on the count can be started again, until it is.
    const noticed = running?.noticedAt || running?.linked;
    return { open: true, dueAt: noticed ? until : null, until, silence, reopens, solution: text };
  },
  rate: (link, _, now) => survey(link, now),
};

const decision = {
  state: solutions.state,
  decidedAt: solutions.decidedAt,
  decidedBy: solutions.decidedBy,
};
type Decision = { state: keyof typeof DECIDED; decidedAt: Date | null; decidedBy: string | null };

const DECIDED = {
  waiting: null,
  approved: "approved",
  refused: "refused",
  withdrawn: "withdrawn",
  lapsed: "lapsed",
} as const;

/** How a solution ended, and what its holder can still do where they approved it. */
async function decided(
  link: FoundLink,
  { state, decidedAt, decidedBy }: Decision,
  { mergedAt }: Around,
  now: Date,
): Promise<Pick<Found, "ending" | "ratePath">> {
  const why = decidedAt && decidedAt.getTime() === mergedAt?.getTime() ? "merged" : DECIDED[state];
  if (!why || !decidedAt) return {};
  const own = decidedBy === link.actor.userId;
  const ratePath = own && why === "approved" ? await invitationOf(link, decidedAt, now) : null;
  return { ending: { why, at: decidedAt, own }, ratePath };
}

/** Why a count can no longer be started again: it was, or the wait is over. */
async function endingOfCount(
  link: FoundLink,
  count: typeof deadlines.$inferSelect,
  around: Around,
  now: Date,
): Promise<LinkEnding | null> {
  const { ticketId, userId } = link.actor;
  const { running, askedAt } = around;
  if (running?.kind === count.kind && askedAt && askedAt <= count.startedAt)
    return { why: "restarted", at: running.dueAt, own: true };
  if (count.kind === "validation_lapse") {
    const [solution] = await db
      .select(decision)
      .from(solutions)
      .where(and(eq(solutions.ticketId, ticketId), lte(solutions.proposedAt, count.startedAt)))
      .orderBy(desc(solutions.proposedAt))
      .limit(1);
    return (solution && (await decided(link, solution, around, now)).ending) ?? null;
  }
  const [period] = await db
    .select({ endedAt: pendingPeriods.endedAt })
    .from(pendingPeriods)
    .where(and(eq(pendingPeriods.ticketId, ticketId), lte(pendingPeriods.startedAt, count.startedAt)))
    .orderBy(desc(pendingPeriods.startedAt))
    .limit(1);
  const at = period?.endedAt;
  if (!at) return null;
  const [event] = await db
    .select({ verb: events.verb, actorId: events.actorId, facts: events.facts })
    .from(events)
    .where(
      and(
        eq(events.ticketId, ticketId),
        eq(events.at, at),
        inArray(events.verb, ["reply", "pending_lapse", "merge"]),
      ),
    );
  const why = event ? ENDED_BY[event.verb] : undefined;
  // What came from another address stands under the requester's account, and is not their word.
  const { otherSender = false } = (event?.facts ?? {}) as EventFacts;
  return { why: why ?? "resumed", at, own: event?.actorId === userId && !otherSender };
}

const ENDED_BY: Partial<Record<string, LinkEnding["why"]>> = {
  reply: "replied",
  pending_lapse: "silence",
  merge: "merged",
};

/** The path by which somebody may rate what they approved, while it is good. */
async function invitationOf(link: FoundLink, approvedAt: Date, now: Date): Promise<string | null> {
  const { ticketId, userId } = link.actor;
  const [found] = await db
    .select({ id: letterLinks.id, closingId: closings.id })
    .from(letterLinks)
    .innerJoin(closings, and(eq(closings.id, letterLinks.subjectId), eq(closings.at, approvedAt)))
    .where(
      and(
        eq(letterLinks.ticketId, ticketId),
        eq(letterLinks.userId, userId),
        eq(letterLinks.purpose, "rate"),
        isNull(letterLinks.revokedAt),
        gt(letterLinks.expiresAt, now),
      ),
    )
    .orderBy(desc(letterLinks.id))
    .limit(1);
  if (!found) return null;
  const { open } = await survey({ ...link, subjectId: found.closingId }, now);
  return open ? linkPath(found.id) : null;
}

async function survey({ subjectId, actor }: FoundLink, now: Date): Promise<Found> {
  const [closing] = await db
    .select({
      at: closings.at,
      reopenedAt: closings.reopenedAt,
      stars: ratings.stars,
      comment: ratings.comment,
      authorId: ratings.authorId,
      ratedAt: ratings.createdAt,
    })
    .from(closings)
    .leftJoin(ratings, eq(ratings.closingId, closings.id))
    .where(eq(closings.id, subjectId));
  if (!closing) return { open: false };
  const { at, reopenedAt, stars, comment, authorId, ratedAt } = closing;
  if (reopenedAt) return { open: false, ending: { why: "reopened", at: reopenedAt, own: false } };
  const invited = at.getTime() + INVITED_FOR;
  const until = new Date(ratedAt ? Math.min(ratedAt.getTime() + EDITABLE_FOR, invited) : invited);
  const open = now < until;
  const rating = stars === null || !ratedAt ? null : { stars, comment, at: ratedAt };
  const ending: LinkEnding = ratedAt
    ? { why: "rated", at: ratedAt, own: authorId === actor.userId }
    : { why: "survey_over", at: until, own: false };
  return { open, until, rating, ending: open ? null : ending };
}

/** What a link's page says of its ticket: what is waited for now, and whom to ask. */
async function ticketAround(ticketId: string) {
  const [row] = await db
    .select({
      ticket: {
        closedBy: tickets.closedBy,
        closedAt: tickets.closedAt,
        pendingReason: tickets.pendingReason,
        pendingFrom: tickets.pendingFrom,
      },
      service: { days: services.reopenWindowDays, unit: services.dayUnit },
      department: {
        phone: departments.phone,
        email: departments.email,
        hours: departments.hours,
        messages: departments.messageService,
      },
      running: { kind: deadlines.kind, dueAt: deadlines.dueAt, noticedAt: deadlines.noticedAt, linked },
      askedAt: pendingPeriods.startedAt,
      proposedAt: solutions.proposedAt,
      body: messages.body,
    })
    .from(tickets)
    .innerJoin(services, eq(services.id, tickets.serviceId))
    .innerJoin(departments, eq(departments.id, tickets.departmentId))
    .leftJoin(
      deadlines,
      and(
        eq(deadlines.ticketId, tickets.id),
        inArray(deadlines.kind, [...LAPSE_KINDS]),
        eq(deadlines.step, 0),
        isNull(deadlines.settledAt),
        isNull(deadlines.cancelledAt),
      ),
    )
    .leftJoin(pendingPeriods, and(eq(pendingPeriods.ticketId, tickets.id), isNull(pendingPeriods.endedAt)))
    .leftJoin(solutions, and(eq(solutions.ticketId, tickets.id), eq(solutions.state, "waiting")))
    .leftJoin(messages, eq(messages.id, solutions.messageId))
    .where(eq(tickets.id, ticketId));
  if (!row) throw new Error(`ticket ${ticketId} vanished while its link was read`);
  const { ticket, service, department, running, askedAt, proposedAt, body } = row;
  const { days, unit } = service;
  const silence: Silence = proposedAt
    ? "closes"
    : ticket.pendingFrom === "in_review"
      ? "continues"
      : "proposes";
  return {
    running,
    /** Since when an answer is waited for that has not come. */
    askedAt: proposedAt ?? askedAt,
    silence,
    question: ticket.pendingReason,
    solution: textOf(body),
    reopens: days === 0 ? null : unit === "working_days" ? termInWords(days, unit) : daysInWords(days),
    mergedAt: ticket.closedBy === "merge" ? ticket.closedAt : null,
    contact: {
      lines: [shownPhone(department.phone), department.email, department.hours].filter(
        (part) => part !== null,
      ),
      messages: department.messages,
    },
  };
}

const textOf = (body: unknown): string | null => (body ? plainText(body as RichDocument) : null);
