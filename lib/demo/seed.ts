import { eq, inArray, lt, sql } from "drizzle-orm";
import { db } from "@/db/index";
import { outbox } from "@/db/schema/mail";
import { notices } from "@/db/schema/notices";
import { readMarks, tickets, unpublishedEvents } from "@/db/schema/tickets";
import type { UserActor } from "../actor";
import { DAY, HOUR } from "../dates";
import { dueDeadlines, settleDeadline } from "../tickets/settle";
import { indexTexts } from "../words";
import { Chance } from "./chance";
import { type Act, type Cast, chronicle, unanswered } from "./chronicle";
import { wakingHour } from "./hours";
import { writeToDemo } from "./mail";
import { DEMO_PEOPLE, type DemoDepartment, type DemoPerson } from "./people";
import { buildWorld, type DemoWorld, type SeededService } from "./world";

export interface SeedOptions {
  /** The demo's present: nothing happens after it. */
  now: Date;
  /** How many tickets to open. */
  tickets?: number;
  /** Told after each tenth of the work, from 0 to 1. */
  progress?: (done: number) => void;
}

/** How the demo's tickets spread over the departments. */
const SHARES: readonly [DemoDepartment, number][] = [
  ["siop", 0.4],
  ["detran", 0.2],
  ["financas", 0.24],
  ["cidadao", 0.16],
];

/**
 * Fills an empty, migrated database with the demo's world: departments, people and catalogue, and tickets whose
 * lives are played by the product's own verbs, each at its time. The same call gives the same world.
 */
export async function seedDemo({ now, tickets: wanted = 420, progress }: SeedOptions): Promise<void> {
  const chance = new Chance(20_260_302);
  const since = new Date(now.getTime() - 200 * DAY);
  const world = await buildWorld(chance, since);
  const acts = plan(chance, world, now, wanted);
  for (const [index, act] of acts.entries()) {
    await letPass(act.at);
    await act.play(act.at);
    if (index % Math.ceil(acts.length / 10) === 0) progress?.(index / acts.length);
  }
  await letPass(now);
  await writeToDemo(world, now);
  await settleDown(now);
}

/** What falls due until then settles at its moment. */
async function letPass(until: Date): Promise<void> {
  for (let due = await dueDeadlines(until, 1); due.length > 0; due = await dueDeadlines(until, 1)) {
    for (const deadline of due) {
      if (!(await settleDeadline(deadline, deadline.dueAt)))
        throw new Error(`${deadline.kind} of ${deadline.ticketId} does not settle`);
    }
  }
}

function plan(chance: Chance, world: DemoWorld, now: Date, wanted: number): Act[] {
  const acts: Act[] = [];
  for (let index = 0; index < wanted; index += 1) {
    const department = SHARES[pickShare(chance.next())]?.[0] ?? "siop";
    const service = pickService(chance, world, department);
    const age = chance.often(0.45) ? chance.between(0.05, 12) : chance.between(12, 180);
    const openedAt = wakingHour(new Date(now.getTime() - age * DAY), chance);
    const cast = {
      service,
      requester: pickRequester(chance, world, service),
      attendant: chance.pick(world.attendants[department]),
      idOf,
    };
    acts.push(...chronicle(chance, cast, openedAt, now));
  }
  acts.push(...underWay(chance, world, now));
  return acts.sort((one, other) => one.at.getTime() - other.at.getTime());
}

/** For each of those who log in, a ticket that nobody has touched yet and one that waits for their answer. */
function underWay(chance: Chance, world: DemoWorld, now: Date): Act[] {
  const before = (hours: number) => new Date(now.getTime() - hours * HOUR);
  const fresh = [
    ["ana", "siop-emendas-parlamentares"],
    ["joao", "ipva"],
    ["rita", "carteira-da-pessoa-com-deficiencia"],
    ["bruno", "instituicoes-financeiras"],
  ] as const;
  const asked = [
    ["ana", "siop-emendas-parlamentares"],
    ["joao", "certidao-negativa"],
    ["rita", "ipva"],
    ["bruno", "instituicoes-financeiras"],
  ] as const;
  return [
    ...fresh.flatMap(([key, slug]) =>
      chronicle(chance, castOf(chance, world, key, slug), before(chance.between(0.4, 3)), now).slice(0, 1),
    ),
    ...asked.flatMap(([key, slug]) =>
      unanswered(chance, castOf(chance, world, key, slug), before(chance.between(90, 100)), now),
    ),
  ];
}

function castOf(chance: Chance, world: DemoWorld, key: string, slug: string): Cast {
  const requester = world.people.get(key);
  const service = world.services.find((candidate) => candidate.slug === slug);
  if (!requester || !service) throw new Error(`the demo has no ${key} or no ${slug}`);
  return { service, requester, attendant: chance.pick(world.attendants[service.department]), idOf };
}

function pickShare(at: number): number {
  let sum = 0;
  return SHARES.findIndex(([, share]) => {
    sum += share;
    return at < sum;
  });
}

/** The first cards of a department are asked for most. */
function pickService(chance: Chance, world: DemoWorld, department: DemoDepartment): SeededService {
  const own = world.services.filter((service) => service.department === department);
  const index = Math.floor(chance.next() ** 1.7 * own.length);
  return own[index] ?? chance.pick(own);
}

function pickRequester(chance: Chance, world: DemoWorld, service: SeededService): UserActor {
  const known = (keys: readonly string[]) => keys.flatMap((key) => world.people.get(key) ?? []);
  if (service.department === "detran") {
    return chance.pick(known(DEMO_PEOPLE.filter((person) => mayUse(person, service)).map(({ key }) => key)));
  }
  if (service.department === "siop")
    return chance.often(0.3) ? chance.pick(known(["ana"])) : chance.pick(world.crowd);
  return chance.often(0.35) ? chance.pick(known(["joao", "rita"])) : chance.pick(world.crowd);
}

function mayUse(person: DemoPerson, service: SeededService): boolean {
  if (!person.operator) return false;
  const held = new Set(person.operator.classes);
  const needed = service.classes ?? [];
  if (needed.length === 0) return true;
  return service.classMatch === "all"
    ? needed.every((code) => held.has(code))
    : needed.some((code) => held.has(code));
}

async function idOf(number: number): Promise<string> {
  const [row] = await db.select({ id: tickets.id }).from(tickets).where(eq(tickets.number, number));
  if (!row) throw new Error(`ticket ${number} is gone`);
  return row.id;
}

/** What is long past was delivered and read. */
async function settleDown(now: Date): Promise<void> {
  await indexTexts();
  await db.delete(unpublishedEvents);
  await db
    .update(outbox)
    .set({ state: "sent", attempts: 1, deliveredAt: sql`${outbox.createdAt} + interval '2 seconds'` })
    .where(eq(outbox.state, "waiting"));
  await db
    .update(notices)
    .set({ readAt: notices.createdAt })
    .where(lt(notices.createdAt, new Date(now.getTime() - DAY)));
  const cpfs = DEMO_PEOPLE.map((person) => person.cpf);
  await db.execute(sql`
    insert into ${readMarks} (user_id, ticket_id, read_at)
    select u.id, t.id, t.updated_at from users u join tickets t on t.requester_id = u.id
    where ${inArray(sql`u.cpf`, cpfs)} and ${lt(sql`t.updated_at`, new Date(now.getTime() - DAY))}
    on conflict do nothing`);
}
