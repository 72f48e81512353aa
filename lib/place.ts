/** What of a ticket is being written. */
const TICKET_TEXTS = [
  "reply",
  "follow_up",
  "note",
  "solution",
  "approve",
  "refuse",
  "reopen",
  "other",
] as const;
export type TicketText = (typeof TICKET_TEXTS)[number];

const uuid = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
const shape = new RegExp(`^(?:(service):(${uuid})|(ticket):(${uuid}):(${TICKET_TEXTS.join("|")}))$`);

/**
 * Where a person is writing: the form of a service ("service:<id>") or a text of a ticket ("ticket:<id>:reply").
 * Drafts and files not yet sent are kept by it.
 */
export type Place = { noun: "service"; id: string } | { noun: "ticket"; id: string; text: TicketText };

/** Reads the name of a place; null when there is no such kind of place. */
export function parsePlace(name: string): Place | null {
  const [, service, serviceId, , ticketId, text] = shape.exec(name) ?? [];
  if (service && serviceId) return { noun: "service", id: serviceId };
  const found = TICKET_TEXTS.find((known) => known === text);
  return ticketId && found ? { noun: "ticket", id: ticketId, text: found } : null;
}

/** The place of the form of a service. */
export const servicePlace = (serviceId: string) => `service:${serviceId}`;

/** The place of a text about to be written on a ticket. */
export const ticketPlace = (ticketId: string, text: TicketText) => `ticket:${ticketId}:${text}`;
