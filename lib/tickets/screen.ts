import "server-only";
import { formatNumber, parseNumber } from "../number";
import type { Screen } from "../screens/screen";
import { markRead } from "./mutations/mark-read";
import { getTicket } from "./queries";
import type { TicketView } from "./view";

/** One ticket; whoever sees it has read it. */
export const ticketScreen: Screen<{ ticket: TicketView; userId: string; now: Date }> = {
  route: "/chamados/[number]",
  missing: "Chamado não encontrado",
  async load(actor, { params }, now) {
    const number = parseNumber(params.number ?? "");
    const ticket = number === null ? null : await getTicket(actor, number, now);
    const unread = ticket?.unread;
    return (
      ticket && {
        title: `${formatNumber(ticket.number)} ${ticket.title}`,
        data: { ticket, userId: actor.userId, now },
        afterwards: unread ? () => markRead(actor, { ticketId: ticket.id, ...unread }, now) : undefined,
      }
    );
  },
};
