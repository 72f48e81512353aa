import "server-only";
import { asc, eq, isNull } from "drizzle-orm";
import { db } from "@/db/index";
import { formVersions, services } from "@/db/schema/catalog";
import { mailboxes } from "@/db/schema/incoming";
import { departments } from "@/db/schema/people";
import type { UserActor } from "../actor";
import { requireAdmin } from "../administration";
import { env } from "../env";
import { parseDefinition } from "../forms/schema";
import { openingsOf } from "../incoming/queries";
import { replyBase } from "../mail/reply";

/** An address of the portal, as the administration sees it. */
export interface MailboxLine {
  id: string;
  revision: number;
  address: string;
  departmentId: string;
  department: string;
  /** "<service> <subject>", and in words; null where messages open no tickets. */
  under: { id: string; name: string } | null;
}

/** The addresses, and what new ones can be made of. */
export interface MailboxSheet {
  mailboxes: MailboxLine[];
  departments: { id: string; name: string; openings: { id: string; name: string }[] }[];
  /** By which ways mail comes in, and where letters are answered; null where nothing does. */
  replyTo: string | null;
  ways: ("imap" | "resend" | "demo")[];
}

/** @throws AppError forbidden */
export async function mailboxSheet(actor: UserActor): Promise<MailboxSheet> {
  requireAdmin(actor);
  const rows = await db
    .select({
      id: mailboxes.id,
      revision: mailboxes.revision,
      address: mailboxes.address,
      departmentId: mailboxes.departmentId,
      department: departments.shortName,
      serviceId: mailboxes.serviceId,
      subjectId: mailboxes.subjectId,
      service: services.name,
      definition: formVersions.definition,
    })
    .from(mailboxes)
    .innerJoin(departments, eq(departments.id, mailboxes.departmentId))
    .leftJoin(services, eq(services.id, mailboxes.serviceId))
    .leftJoin(formVersions, eq(formVersions.id, services.formVersionId))
    .where(isNull(mailboxes.removedAt))
    .orderBy(asc(mailboxes.address));
  const known = await db
    .select({ id: departments.id, name: departments.name })
    .from(departments)
    .orderBy(asc(departments.name));
  const { IMAP_URL, RESEND_API_KEY, RESEND_WEBHOOK_SECRET, GUICHE_DEMO } = env();
  return {
    mailboxes: rows.map(({ serviceId, subjectId, service, definition, ...line }) => ({
      ...line,
      under:
        serviceId && subjectId
          ? { id: `${serviceId} ${subjectId}`, name: `${service}: ${labelOf(definition, subjectId)}` }
          : null,
    })),
    departments: await Promise.all(
      known.map(async (department) => ({ ...department, openings: await openingsOf(department.id) })),
    ),
    replyTo: replyBase(env()),
    ways: [
      ...(IMAP_URL ? (["imap"] as const) : []),
      ...(RESEND_API_KEY && RESEND_WEBHOOK_SECRET ? (["resend"] as const) : []),
      ...(GUICHE_DEMO ? (["demo"] as const) : []),
    ],
  };
}

function labelOf(definition: unknown, subjectId: string): string {
  if (!definition) return "assunto";
  return parseDefinition(definition).subjects.find(({ id }) => id === subjectId)?.label ?? "assunto";
}
