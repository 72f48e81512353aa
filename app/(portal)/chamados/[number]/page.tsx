import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { after } from "next/server";
import { cache } from "react";
import { TicketPage } from "@/components/tickets/ticket-page";
import { requireActor } from "@/lib/auth";
import { markRead } from "@/lib/tickets/mutations/mark-read";
import { formatNumber, parseNumber } from "@/lib/tickets/number";
import { getTicket } from "@/lib/tickets/queries";

type Props = { params: Promise<{ number: string }> };

const load = cache(async (text: string) => {
  const actor = await requireActor();
  const now = new Date();
  const number = parseNumber(text);
  const ticket = number === null ? null : await getTicket(actor, number, now);
  return { actor, now, ticket };
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { ticket } = await load((await params).number);
  return { title: ticket ? `${formatNumber(ticket.number)} ${ticket.title}` : "Chamado não encontrado" };
}

export default async function Page({ params }: Props) {
  const { actor, now, ticket } = await load((await params).number);
  if (!ticket) notFound();
  if (ticket.unread) after(() => markRead(actor, { ticketId: ticket.id }, now));
  return (
    <div className="page">
      <TicketPage ticket={ticket} userId={actor.userId} now={now} />
    </div>
  );
}
