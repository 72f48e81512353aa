import "server-only";
import { and, asc, count, eq, inArray, type SQL, sql } from "drizzle-orm";
import { db } from "@/db/index";
import { services } from "@/db/schema/catalog";
import { departments, users } from "@/db/schema/people";
import { ratings, tickets } from "@/db/schema/tickets";
import type { UserActor } from "../actor";
import { type Keyset, momentKey, type Page, positionValues, readPage } from "../search/keyset";
import { PAGE_SIZE } from "../search/queries";
import { visibleTo } from "../tickets/visibility";
import type { RatingsAddress } from "./address";
import { type Days, daysBefore } from "./period";

/** How many ratings there are of one star to five, all together, and their mean. */
export interface Score {
  /** First of one star, last of five. */
  stars: readonly number[];
  count: number;
  mean: number | null;
}

/** One rating as a manager reads it. */
export type RatingRow = Awaited<ReturnType<typeof fetchRatings>>[number];

export interface Ratings extends Page<RatingRow> {
  score: Score;
  /** Of the period before. */
  former: Score;
}

/** Departments the person manages, and their services: what the list can be narrowed to. */
export async function ratingFilters(actor: UserActor) {
  const managed = [...actor.managerOf];
  const [own, offered] = await Promise.all([
    db
      .select({ slug: departments.slug, name: departments.shortName, timeZone: departments.timeZone })
      .from(departments)
      .where(inArray(departments.id, managed))
      .orderBy(asc(departments.shortName)),
    db
      .select({ slug: services.slug, name: services.name, department: departments.slug })
      .from(services)
      .innerJoin(departments, eq(departments.id, services.departmentId))
      .where(inArray(services.departmentId, managed))
      .orderBy(asc(services.name)),
  ]);
  return { departments: own, services: offered };
}

/** Ratings of the actor's departments within some days, each counted on the day it was there. */
function within(actor: UserActor, address: RatingsAddress, { from, to }: Days): SQL {
  const start = sql`${from}::date::timestamp at time zone ${departments.timeZone}`;
  const end = sql`(${to}::date + 1)::timestamp at time zone ${departments.timeZone}`;
  return sql`${and(
    inArray(ratings.departmentId, [...actor.managerOf]),
    sql`${ratings.createdAt} >= ${start}`,
    sql`${ratings.createdAt} < ${end}`,
    address.department ? eq(departments.slug, address.department) : undefined,
    address.service ? eq(services.slug, address.service) : undefined,
  )}`;
}

async function countStars(where: SQL): Promise<Score> {
  const groups = await db
    .select({ stars: ratings.stars, n: count() })
    .from(ratings)
    .innerJoin(departments, eq(departments.id, ratings.departmentId))
    .innerJoin(services, eq(services.id, ratings.serviceId))
    .where(where)
    .groupBy(ratings.stars);
  const stars = [1, 2, 3, 4, 5].map((value) => groups.find((group) => group.stars === value)?.n ?? 0);
  const all = stars.reduce((sum, n) => sum + n, 0);
  const points = stars.reduce((sum, n, place) => sum + n * (place + 1), 0);
  return { stars, count: all, mean: all > 0 ? points / all : null };
}

const keyset: Keyset = { keys: [momentKey(ratings.createdAt)], id: ratings.id, direction: "desc" };

async function fetchRatings(actor: UserActor, where: SQL, order: SQL[], size: number) {
  const rows = await db
    .select({
      id: ratings.id,
      position: positionValues(keyset),
      stars: ratings.stars,
      comment: sql<string | null>`case when ${ratings.state} <> 'hidden' then ${ratings.comment} end`,
      hidden: sql<boolean>`${ratings.state} = 'hidden'`,
      at: ratings.createdAt,
      timeZone: departments.timeZone,
      department: departments.shortName,
      service: services.name,
      attendant: users.name,
      number: tickets.number,
      title: tickets.title,
      visible: sql<boolean>`${visibleTo(actor)}`,
    })
    .from(ratings)
    .innerJoin(departments, eq(departments.id, ratings.departmentId))
    .innerJoin(services, eq(services.id, ratings.serviceId))
    .innerJoin(tickets, eq(tickets.id, ratings.ticketId))
    .leftJoin(users, eq(users.id, ratings.attendantId))
    .where(where)
    .orderBy(...order)
    .limit(size);
  // A ticket that went to another department since is not this manager's to read any more.
  return rows.map(({ number, title, visible, ...row }) => ({
    ...row,
    ticket: visible ? { number, title } : null,
  }));
}

/** A page of ratings with mean and distribution of the period, and of the one before it. */
export async function listRatings(actor: UserActor, address: RatingsAddress): Promise<Ratings> {
  const period = within(actor, address, address.days);
  const before = within(actor, address, daysBefore(address.period, address.days));
  const where = sql`${and(period, address.stars ? eq(ratings.stars, address.stars) : undefined)}`;
  const counted = async (condition: SQL) => ({ count: (await countStars(condition)).count, more: false });

  const scoring = countStars(period);
  const [page, score, former] = await Promise.all([
    readPage(keyset, address.cursor, PAGE_SIZE, {
      fetch: ({ beyond, order }, size) => fetchRatings(actor, sql`${and(where, beyond)}`, order, size),
      count: ({ beyond }) => counted(sql`${and(where, beyond)}`),
      total: async () => {
        const { stars, count } = await scoring;
        return { count: address.stars ? (stars[address.stars - 1] ?? 0) : count, more: false };
      },
    }),
    scoring,
    countStars(before),
  ]);
  return { ...page, score, former };
}
