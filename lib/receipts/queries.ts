import "server-only";
import { and, asc, eq, type SQL, sql } from "drizzle-orm";
import { db } from "@/db/index";
import { attachments } from "@/db/schema/attachments";
import { formVersions, services } from "@/db/schema/catalog";
import { departments, users } from "@/db/schema/people";
import { messages, tickets, ticketTargets } from "@/db/schema/tickets";
import { calendarOf } from "../calendar/queries";
import { promisedDay } from "../catalog/promise";
import { dayIn } from "../dates";
import { describeAnswers } from "../forms/answers";
import { fieldsOf } from "../forms/evaluate";
import { type Answers, parseDefinition } from "../forms/schema";

export type Receipt = NonNullable<Awaited<ReturnType<typeof readReceipt>>>;

/**
 * What was sent when a ticket was opened and what follows, or null when there is none such. Who asks says by the condition
 * which tickets exist for whom it is read.
 */
export async function readReceipt(condition: SQL | undefined) {
  const [row] = await db
    .select({
      id: tickets.id,
      number: tickets.number,
      title: tickets.title,
      openedAt: tickets.openedAt,
      promisedOn: tickets.promisedOn,
      subjectId: tickets.subjectId,
      answers: tickets.answers,
      contactEmail: tickets.contactEmail,
      contactPhone: tickets.contactPhone,
      locality: tickets.locality,
      requester: users.name,
      dueAt: ticketTargets.dueAt,
      departmentId: departments.id,
      definition: formVersions.definition,
      service: {
        name: services.name,
        slug: services.slug,
        longestTime: services.longestTime,
        analysis: services.analysis,
        validationLapseDays: services.validationLapseDays,
      },
      department: {
        name: departments.name,
        phone: departments.phone,
        email: departments.email,
        hours: departments.hours,
        timeZone: departments.timeZone,
      },
    })
    .from(tickets)
    .innerJoin(services, eq(services.id, tickets.serviceId))
    .innerJoin(formVersions, eq(formVersions.id, tickets.formVersionId))
    .innerJoin(departments, eq(departments.id, tickets.departmentId))
    .innerJoin(users, eq(users.id, tickets.requesterId))
    .leftJoin(
      ticketTargets,
      and(eq(ticketTargets.ticketId, tickets.id), eq(ticketTargets.kind, "resolution")),
    )
    .where(condition);
  if (!row) return null;
  const { definition: stored, answers, subjectId, dueAt, departmentId, promisedOn, ...ticket } = row;
  const definition = parseDefinition(stored);
  const labels = new Map(fieldsOf(definition, subjectId).map((field) => [field.id, field.label]));
  const files = await requestFiles(row.id);
  return {
    ...ticket,
    subject: definition.subjects.find((subject) => subject.id === subjectId)?.label ?? "",
    answers: describeAnswers(definition, subjectId, answers as Answers),
    files: files.map(({ fieldId, ...file }) => ({
      ...file,
      label: (fieldId && labels.get(fieldId)) || null,
    })),
    promised: promisedOn ?? (await countedDay(row)),
  };
}

/** Of a ticket from before the day that was promised to it was written down. */
async function countedDay({ dueAt, departmentId, service, openedAt, department: { timeZone } }: Dated) {
  if (dueAt) return dayIn(timeZone, dueAt);
  // Not the calendar that is kept for showing: a receipt also goes out by mail.
  return promisedDay(service.longestTime, openedAt, await calendarOf(db, { id: departmentId, timeZone }));
}

interface Dated {
  dueAt: Date | null;
  departmentId: string;
  service: { longestTime: string };
  openedAt: Date;
  department: { timeZone: string };
}

/** The receipt that goes to somebody: of a ticket of their own, or none. */
export const receiptFor = (requesterId: string, ticketId: string) =>
  readReceipt(and(eq(tickets.id, ticketId), eq(tickets.requesterId, requesterId)));

function requestFiles(ticketId: string) {
  return db
    .select({ name: attachments.name, size: attachments.size, fieldId: attachments.fieldId })
    .from(attachments)
    .innerJoin(messages, eq(messages.id, attachments.messageId))
    .where(
      and(eq(messages.ticketId, ticketId), eq(messages.kind, "request"), sql`not ${attachments.internal}`),
    )
    .orderBy(asc(attachments.createdAt), asc(attachments.id));
}
