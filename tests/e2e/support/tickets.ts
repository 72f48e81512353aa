import { eq } from "drizzle-orm";
import { v7 } from "uuid";
import { db } from "@/db/index";
import { services } from "@/db/schema/catalog";
import { tickets } from "@/db/schema/tickets";
import type { UserActor } from "@/lib/actor";
import { storeUpload } from "@/lib/attachments/mutations/store-upload";
import type { SentFile } from "@/lib/attachments/schema";
import { relay } from "@/lib/events/relay";
import { formatNumber } from "@/lib/number";
import { servicePlace, type TicketText, ticketPlace } from "@/lib/place";
import { fromPlainText } from "@/lib/richtext/document";
import type { RichDocument } from "@/lib/richtext/schema";
import { approveSolution } from "@/lib/tickets/mutations/approve-solution";
import { openTicket as open } from "@/lib/tickets/mutations/open-ticket";
import { proposeSolution } from "@/lib/tickets/mutations/propose-solution";
import { setPending } from "@/lib/tickets/mutations/set-pending";
import { takeTicket } from "@/lib/tickets/mutations/take-ticket";

/** The card of the stories, with its shortest subject. */
export const CARD = "siop-emendas-parlamentares";

export const says = (text: string): RichDocument => fromPlainText(text);

export interface Opened {
  id: string;
  number: number;
  /** As the address and the page show it. */
  shown: string;
}

type Opening = Parameters<typeof open>[1];

export async function serviceBySlug(slug: string) {
  const [row] = await db.select().from(services).where(eq(services.slug, slug));
  if (!row?.formVersionId) throw new Error(`no service ${slug}`);
  return { ...row, formVersionId: row.formVersionId };
}

/** A ticket opened by its requester, by the product's own verb. */
export async function openTicket(actor: UserActor, given: Partial<Opening> = {}): Promise<Opened> {
  const service = await serviceBySlug(CARD);
  const { number } = await open(
    actor,
    {
      serviceId: service.id,
      formVersionId: service.formVersionId,
      subjectId: "consulta",
      answers: { exercicio: "e2026", unidade: "47101", descricao: "O total não bate com o relatório." },
      fieldFiles: {},
      files: [],
      contactEmail: null,
      contactPhone: null,
      locality: null,
      submissionKey: v7(),
      continues: null,
      ...given,
    },
    new Date(),
  );
  const [row] = await db.select({ id: tickets.id }).from(tickets).where(eq(tickets.number, number));
  if (!row) throw new Error("the ticket is gone");
  await relay();
  return { id: row.id, number, shown: formatNumber(number) };
}

/** A ticket to which a law sets the term. */
export async function openPraise(actor: UserActor): Promise<Opened> {
  const service = await serviceBySlug("ouvidoria");
  return openTicket(actor, {
    serviceId: service.id,
    formVersionId: service.formVersionId,
    subjectId: "elogio",
    answers: { descricao: "A atendente teve paciência para explicar tudo." },
  });
}

/**
 * Takes the ticket, and goes on as far as asked. What happened is handed on at once: left behind, the next act of any
 * other test would hand it on, and the page would be read again in the middle of this one.
 */
export async function bring(
  ticket: Opened,
  to: "assigned" | "pending" | "validating" | "resolved",
  by: { requester: UserActor; technician: UserActor },
): Promise<Opened> {
  const { number } = ticket;
  await takeTicket(by.technician, { number }, new Date());
  if (to === "pending") {
    const reason = "Envie o comprovante que falta";
    await setPending(by.technician, { number, type: "requester", reason }, new Date());
  }
  if (to === "validating" || to === "resolved") {
    const body = says("Refizemos o cálculo; confira o total.");
    await proposeSolution(by.technician, { number, body, files: [] }, new Date());
  }
  if (to === "resolved") await approveSolution(by.requester, { number, body: null, files: [] }, new Date());
  await relay();
  return ticket;
}

interface FileToSend {
  name: string;
  bytes: Uint8Array;
  /** A text of a ticket; the form of the stories' card when left out. */
  place?: { ticketId: string; text: TicketText };
}

/** A file sent by a person and not used yet. */
export async function sendFile(actor: UserActor, { name, bytes, place }: FileToSend): Promise<SentFile> {
  async function* once() {
    yield bytes;
  }
  const where = place
    ? ticketPlace(place.ticketId, place.text)
    : servicePlace((await serviceBySlug(CARD)).id);
  const input = { place: where, fieldId: null, name, bytes: once(), limit: 5_000_000 };
  return storeUpload(actor, input, new Date());
}
