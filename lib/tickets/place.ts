import "server-only";
import { and, eq, sql } from "drizzle-orm";
import { db } from "@/db/index";
import { services } from "@/db/schema/catalog";
import { tickets } from "@/db/schema/tickets";
import type { Actor } from "../actor";
import { usableBy } from "../catalog/access";
import { AppError } from "../errors";
import { parsePlace } from "../place";
import { visibleTo } from "./visibility";

/**
 * Lets through whoever may write there: the form of a service they may use, a text of a ticket they may see.
 * @throws AppError not_found
 */
export async function requirePlace(actor: Actor, name: string): Promise<void> {
  const place = parsePlace(name);
  const found =
    place && (place.noun === "service" ? await service(actor, place.id) : await ticket(actor, place.id));
  if (!found) throw new AppError("not_found", "Este serviço ou chamado não existe mais para você.");
}

async function service(actor: Actor, id: string): Promise<boolean> {
  const rows = await db
    .select({ one: sql`1` })
    .from(services)
    .where(and(eq(services.id, id), usableBy(actor)));
  return rows.length > 0;
}

async function ticket(actor: Actor, id: string): Promise<boolean> {
  const rows = await db
    .select({ one: sql`1` })
    .from(tickets)
    .where(and(eq(tickets.id, id), visibleTo(actor)));
  return rows.length > 0;
}
