import "server-only";
import { and, eq, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { OPEN_STATUSES, type TicketStatus } from "@/db/enums";
import { db } from "@/db/index";
import { formVersions, services } from "@/db/schema/catalog";
import { blockedAddresses } from "@/db/schema/mail";
import { departments, institutions, users } from "@/db/schema/people";
import { tickets } from "@/db/schema/tickets";
import { type Actor, accountOf } from "../actor";
import { shownCalendar } from "../calendar/kept";
import { promisedDay } from "../catalog/promise";
import { listContacts } from "../departments/queries";
import { draftsAt } from "../drafts/queries";
import { describeAnswers } from "../forms/answers";
import { fieldsOf } from "../forms/evaluate";
import { type Answers, parseDefinition } from "../forms/schema";
import { maskCpf } from "../identifiers/cpf";
import { shownPhone } from "../identifiers/phone";
import { isExtendable } from "../sla/rules";
import { targetViews } from "../sla/targets";
import type { Reader } from "./history";
import { statusLabel } from "./labels";
import { namesOf } from "./names";
import { findRecord, type TicketRecord } from "./record";
import { availableVerbs, partiesOf, readsInternal, type TicketFacts } from "./rules";
import { observed, seen, sightOf } from "./sight";
import { surveyOf } from "./survey";
import { timeline } from "./timeline";
import { unreadOf } from "./unread";
import type { StaffView, TicketView } from "./view";

/**
 * One ticket as its page shows it to the actor, or null when it does not exist for them. Internal notes, internal
 * events and their files are not even read for those who may not see them.
 */
export async function getTicket(actor: Actor, number: number, now: Date): Promise<TicketView | null> {
  const head = await findHead(actor, number);
  if (!head) return null;
  const { ticket, service, department } = head;
  const standing = { ...ticket, solutionAuthorId: null, observed: head.observed };
  const internal = readsInternal(actor, standing);
  const reader: Reader = { kind: internal ? "staff" : "requester", userId: accountOf(actor) };
  const works = internal && partiesOf(actor, standing).has("technician");
  const record = await findRecord({
    ticketId: ticket.id,
    reader: reader.userId,
    internal,
    attendedBy: works ? ticket.departmentId : null,
    now,
  });
  const facts = factsOf(head, record, now);
  const verbs = availableVerbs(actor, facts, now);
  const names = await namesOf(actor, record, works);
  const targets =
    record.targets.length > 0 ? targetViews(await shownCalendar(department), record.targets, now) : [];
  const definition = parseDefinition(head.definition);
  const subject = definition.subjects.find(({ id }) => id === ticket.subjectId);

  return {
    id: ticket.id,
    number: ticket.number,
    title: ticket.title,
    status: ticket.status,
    statusLabel: statusLabel(ticket, reader.kind),
    reader,
    service: {
      name: service.name,
      slug: service.slug,
      analysis: service.analysis,
      validationLapseDays: service.validationLapseDays,
      pendingLapseDays: service.pendingLapseDays,
      reopenWindowDays: service.reopenWindowDays,
    },
    subject: subject?.label ?? "",
    department: { ...department, phone: shownPhone(department.phone) },
    requester: {
      ...head.requester,
      phone: shownPhone(head.requester.phone),
      institution: head.institution,
    },
    contact: { email: ticket.contactEmail, phone: shownPhone(ticket.contactPhone) },
    locality: ticket.locality,
    channel: ticket.channel,
    openedAt: ticket.openedAt,
    promised:
      openStatuses.has(ticket.status) && !targets.some(({ kind }) => kind === "resolution")
        ? (ticket.promisedOn ??
          promisedDay(service.longestTime, ticket.openedAt, await shownCalendar(department)))
        : null,
    updatedAt: ticket.updatedAt,
    closedAt: ticket.closedAt,
    closedBy: ticket.closedBy,
    attendant: head.assignee?.name ?? null,
    answers: describeAnswers(definition, ticket.subjectId, ticket.answers as Answers),
    fileLabels: Object.fromEntries(
      fieldsOf(definition, ticket.subjectId).flatMap((field) =>
        field.type === "file" ? [[field.id, field.label]] : [],
      ),
    ),
    pending:
      ticket.pendingType && ticket.pendingReason && ticket.pendingFrom
        ? { type: ticket.pendingType, reason: ticket.pendingReason, from: ticket.pendingFrom }
        : null,
    deadlines: record.deadlines.flatMap(({ kind, startedAt, dueAt }) =>
      kind === "first_response" || kind === "resolution" ? [] : [{ kind, startedAt, dueAt }],
    ),
    targets,
    entries: timeline(
      {
        events: record.events,
        messages: record.messages,
        solutions: record.solutions,
        periods: record.pendingPeriods,
      },
      names,
      reader,
    ),
    verbs,
    survey: surveyOf(record.closings, { mayRate: verbs.includes("rate"), readerId: reader.userId }, now),
    links: names.links,
    ...unreadOf(record),
    drafts:
      actor.kind === "user"
        ? await draftsAt(
            actor,
            record.drafts.map(({ place }) => place),
          )
        : {},
    staff: internal ? await staffView(head, record, works) : null,
  };
}

const openStatuses: ReadonlySet<TicketStatus> = new Set(OPEN_STATUSES);

const requesters = alias(users, "requesters");
const assignees = alias(users, "assignees");
const reviewers = alias(users, "reviewers");

/** Built once: putting such a query into words takes longer than asking it. */
const headQuery = db
  .select({
    ticket: tickets,
    service: services,
    definition: formVersions.definition,
    department: {
      id: departments.id,
      name: departments.name,
      phone: departments.phone,
      email: departments.email,
      hours: departments.hours,
      messageService: departments.messageService,
      timeZone: departments.timeZone,
    },
    requester: { name: requesters.name, email: requesters.email, phone: requesters.phone },
    cpf: requesters.cpf,
    institution: institutions.name,
    assignee: { id: assignees.id, name: assignees.name },
    reviewer: { id: reviewers.id, name: reviewers.name },
    observed: sql<boolean>`${observed}`,
    blocked: blockedAddresses.reason,
    enters: sql<boolean>`${requesters.origin} <> 'email'`,
  })
  .from(tickets)
  .innerJoin(services, eq(services.id, tickets.serviceId))
  .innerJoin(formVersions, eq(formVersions.id, tickets.formVersionId))
  .innerJoin(departments, eq(departments.id, tickets.departmentId))
  .innerJoin(requesters, eq(requesters.id, tickets.requesterId))
  .leftJoin(institutions, eq(institutions.id, tickets.institutionId))
  .leftJoin(assignees, eq(assignees.id, tickets.assigneeId))
  .leftJoin(reviewers, eq(reviewers.id, tickets.reviewerId))
  .leftJoin(
    blockedAddresses,
    sql`${blockedAddresses.address} = lower(coalesce(${tickets.contactEmail}, ${requesters.email}))`,
  )
  .where(and(eq(tickets.number, sql.placeholder("number")), seen))
  .limit(1)
  .prepare("ticket_head");

/** The ticket with whom and what it belongs to, if the actor may see it. */
async function findHead(actor: Actor, number: number) {
  const [row] = await headQuery.execute({ ...sightOf(actor), number });
  return row;
}

type Head = NonNullable<Awaited<ReturnType<typeof findHead>>>;

function factsOf(head: Head, record: TicketRecord, now: Date): TicketFacts {
  const waiting = record.solutions.find((solution) => solution.state === "waiting");
  return {
    ...head.ticket,
    analysis: head.service.analysis,
    reopenWindowDays: head.service.reopenWindowDays,
    reopenUntil: record.deadlines.find(({ kind }) => kind === "reopen_window")?.dueAt ?? null,
    noticed: record.deadlines.some(({ noticedAt }) => noticedAt !== null),
    extendable: record.targets.some((target) => isExtendable(target, now)),
    solutionAuthorId: waiting?.proposedBy ?? null,
    observed: head.observed,
  };
}

async function staffView(head: Head, record: TicketRecord, works: boolean): Promise<StaffView> {
  const { ticket } = head;
  const places = works ? await listContacts() : [];
  return {
    priority: ticket.priority,
    assignee: head.assignee,
    reviewer: head.reviewer,
    observers: record.observers.map(({ name }) => name),
    reopenCount: ticket.reopenCount,
    unreachable: head.blocked && { reason: head.blocked, enters: head.enters },
    requesterCpf: head.cpf ? maskCpf(head.cpf) : null,
    attendants: record.attendants,
    departments: places.flatMap(({ id, name }) => (id === ticket.departmentId ? [] : { id, name })),
  };
}
