import { setTimeout as delay } from "node:timers/promises";
import { inArray } from "drizzle-orm";
import { v7 } from "uuid";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isAway } from "@/db/away";
import { freePort } from "@/db/embedded";
import { db } from "@/db/index";
import { messages, tickets } from "@/db/schema/tickets";
import type { UserActor } from "@/lib/actor";
import { getCounters } from "@/lib/search/queries";
import { addReply } from "@/lib/tickets/mutations/add-reply";
import { openTicket } from "@/lib/tickets/mutations/open-ticket";
import { once } from "@/lib/tickets/once";
import { says } from "../support/stories";
import { createPerson, createWorld, openingOf, type World } from "../support/world";
import { audited } from "./scenes";
import { Site } from "./site";
import { Visitor } from "./visitor";

const PEOPLE = process.env.TEST_LONG ? 1_000 : 100;
/** Longest time in which somebody is left without any answer; a busy machine included. */
const PATIENCE_MS = 60_000;

interface Tries {
  refusals: number;
  longest: number;
}

/** Sends until it is acknowledged, as a person would who is asked to try again in a few moments. */
async function insist<T>(tries: Tries, send: () => Promise<T | null>): Promise<T> {
  for (let turn = 0; turn < 60; turn += 1) {
    const began = performance.now();
    const answer = await send();
    tries.longest = Math.max(tries.longest, performance.now() - began);
    if (answer !== null) return answer;
    tries.refusals += 1;
    await delay(500 + Math.random() * 1_500);
  }
  throw new Error("it was never acknowledged");
}

let world: World;

beforeAll(async () => {
  world = await createWorld();
});

const crowd = (): Promise<UserActor[]> =>
  Promise.all(Array.from({ length: PEOPLE }, (_, n) => createPerson(`Pessoa ${n}`)));

/** Each form one ticket, each reply one message; numbers without holes but for openings that failed. */
async function expectOnce(
  people: readonly UserActor[],
  opened: Map<string, number>,
  keys: readonly string[],
  failed: number,
) {
  const rows = await db
    .select({ key: tickets.submissionKey, number: tickets.number })
    .from(tickets)
    .where(
      inArray(
        tickets.requesterId,
        people.map(({ userId }) => userId),
      ),
    );
  expect(new Map(rows.map(({ key, number }) => [key, number]))).toEqual(opened);
  expect(rows).toHaveLength(opened.size);
  const numbers = rows.map(({ number }) => number).sort((one, other) => one - other);
  expect(new Set(numbers).size).toBe(PEOPLE);
  const holes = (numbers.at(-1) ?? 0) - (numbers[0] ?? 0) + 1 - PEOPLE;
  expect(holes).toBeLessThanOrEqual(failed);
  const said = await db
    .select({ id: messages.id })
    .from(messages)
    .where(inArray(messages.id, [...keys]));
  expect(said).toHaveLength(keys.length);
  const counters = await Promise.all(people.map((person) => getCounters(person)));
  expect(counters.filter(({ todos, novo }) => todos !== 1 || novo !== 1)).toEqual([]);
  await audited();
}

describe(`${PEOPLE} people send at once`, () => {
  it("through the verbs: each is there once, and nobody waits for ever", async () => {
    const people = await crowd();
    const tries = { refusals: 0, longest: 0 };
    const opened = new Map<string, number>();
    const keys = people.map(() => v7());
    const orAway = (error: unknown) => {
      if (isAway(error)) return null;
      throw error;
    };
    await Promise.all(
      people.map(async (person, n) => {
        const opening = openingOf(world.tax);
        const { number } = await insist(tries, () => openTicket(person, opening, new Date()).catch(orAway));
        opened.set(opening.submissionKey, number);
        const reply = { number, key: keys[n], body: says("E mais isto."), files: [] };
        await insist(tries, () =>
          once(person, reply, (text) => addReply(person, text, new Date())).catch(orAway),
        );
      }),
    );
    expect(tries.longest).toBeLessThan(PATIENCE_MS);
    await expectOnce(people, opened, keys, tries.refusals);
  });
});

describe(`${PEOPLE} people send at once to two processes`, () => {
  let site: Site;
  beforeAll(async () => {
    site = await new Site({ port: await freePort(), processes: 2 }).ready();
  });
  afterAll(() => site?.stop());

  it("each is there once; who is refused is asked to try again", async () => {
    const people = await crowd();
    const visitors = await Visitor.enter(people, site.origin);
    const tries = { refusals: 0, longest: 0 };
    const opened = new Map<string, number>();
    const keys = people.map(() => v7());
    const refusals = new Set<string>();
    const acknowledged = <T>(
      visitor: Visitor,
      answer: { ok: true; data: T } | { ok: false; error: { code: string } } | null,
    ) => {
      if (answer?.ok) return answer.data;
      refusals.add(answer?.error.code ?? visitor.failure);
      return null;
    };
    await Promise.all(
      visitors.map(async (visitor, n) => {
        const opening = openingOf(world.tax);
        const { number } = await insist(tries, async () =>
          acknowledged(
            visitor,
            await visitor.act(site.origin, `/servicos/${world.tax.slug}`, "openTicket", opening),
          ),
        );
        opened.set(opening.submissionKey, number);
        const reply = { number, key: keys[n], body: says("E mais isto."), files: [] };
        await insist(tries, async () =>
          acknowledged(visitor, await visitor.act(site.origin, `/chamados/${number}`, "addReply", reply)),
        );
      }),
    );
    process.stdout.write(`${PEOPLE} people: ${tries.refusals} asked to try again\n`);
    expect([...refusals].filter((code) => code !== "unavailable")).toEqual([]);
    expect(tries.longest).toBeLessThan(PATIENCE_MS);
    await expectOnce(people, opened, keys, tries.refusals);
    // And it is as quick as before.
    const [visitor] = visitors;
    const page = await visitor?.page(site.origin, "/chamados");
    expect(page?.status).toBe(200);
    expect(page?.took).toBeLessThan(5_000);
  });
});
