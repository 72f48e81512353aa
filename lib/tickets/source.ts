import "server-only";
import { and, eq } from "drizzle-orm";
import { db } from "@/db/index";
import { services } from "@/db/schema/catalog";
import { tickets } from "@/db/schema/tickets";
import type { UserActor } from "../actor";
import type { Answers } from "../forms/schema";
import { can, NO_COUNTS } from "./rules";
import { visibleTo } from "./visibility";

/** An ended ticket from which a new one goes on. */
export interface Source {
  number: number;
  title: string;
  serviceId: string;
  subjectId: string;
  answers: Answers;
  locality: string | null;
}

/** The ticket, if the actor may see it and open a new one from it; null otherwise. */
export async function findSource(actor: UserActor, number: number, now: Date): Promise<Source | null> {
  const [row] = await db
    .select({ ticket: tickets, analysis: services.analysis, reopenWindowDays: services.reopenWindowDays })
    .from(tickets)
    .innerJoin(services, eq(services.id, tickets.serviceId))
    .where(and(eq(tickets.number, number), visibleTo(actor)));
  if (!row) return null;
  const { ticket, analysis, reopenWindowDays } = row;
  const facts = {
    ...ticket,
    ...NO_COUNTS,
    analysis,
    reopenWindowDays,
    solutionAuthorId: null,
    observed: false,
  };
  if (!can("continue", actor, facts, now)) return null;
  return {
    number: ticket.number,
    title: ticket.title,
    serviceId: ticket.serviceId,
    subjectId: ticket.subjectId,
    answers: ticket.answers as Answers,
    locality: ticket.locality,
  };
}
