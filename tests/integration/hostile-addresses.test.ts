import fc from "fast-check";
import { Client } from "pg";
import { v7 } from "uuid";
import { afterEach, beforeAll, expect, test, vi } from "vitest";
import { db } from "@/db";
import { closings, ratings, tickets } from "@/db/schema/tickets";
import type { UserActor } from "@/lib/actor";
import { encodePosition } from "@/lib/search/cursor";
import { getTicket } from "@/lib/tickets/queries";
import { nastyTexts } from "../support/junk";
import { LISTS } from "../support/lists";
import { SECRETS, scatterTickets, WORDS } from "../support/scatter";
import { createWorld, later, START, type World } from "../support/world";

const RUNS = process.env.TEST_LONG ? 2000 : 40;

let world: World;
let everyone: UserActor[];

beforeAll(async () => {
  world = await createWorld();
  await scatterTickets(world, 250, 23);
  const { ana, bruno, clara, dario, marina, otto, gilda, ada } = world;
  everyone = [ana, bruno, clara, dario, marina, otto, gilda, ada];
  // Each title tells which ticket it is of, wherever it turns up.
  await db.execute(`update tickets set title = title || ' ‹' || number || '›'`);
  await rateSome();
});
afterEach(() => vi.restoreAllMocks());

/** Ratings of either department, also of tickets that are another department's by now. */
async function rateSome(): Promise<void> {
  const some = await db.select().from(tickets).limit(60);
  for (const [at, ticket] of some.entries()) {
    const [closing] = await db
      .insert(closings)
      .values({ ticketId: ticket.id, ordinal: 9, at: START, by: "approval" })
      .returning();
    await db.insert(ratings).values({
      closingId: closing?.id ?? "",
      ticketId: ticket.id,
      departmentId: at % 2 === 0 ? world.finance.id : world.traffic.id,
      serviceId: ticket.serviceId,
      authorId: ticket.requesterId,
      stars: 1 + (at % 5),
      createdAt: later(1),
      updatedAt: later(1),
    });
  }
}

/** An event of shortly before the news are asked for. */
const SINCE = v7({ msecs: later(30).getTime() - 60_000 });
const MARK = "zq7marca";
const INJECTIONS = [
  MARK,
  `${MARK}'`,
  `${MARK}"; drop table tickets; --`,
  `atualizado desc, (select ${MARK})`,
  `1) or ${MARK}=1 --`,
  `$1${MARK}`,
  `%${MARK}_\\`,
  `'||(select ${MARK})||'`,
  `{${MARK}:1}`,
  Buffer.from(`["${MARK}'", "00000000-0000-7000-8000-000000000000"]`).toString("base64url"),
  Buffer.from(`["atualizado.desc",["${MARK}"],"' or 1=1"]`).toString("base64url"),
  encodePosition("updated.desc", { values: [1e15], id: "00000000-0000-7000-8000-000000000000" }),
];

function statements() {
  const spy = vi.spyOn(Client.prototype, "query");
  return () =>
    spy.mock.calls.map(([query]) => (typeof query === "string" ? query : String(Reflect.get(query, "text"))));
}

test.each(Object.entries(LISTS))(
  "SQL injection by the address of %s: nothing of it becomes part of a statement, and nothing makes it fail",
  async (_name, { params, read }) => {
    const said = statements();
    for (const param of params) {
      for (const [at, value] of INJECTIONS.entries()) {
        await read(at % 2 === 0 ? world.gilda : world.ada, { [param]: at % 3 === 0 ? [value, MARK] : value });
      }
    }
    const value = fc.oneof(
      fc.constantFrom(...INJECTIONS, ...nastyTexts),
      fc.string({ unit: "binary" }),
      fc.array(fc.string()),
    );
    const address = fc.dictionary(fc.constantFrom(...params, "__proto__"), value);
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...everyone), address, async (actor, raw) => {
        await read(actor, raw);
      }),
      { numRuns: RUNS },
    );
    await read(world.ada, { since: SINCE, slug: world.tax.slug });
    expect(said()).not.toEqual([]);
    expect(said().filter((text) => text.includes(MARK))).toEqual([]);
  },
);

test("leaks: whatever is searched, nothing is told of a ticket that could not be opened", async () => {
  const number = fc.integer({ min: 1, max: 260 }).map(String);
  const search = fc.oneof(
    fc.constantFrom("", ...WORDS, ...SECRETS, "ABC1234", "ana", "‹", "-placa", '"certidão'),
    number,
  );
  const address = fc.record({
    q: search,
    number,
    continua: number,
    aba: fc.constantFrom("todos", "meus", "sem-atendente"),
    setor: fc.constantFrom("", world.finance.slug, world.traffic.slug),
    status: fc.constantFrom("", "todos", "novo", "resolvido", "aguardando"),
    escopo: fc.constantFrom("", "instituicao"),
    ordem: fc.constantFrom("", "numero", "espera", "status"),
    periodo: fc.constantFrom("", "este-mes", "este-ano"),
    estrelas: fc.constantFrom("", "1", "5"),
    since: fc.constant(SINCE),
    slug: fc.constantFrom(world.tax.slug, world.lien.slug),
  });
  const opened = new Map<string, boolean>();
  const mayOpen = async (actor: UserActor, shown: number) => {
    const key = `${actor.name} ${shown}`;
    const known = opened.get(key) ?? (await getTicket(actor, shown, later(30))) !== null;
    opened.set(key, known);
    return known;
  };
  let told = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...everyone),
      fc.constantFrom(...Object.keys(LISTS)),
      address,
      async (actor, name, raw) => {
        const found = JSON.stringify(await LISTS[name]?.read(actor, raw));
        const named = found.matchAll(/‹(\d+)›|"number":(\d+)/g);
        const numbers = new Set([...named].map(([, titled, numbered]) => titled ?? numbered));
        for (const shown of [...numbers].filter((_, at) => at % Math.ceil(numbers.size / 6) === 0)) {
          told += 1;
          expect([actor.name, name, shown, await mayOpen(actor, Number(shown))]).toEqual([
            actor.name,
            name,
            shown,
            true,
          ]);
        }
      },
    ),
    { numRuns: RUNS * 5 },
  );
  expect(told).toBeGreaterThan(RUNS * 2);
  expect([...opened.values()]).not.toContain(false);
});
