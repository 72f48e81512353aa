import { and, asc, eq, isNull } from "drizzle-orm";
import { db } from "@/db/index";
import { outbox } from "@/db/schema/mail";
import {
  deadlines,
  events,
  messages,
  pendingPeriods,
  solutions,
  tickets,
  ticketTargets,
} from "@/db/schema/tickets";
import type { UserActor } from "@/lib/actor";
import { fromPlainText } from "@/lib/richtext/document";
import { approveSolution } from "@/lib/tickets/mutations/approve-solution";
import { proposeSolution } from "@/lib/tickets/mutations/propose-solution";
import { setPending } from "@/lib/tickets/mutations/set-pending";
import { startAnalysis } from "@/lib/tickets/mutations/start-analysis";
import { takeTicket } from "@/lib/tickets/mutations/take-ticket";
import { ticketScreen } from "@/lib/tickets/screen";
import { letPass } from "./clock";
import { later, type World } from "./world";

export const says = (text: string) => fromPlainText(text);

/** Input of a verb in which somebody writes. */
export const words = (number: number, text = "Segue a informação.") => ({
  number,
  body: says(text),
  files: [],
});

/** Tickets brought to a point of their life by the product's own verbs, one hour apart. */
export function stories(world: World) {
  const opened = async () => (await world.open(world.ana)).number;
  const inReview = async () => {
    const { number } = await world.open(world.ana, undefined, world.reviewed);
    await startAnalysis(world.marina, { number }, later(0, 1));
    return number;
  };
  const assigned = async (from = world.tax) => {
    const { number } = await world.open(world.ana, undefined, from);
    await takeTicket(world.marina, { number }, later(0, 1));
    return number;
  };
  const waiting = async () => {
    const number = await assigned();
    const reason = "Falta o comprovante";
    await setPending(world.marina, { number, type: "requester", reason }, later(0, 2));
    return number;
  };
  const validating = async (from = world.tax) => {
    const number = await assigned(from);
    await proposeSolution(world.marina, words(number, "Corrigimos o cadastro."), later(0, 3));
    return number;
  };
  const resolved = async (from = world.tax) => {
    const number = await validating(from);
    await approveSolution(world.ana, { number, body: null, files: [] }, later(1));
    return number;
  };
  const promisedByLaw = async () => {
    const { number } = await world.open(world.ana, undefined, world.lawful);
    return number;
  };
  /** Told that the silence will end the wait. */
  const reminded = async () => {
    const number = await waiting();
    await letPass(number, later(2, 2));
    return number;
  };
  return { promisedByLaw, reminded, opened, inReview, assigned, waiting, validating, resolved };
}

/** Opens the page of a ticket; what is returned is what follows once its reader has it. */
export async function openPage(actor: UserActor, number: number, now: Date): Promise<() => Promise<unknown>> {
  const shown = await ticketScreen.load(actor, { params: { number: String(number) }, search: {} }, now);
  if (!shown) throw new Error(`no ticket ${number} for them`);
  return shown.afterwards ?? (async () => undefined);
}

/** Opens the page of a ticket and has read it. */
export async function readPage(actor: UserActor, number: number, now: Date): Promise<void> {
  await (await openPage(actor, number, now))();
}

/** Everything the database holds about a ticket, for the tests to look at. */
export async function look(number: number) {
  const [ticket] = await db.select().from(tickets).where(eq(tickets.number, number));
  if (!ticket) throw new Error(`no ticket ${number}`);
  const of = ticket.id;
  return {
    ...ticket,
    events: await db
      .select()
      .from(events)
      .where(eq(events.ticketId, of))
      .orderBy(asc(events.at), asc(events.id)),
    messages: await db
      .select()
      .from(messages)
      .where(eq(messages.ticketId, of))
      .orderBy(asc(messages.createdAt)),
    solutions: await db
      .select()
      .from(solutions)
      .where(eq(solutions.ticketId, of))
      .orderBy(asc(solutions.proposedAt)),
    periods: await db
      .select()
      .from(pendingPeriods)
      .where(eq(pendingPeriods.ticketId, of))
      .orderBy(asc(pendingPeriods.startedAt)),
    due: await db
      .select({ kind: deadlines.kind, dueAt: deadlines.dueAt })
      .from(deadlines)
      .where(
        and(
          eq(deadlines.ticketId, of),
          eq(deadlines.step, 0),
          isNull(deadlines.settledAt),
          isNull(deadlines.cancelledAt),
        ),
      ),
    targets: await db
      .select()
      .from(ticketTargets)
      .where(eq(ticketTargets.ticketId, of))
      .orderBy(asc(ticketTargets.kind)),
    /** What the clock still has to do, in its order. */
    alarms: await db
      .select({ kind: deadlines.kind, step: deadlines.step, dueAt: deadlines.dueAt })
      .from(deadlines)
      .where(and(eq(deadlines.ticketId, of), isNull(deadlines.settledAt), isNull(deadlines.cancelledAt)))
      .orderBy(asc(deadlines.dueAt), asc(deadlines.kind)),
    letters: await db.select().from(outbox).where(eq(outbox.ticketId, of)).orderBy(asc(outbox.createdAt)),
  };
}
