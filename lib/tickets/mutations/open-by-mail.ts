import { and, eq } from "drizzle-orm";
import type { Tx } from "@/db/index";
import { formVersions, services } from "@/db/schema/catalog";
import { claimFiles } from "@/lib/attachments/claim";
import { usableBy } from "@/lib/catalog/access";
import { AppError } from "@/lib/errors";
import { parseDefinition } from "@/lib/forms/schema";
import { imageIds, plainText } from "@/lib/richtext/document";
import type { RichDocument } from "@/lib/richtext/schema";
import type { Via } from "../change";
import { acknowledge } from "../notices";
import { type Begun, beginTicket } from "../opening";

/** A message that asks for something. */
export interface MailOpening {
  requester: { id: string; name: string; address: string; enters: boolean };
  serviceId: string;
  subjectId: string;
  /** The message's subject; empty for none. */
  title: string;
  body: RichDocument | null;
  /** Ids of files that the requester's message brought, beside those in its text. */
  files: string[];
  /** Whether a receipt goes back. */
  receipt: boolean;
  /** Whether the message surely is from where it says. */
  proved: boolean;
  /** Id of the message: one becomes one ticket. */
  via: Via;
}

const SYSTEM = { kind: "system", job: "mail" } as const;

/**
 * Opens a ticket from a message, as part of a larger transaction. There is no form: what was written stands in its place.
 * @throws AppError not_found when the service is not for everybody (any more)
 */
export async function openByMail(tx: Tx, opening: MailOpening, now: Date): Promise<Begun> {
  const { requester, serviceId, subjectId, body, via } = opening;
  const [found] = await tx
    .select({ service: services, version: formVersions })
    .from(services)
    .innerJoin(formVersions, eq(formVersions.id, services.formVersionId))
    .where(and(eq(services.id, serviceId), eq(services.access, "everyone"), usableBy(SYSTEM)));
  const definition = found && parseDefinition(found.version.definition);
  if (!found || !definition?.subjects.some(({ id }) => id === subjectId)) {
    throw new AppError("not_found", "O serviço deste endereço não está mais disponível.");
  }
  const { service, version } = found;
  const title = opening.title || service.name;
  const begun = await beginTicket(
    tx,
    SYSTEM,
    {
      requester: { ...requester, institutionId: null },
      departmentId: service.departmentId,
      serviceId,
      formVersionId: version.id,
      subjectId,
      answers: {},
      channel: "email",
      locality: null,
      contactEmail: requester.address,
      contactPhone: null,
      submissionKey: via.incomingId,
      proved: opening.proved,
      side: "requester",
      facts: { serviceId, ...via },
      said: { body, authorId: requester.id },
      title: () => title,
      words: body ? plainText(body) : "",
      identifiers: [],
    },
    now,
  );
  if (!begun) throw new Error("this message became a ticket before");
  await claimFiles(
    tx,
    { kind: "guest", ticketId: begun.id, userId: requester.id },
    {
      ticketId: begun.id,
      messageId: begun.messageId,
      files: opening.files,
      inline: body ? imageIds(body) : [],
      internal: false,
      now,
    },
  );
  const proved = opening.proved && requester.enters;
  if (opening.receipt) await acknowledge(tx, begun, { ...requester, proved }, now);
  return begun;
}
