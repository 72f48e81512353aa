import { eq, inArray, isNull, lt, sql } from "drizzle-orm";
import { db } from "@/db/index";
import { outbox } from "@/db/schema/mail";
import { readMarks, tickets, unpublishedEvents } from "@/db/schema/tickets";
import type { UserActor } from "../actor";
import { Chance } from "./chance";
import { type Act, chronicle, wakingHour } from "./chronicle";
import { DEMO_PEOPLE, type DemoDepartment, type DemoPerson } from "./people";
import { buildWorld, type DemoWorld, type SeededService } from "./world";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

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
    await act.play(act.at);
    if (index % Math.ceil(acts.length / 10) === 0) progress?.(index / acts.length);
  }
  await settleDown(now);
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
  acts.push(...justOpened(chance, world, now));
  return acts.sort((one, other) => one.at.getTime() - other.at.getTime());
}

/** A ticket that nobody has touched yet, for each of those who log in. */
function justOpened(chance: Chance, world: DemoWorld, now: Date): Act[] {
  const openings = [
    ["ana", "siop-emendas-parlamentares"],
    ["joao", "ipva"],
    ["rita", "carteira-da-pessoa-com-deficiencia"],
    ["bruno", "instituicoes-financeiras"],
  ] as const;
  return openings.flatMap(([key, slug]) => {
    const requester = world.people.get(key);
    const service = world.services.find((candidate) => candidate.slug === slug);
    if (!requester || !service) throw new Error(`the demo has no ${key} or no ${slug}`);
    const attendant = chance.pick(world.attendants[service.department]);
    const openedAt = new Date(now.getTime() - chance.between(0.4, 3) * HOUR);
    return chronicle(chance, { service, requester, attendant, idOf }, openedAt, now).slice(0, 1);
  });
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
  await db.delete(unpublishedEvents);
  await db
    .update(outbox)
    .set({ deliveredAt: sql`${outbox.createdAt} + interval '2 seconds'` })
    .where(isNull(outbox.deliveredAt));
  const cpfs = DEMO_PEOPLE.map((person) => person.cpf);
  await db.execute(sql`
    insert into ${readMarks} (user_id, ticket_id, read_at)
    select u.id, t.id, t.updated_at from users u join tickets t on t.requester_id = u.id
    where ${inArray(sql`u.cpf`, cpfs)} and ${lt(sql`t.updated_at`, new Date(now.getTime() - DAY))}
    on conflict do nothing`);
}
