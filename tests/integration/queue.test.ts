import { and, inArray } from "drizzle-orm";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { db, transact } from "@/db";
import { tickets } from "@/db/schema/tickets";
import { staffDepartments, type UserActor } from "@/lib/actor";
import { TABS } from "@/lib/desk/labels";
import { listQueue, type Queue, queueDepartments } from "@/lib/desk/queries";
import { QUEUE_ORDERS, type QueueAddress, readQueue } from "@/lib/desk/schema";
import { after, before } from "@/lib/search/schema";
import { COUNTERS } from "@/lib/tickets/labels";
import { loseAssignee } from "@/lib/tickets/mutations/lose-assignee";
import { startAnalysis } from "@/lib/tickets/mutations/start-analysis";
import { takeTicket } from "@/lib/tickets/mutations/take-ticket";
import { visibleTo } from "@/lib/tickets/visibility";
import { SECRETS, scatterTickets, WORDS } from "@/tests/support/scatter";
import { clock, createPerson, createWorld, later, type World } from "@/tests/support/world";

let world: World;
let both: UserActor;
let staff: UserActor[];
const now = later(30);

beforeAll(async () => {
  world = await createWorld();
  await scatterTickets(world, 300, 11);
  both = await createPerson("Bia Rocha", { technicianOf: [world.finance.id], managerOf: [world.traffic.id] });
  staff = [world.marina, world.tiago, world.gilda, world.otto, both];
});

const address = (change: Partial<QueueAddress> = {}): QueueAddress => ({ ...readQueue({}), ...change });

async function walk(actor: UserActor, start: QueueAddress) {
  const own = await queueDepartments(actor);
  const ids: string[] = [];
  let cursor = start.cursor;
  for (let pages = 0; pages < 100; pages += 1) {
    const queue = await listQueue(actor, { ...start, cursor }, own, now);
    expect(queue.rows.length === 0 ? 1 : queue.first).toBe(queue.rows.length === 0 ? 1 : ids.length + 1);
    ids.push(...queue.rows.map((row) => row.id));
    if (!queue.next) return { ids, queue };
    cursor = after(queue.next);
  }
  throw new Error("the queue never ends");
}

describe("the queue", () => {
  test("counts in each tab what the tab shows, every row once, in every order", async () => {
    for (const actor of [world.marina, both]) {
      for (const order of QUEUE_ORDERS) {
        for (const { tab } of TABS) {
          for (const status of ["open", "todos", "aguardando"] as const) {
            const { ids, queue } = await walk(actor, address({ tab, status, order, direction: "desc" }));
            expect(queue.tabs[tab]).toBe(ids.length);
            expect(new Set(ids).size).toBe(ids.length);
          }
        }
      }
    }
  });

  test("shows nothing of other departments, and nothing that could not be opened", async () => {
    const anyAddress = fc.record({
      tab: fc.constantFrom(...TABS.map(({ tab }) => tab)),
      department: fc.constantFrom("", world.finance.slug, world.traffic.slug, "x"),
      status: fc.constantFrom("open" as const, ...COUNTERS.map(({ slug }) => slug)),
      search: fc.oneof(fc.constantFrom("", ...WORDS, ...SECRETS, "ABC1234"), fc.string({ unit: "binary" })),
      order: fc.constantFrom(...QUEUE_ORDERS),
      direction: fc.constantFrom("asc" as const, "desc" as const),
    });
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...staff, world.ana), anyAddress, async (actor, fields) => {
        const queue = await listQueue(actor, address(fields), await queueDepartments(actor), now);
        const ids = queue.rows.map((row) => row.id);
        const allowed = await db
          .select({ id: tickets.id })
          .from(tickets)
          .where(
            and(
              inArray(tickets.id, ids),
              inArray(tickets.departmentId, staffDepartments(actor)),
              visibleTo(actor),
            ),
          );
        expect(allowed.map((row) => row.id).toSorted()).toEqual(ids.toSorted());
      }),
      { numRuns: 120 },
    );
  });

  test("the tabs say how many stand behind each, also of what is searched", async () => {
    for (const search of ["", WORDS[0], WORDS[1], "ABC1234", "nada-disso"]) {
      const { queue } = await walk(both, address({ tab: "all", search }));
      for (const { tab } of TABS) {
        const behind = await walk(both, address({ tab, search }));
        expect([search, tab, queue.tabs[tab]]).toEqual([search, tab, behind.ids.length]);
      }
    }
  });

  test("searched, it says which place each page has, back as well as forth", async () => {
    const place = ({ first, rows }: Queue) => [first, rows.map(({ id }) => id)];
    const own = await queueDepartments(both);
    for (const { tab } of TABS) {
      const start = address({ tab, status: "todos", search: "certidão" });
      const forth: Queue[] = [await listQueue(both, start, own, now)];
      for (let last = forth[0]; last?.next; last = forth.at(-1)) {
        forth.push(await listQueue(both, { ...start, cursor: after(last.next) }, own, now));
      }
      const back = forth.slice(-1);
      for (let first = back[0]; first?.previous; first = back[0]) {
        back.unshift(await listQueue(both, { ...start, cursor: before(first.previous) }, own, now));
      }
      expect(back.map(place)).toEqual(forth.map(place));
      if (tab === "all") expect(forth.length).toBeGreaterThan(2);
    }
  });

  test("handed a department that is not theirs, it finds only what they could open", async () => {
    const foreign = await queueDepartments(world.otto);
    const start = address({ tab: "all", status: "todos" });
    for (const search of ["", ...WORDS]) {
      const queue = await listQueue(world.marina, { ...start, search }, foreign, now);
      const seen = await db.select({ id: tickets.id }).from(tickets).where(visibleTo(world.marina));
      expect(seen.map(({ id }) => id)).toEqual(expect.arrayContaining(queue.rows.map(({ id }) => id)));
    }
  });

  test("is narrowed to a department, which only helps who works there", async () => {
    const all = await walk(both, address({ tab: "all" }));
    const finance = await walk(both, address({ tab: "all", department: world.finance.slug }));
    const traffic = await walk(both, address({ tab: "all", department: world.traffic.slug }));
    expect([...finance.ids, ...traffic.ids].toSorted()).toEqual(all.ids.toSorted());
    expect(traffic.queue.rows.every((row) => row.department === "Trânsito")).toBe(true);
    const elsewhere = await walk(world.marina, address({ tab: "all", department: world.traffic.slug }));
    expect(elsewhere.queue.rows.some((row) => row.department === "Trânsito")).toBe(false);
  });

  test("no address makes it fail", async () => {
    const value = fc.oneof(fc.string({ unit: "binary" }), fc.array(fc.string()), fc.constant("' or 1=1 --"));
    const names = ["aba", "setor", "status", "q", "ordem", "sentido", "depois", "antes"];
    await fc.assert(
      fc.asyncProperty(
        fc.record(Object.fromEntries(names.map((name) => [name, value])), { requiredKeys: [] }),
        async (raw) => {
          await listQueue(world.marina, readQueue(raw), await queueDepartments(world.marina), now);
        },
      ),
      { numRuns: 80 },
    );
  });
});

describe("a row", () => {
  const rowOf = async (actor: UserActor, number: number) => {
    const at = address({ tab: "all", status: "todos", search: String(number) });
    const queue = await listQueue(actor, at, await queueDepartments(actor), now);
    return queue.rows[0];
  };

  test("offers what the rules allow", async () => {
    const plain = await world.open(world.ana, later(6));
    const reviewed = await world.open(world.ana, later(6), world.reviewed);
    expect(await rowOf(world.marina, plain.number)).toMatchObject({ offer: "take", attendant: null });
    expect(await rowOf(world.marina, reviewed.number)).toMatchObject({ offer: "start_analysis" });

    await takeTicket(world.marina, { number: plain.number }, later(7));
    await startAnalysis(world.tiago, { number: reviewed.number }, later(7));
    expect(await rowOf(world.tiago, plain.number)).toMatchObject({ offer: null, attendant: "Marina Alves" });
    expect(await rowOf(world.marina, reviewed.number)).toMatchObject({
      offer: null,
      attendant: "Tiago Reis",
    });
  });

  test("that lost its attendant is offered to the others and stands on top", async () => {
    const { number } = await world.open(world.ana, later(8));
    await takeTicket(world.marina, { number }, later(9));
    const taken = await rowOf(world.marina, number);
    await transact((tx) => loseAssignee(tx, clock, { id: taken?.id ?? "" }, later(29)));
    const queue = await listQueue(world.tiago, address(), await queueDepartments(world.tiago), now);
    const places = queue.rows.map((row) => row.returned);
    expect(places).toEqual(places.toSorted((a, b) => Number(b) - Number(a)));
    expect(await rowOf(world.tiago, number)).toMatchObject({ offer: "hand_over", returned: true });
  });
});
