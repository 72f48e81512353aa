import { and, eq, gt, inArray, isNull, or } from "drizzle-orm";
import type { Channel } from "@/db/enums";
import { type Tx, transact } from "@/db/index";
import { attachments } from "@/db/schema/attachments";
import { formVersions, services } from "@/db/schema/catalog";
import { departments, institutions, operators, users } from "@/db/schema/people";
import { ticketLinks } from "@/db/schema/tickets";
import { type UserActor, worksIn } from "@/lib/actor";
import { claimFiles } from "@/lib/attachments/claim";
import { usableBy } from "@/lib/catalog/access";
import { dayIn } from "@/lib/dates";
import { deleteDraft } from "@/lib/drafts/mutations/delete-draft";
import { AppError, invalid, notAllowed } from "@/lib/errors";
import { recordEvent } from "@/lib/events/record";
import { faultPoint } from "@/lib/fault";
import { checkAnswers } from "@/lib/forms/answers";
import { type FormDefinition, parseDefinition } from "@/lib/forms/schema";
import { renderTitle } from "@/lib/forms/title";
import { lockTicket, SIDES } from "../change";
import { acknowledge } from "../notices";
import { alreadyOpened, beginTicket, findableBy } from "../opening";
import { rule } from "../rules";

export interface Opening {
  serviceId: string;
  /** The version the person filled in; if another one was published meanwhile the draft is kept and they are told. */
  formVersionId: string;
  subjectId: string;
  answers: Record<string, unknown>;
  /** Ids of files by form field. */
  fieldFiles: Record<string, string[]>;
  /** Ids of files sent beside the form. */
  files: string[];
  contactEmail: string | null;
  contactPhone: string | null;
  locality: string | null;
  /** The draft's id: sending the same form twice makes one ticket. */
  submissionKey: string;
  /** Number of the final ticket this one goes on from. */
  continues: number | null;
}

/** Who a ticket is opened for, when a technician opens it on somebody's behalf. */
export interface Behalf {
  requesterId: string;
  channel: Channel;
}

/**
 * Opens a ticket from a service's published form: checks the answers again, numbers it, keeps files, words and
 * identifiers, and empties the draft, all in one transaction.
 * @throws AppError invalid with one message per field; not_found or forbidden when the service is not for the actor
 */
export async function openTicket(
  actor: UserActor,
  input: Opening,
  now: Date,
  behalf: Behalf = { requesterId: actor.userId, channel: "portal" },
): Promise<{ number: number }> {
  const opened = await transact(async (tx) => {
    const earlier = await alreadyOpened(tx, behalf.requesterId, input.submissionKey);
    if (earlier) return { number: earlier };
    const { service, version, timeZone } = await usableService(tx, actor, input, behalf);
    const definition = parseDefinition(version.definition);
    const { subjectId } = input;
    const today = dayIn(timeZone, now);
    const { answers, fieldFiles } = await checkedAnswers(tx, actor, definition, input, today);
    const source = input.continues === null ? null : await continuedTicket(tx, actor, input.continues, now);
    const requester = await requesterOf(tx, behalf.requesterId, now);

    const begun = await beginTicket(
      tx,
      actor,
      {
        requester,
        departmentId: service.departmentId,
        serviceId: service.id,
        formVersionId: version.id,
        subjectId,
        answers,
        channel: behalf.channel,
        locality: input.locality,
        contactEmail: input.contactEmail ?? requester.email,
        contactPhone: input.contactPhone ?? requester.phone,
        submissionKey: input.submissionKey,
        side: behalf.requesterId === actor.userId ? "requester" : "staff",
        facts: { serviceId: service.id, ...(source ? { otherTicketId: source.id } : {}) },
        title: (number) =>
          renderTitle(service.titleTemplate, {
            service: service.name,
            definition,
            subjectId,
            number,
            answers,
          }),
        ...findableBy(definition, subjectId, answers),
      },
      now,
    );
    if (!begun) {
      // Sent twice at the same moment: the insert waited for the other one, which is committed now.
      const number = await alreadyOpened(tx, behalf.requesterId, input.submissionKey);
      if (number === null) throw new Error("the ticket that came first is gone");
      return { number };
    }
    await claimFiles(tx, actor, {
      ticketId: begun.id,
      messageId: begun.messageId,
      files: [...input.files, ...fieldFiles],
      inline: [],
      internal: false,
      now,
    });
    if (source) await goOn(tx, actor, source, begun.id, now);
    await acknowledge(tx, begun, { ...requester, address: input.contactEmail ?? requester.email }, now);
    await deleteDraft(tx, actor, `service:${service.id}`);
    faultPoint("told");
    return { number: begun.number };
  });
  faultPoint("committed");
  return opened;
}

async function usableService(tx: Tx, actor: UserActor, input: Opening, behalf: Behalf) {
  const [row] = await tx
    .select({ service: services, version: formVersions, timeZone: departments.timeZone })
    .from(services)
    .innerJoin(departments, eq(departments.id, services.departmentId))
    .innerJoin(formVersions, eq(formVersions.id, services.formVersionId))
    .where(and(eq(services.id, input.serviceId), usableBy(actor)));
  if (!row) throw new AppError("not_found", "Este serviço não está disponível para você.");
  if (row.version.id !== input.formVersionId) {
    throw new AppError(
      "conflict",
      "O formulário deste serviço mudou. Recarregue a página: o que você preencheu está guardado no rascunho.",
    );
  }
  if (behalf.requesterId !== actor.userId && !worksIn(actor, row.service.departmentId)) {
    throw notAllowed("Você não pode abrir chamados por outra pessoa.");
  }
  return row;
}

async function checkedAnswers(
  tx: Tx,
  actor: UserActor,
  definition: FormDefinition,
  input: Opening,
  today: string,
) {
  const files = await filesByField(tx, actor, input.fieldFiles);
  const checked = checkAnswers(definition, input.subjectId, input.answers, files, { today });
  if (!checked.ok) {
    throw invalid(Object.fromEntries(checked.errors.map((error) => [error.fieldId, error.message])));
  }
  const fieldFiles = Object.values(checked.files).flatMap((list) => list.map((file) => file.id));
  return { answers: checked.answers, fieldFiles };
}

async function filesByField(tx: Tx, actor: UserActor, fieldFiles: Record<string, string[]>) {
  const ids = Object.values(fieldFiles).flat();
  if (ids.length === 0) return {};
  const rows = await tx
    .select({ id: attachments.id, name: attachments.name, type: attachments.type, size: attachments.size })
    .from(attachments)
    .where(
      and(
        inArray(attachments.id, ids),
        eq(attachments.uploaderId, actor.userId),
        isNull(attachments.claimedAt),
      ),
    );
  const own = new Map(rows.map((row) => [row.id, row]));
  return Object.fromEntries(
    Object.entries(fieldFiles).map(([fieldId, list]) => [fieldId, list.flatMap((id) => own.get(id) ?? [])]),
  );
}

async function continuedTicket(tx: Tx, actor: UserActor, number: number, now: Date) {
  const source = await lockTicket(tx, actor, { number }, now);
  const ruling = rule("continue", actor, source, now);
  if (!ruling.allowed) {
    throw notAllowed("Só é possível abrir um novo chamado a partir de um que esteja encerrado.");
  }
  return { ...source, side: SIDES[ruling.as] };
}

/** Links the new ticket to the one it goes on from, which keeps the event too. */
async function goOn(
  tx: Tx,
  actor: UserActor,
  source: Awaited<ReturnType<typeof continuedTicket>>,
  newId: string,
  now: Date,
) {
  await tx.insert(ticketLinks).values({ fromId: source.id, toId: newId, kind: "continues", createdAt: now });
  await recordEvent(tx, {
    ticketId: source.id,
    verb: "continue",
    actor,
    side: source.side,
    at: now,
    from: source.status,
    to: source.status,
    facts: { otherTicketId: newId },
  });
}

/** Who asks, for the institution they act for at this moment. */
async function requesterOf(tx: Tx, userId: string, now: Date) {
  const [row] = await tx
    .select({
      name: users.name,
      email: users.email,
      phone: users.phone,
      institutionId: institutions.id,
    })
    .from(users)
    .leftJoin(
      operators,
      and(
        eq(operators.userId, users.id),
        isNull(operators.endedAt),
        or(isNull(operators.endsAt), gt(operators.endsAt, now)),
      ),
    )
    .leftJoin(
      institutions,
      and(eq(institutions.id, operators.institutionId), isNull(institutions.disabledAt)),
    )
    .where(eq(users.id, userId));
  if (!row) throw new AppError("not_found", "Não encontramos a pessoa que pede.");
  return { id: userId, ...row };
}
