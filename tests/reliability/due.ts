import { and, eq, gt, isNull } from "drizzle-orm";
import type { TargetKind } from "@/db/enums";
import { db } from "@/db/index";
import { serviceTargets } from "@/db/schema/catalog";
import { deadlines } from "@/db/schema/tickets";
import { DAY, HOUR } from "@/lib/dates";
import { STEPS } from "@/lib/sla/rules";
import { approveSolution } from "@/lib/tickets/mutations/approve-solution";
import { proposeSolution } from "@/lib/tickets/mutations/propose-solution";
import { setPending } from "@/lib/tickets/mutations/set-pending";
import { takeTicket } from "@/lib/tickets/mutations/take-ticket";
import { words } from "../support/stories";
import { createService, type World } from "../support/world";

export const isOpen = and(isNull(deadlines.settledAt), isNull(deadlines.cancelledAt));

/** What waits for the clock: its ticket, which of its deadlines falls due, what the clock then does, and a month later. */
export const KINDS = [
  { of: "pending", kind: "pending_lapse", falls: "notices", verbs: ["remind"], next: ["pending_lapse"] },
  { of: "pending", kind: "pending_lapse", falls: "end", verbs: ["pending_lapse"], next: ["remind"] },
  {
    of: "validating",
    kind: "validation_lapse",
    falls: "notices",
    verbs: ["remind"],
    next: ["validation_lapse"],
  },
  { of: "validating", kind: "validation_lapse", falls: "end", verbs: ["validation_lapse"], next: [] },
  { of: "resolved", kind: "reopen_window", falls: "end", verbs: ["window_over"], next: [] },
  // Its end and what comes after it are told as one, which is the last.
  { of: "unanswered", kind: "first_response", falls: "warning", verbs: ["warn"], next: ["warn"] },
  { of: "unsolved", kind: "resolution", falls: "warning", verbs: ["warn"], next: ["warn"] },
] as const;
export type Kind = (typeof KINDS)[number];

/** A service that promises one thing, in days that are not over before the test is. */
async function promising(world: World, kind: TargetKind) {
  const of = { departmentId: world.finance.id, categoryId: world.category.id, escalationHours: 5 };
  const service = await createService({ name: `Promete ${kind}`, ...of });
  const term = { priority: "normal", amount: 40, unit: "working_hours" } as const;
  await db.insert(serviceTargets).values({ serviceId: service.id, kind, ...term });
  return service;
}

/** How to come by a ticket of each kind, as it was at a moment. Returns its number. */
export type Openers = Record<Kind["of"], (at: Date) => Promise<number>>;

export async function openers(world: World): Promise<Openers> {
  const firstResponse = await promising(world, "first_response");
  const resolution = await promising(world, "resolution");
  /** With nobody yet who attends it. */
  async function unanswered(at: Date): Promise<number> {
    return (await world.open(world.ana, at, firstResponse)).number;
  }
  async function assigned(at: Date, service = world.tax): Promise<number> {
    const { number } = await world.open(world.ana, at, service);
    await takeTicket(world.marina, { number }, at);
    return number;
  }
  const unsolved = (at: Date) => assigned(at, resolution);
  async function pending(at: Date): Promise<number> {
    const number = await assigned(at);
    await setPending(world.marina, { number, type: "requester", reason: "Falta a nota" }, at);
    return number;
  }
  async function validating(at: Date): Promise<number> {
    const number = await assigned(at);
    await proposeSolution(world.marina, words(number), at);
    return number;
  }
  async function resolved(at: Date): Promise<number> {
    const number = await validating(at);
    await approveSolution(world.ana, { number, body: null, files: [] }, at);
    return number;
  }
  return { unanswered, unsolved, pending, validating, resolved };
}

/** The warning or the notices of this count, or its end after notices that went out long ago, fall due at the moment. */
export async function fallDue(ticketId: string, { kind, falls }: Kind, dueAt: Date): Promise<void> {
  const count = and(eq(deadlines.ticketId, ticketId), eq(deadlines.kind, kind), isOpen);
  const warning = and(count, eq(deadlines.step, STEPS.warning));
  if (falls === "warning") return void (await db.update(deadlines).set({ dueAt }).where(warning));
  const notices = and(count, gt(deadlines.step, 0));
  if (falls === "notices") return void (await db.update(deadlines).set({ dueAt }).where(notices));
  await db
    .update(deadlines)
    .set({ settledAt: new Date(Date.now() - 2 * DAY) })
    .where(notices);
  await db
    .update(deadlines)
    .set({ dueAt, noticedAt: new Date(Date.now() - 25 * HOUR) })
    .where(count);
}
