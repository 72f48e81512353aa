import { eq, sql } from "drizzle-orm";
import { v7 } from "uuid";
import { beforeEach, expect, test, vi } from "vitest";
import { db } from "@/db";
import { institutions, operators, profiles } from "@/db/schema/people";
import { ratings, unindexedTexts } from "@/db/schema/tickets";
import type { UserActor } from "@/lib/actor";
import { readMailbox } from "@/lib/mail/address";
import { readDirectoryAddress } from "@/lib/people/address";
import { listPeople } from "@/lib/people/queries";
import { listTickets } from "@/lib/search/queries";
import { readTicketList } from "@/lib/search/schema";
import * as actions from "@/lib/tickets/actions";
import { indexTexts } from "@/lib/words";
import { emptyDatabase } from "../support/database";
import { look, stories, words } from "../support/stories";
import { createWorld, later, START, type World } from "../support/world";

const session = vi.hoisted(() => ({ actor: null as UserActor | null }));

vi.mock("@/lib/auth", () => ({ getActor: async () => session.actor }));
vi.mock("next/cache", () => ({ revalidatePath: () => undefined }));
vi.mock("next/server", () => ({ after: (work: () => Promise<void>) => void work() }));

let world: World;
let story: ReturnType<typeof stories>;

beforeEach(async () => {
  await emptyDatabase();
  world = await createWorld();
  story = stories(world);
});

const NASTY = "antes\0de\u202Epois";

function opening(changes: { locality?: string; contactPhone?: string } = {}) {
  return {
    serviceId: world.tax.id,
    formVersionId: world.tax.formVersionId ?? "",
    subjectId: "duvida",
    answers: { descricao: "Preciso de ajuda." },
    fieldFiles: {},
    files: [],
    contactEmail: null,
    contactPhone: null,
    locality: null,
    submissionKey: v7(),
    continues: null,
    ...changes,
  };
}

const ok = { ok: true };

test("characters that cannot be stored, or that deceive the eye, leave the short texts of a ticket", async () => {
  session.actor = world.ana;
  const opened = await actions.openTicket(opening({ locality: NASTY, contactPhone: "(61)\0 99999-0000" }));
  expect(opened).toMatchObject(ok);
  const number = opened.ok ? opened.data.number : 0;
  expect(await look(number)).toMatchObject({ locality: "antesdepois", contactPhone: "+5561999990000" });

  session.actor = world.marina;
  expect(await actions.takeTicket({ number })).toMatchObject(ok);
  expect(await actions.setPending({ number, type: "team", reason: NASTY })).toMatchObject(ok);
  expect(await look(number)).toMatchObject({ pendingReason: "antesdepois" });
  const split = await actions.splitTicket({ ...words(number), title: NASTY });
  expect(split).toMatchObject(ok);
  expect(await look(split.ok ? split.data.number : 0)).toMatchObject({ title: "antesdepois" });
});

test("and the comment of a rating", async () => {
  const number = await story.validating();
  session.actor = world.ana;
  await actions.approveSolution({ number, body: null, files: [] });
  expect(await actions.rateTicket({ number, stars: 4, comment: NASTY })).toMatchObject(ok);
  expect(await db.select({ comment: ratings.comment }).from(ratings)).toEqual([{ comment: "antesdepois" }]);
});

test("addresses with characters no database takes open the page all the same", async () => {
  const directory = readDirectoryAddress({
    q: "an\0a",
    depois: Buffer.from(JSON.stringify(["A\0", v7()])).toString("base64url"),
  });
  expect((await listPeople(world.ada, directory.query, directory.after)).people).not.toHaveLength(0);
  vi.stubEnv("GUICHE_DEMO", "1");
  expect(readMailbox({ para: "an\0a" }).to).not.toContain("\0");
});

test.each(["-".repeat(200), "- ".repeat(100), `${"-(!".repeat(60)} ajuda`, `ajuda ${"—-".repeat(90)}`])(
  "a line of dashes in a search box finds nothing, and breaks nothing: %s",
  async (q) => {
    await world.open(world.ana);
    await expect(listTickets(world.ana, readTicketList({ q }))).resolves.toBeDefined();
  },
);

test("a ticket full of words still takes what people write", async () => {
  const number = await story.assigned();
  session.actor = world.ana;
  await db.execute(sql`
    update ticket_search set public = full_entry, staff = full_entry
    from (
      select to_tsvector('simple', string_agg('palavra' || n, ' ')) as full_entry from generate_series(1, 64000) n
    ) as prepared`);
  const text = Array.from({ length: 3000 }, (_, at) => `novidade${at}`).join(" ");
  expect(await actions.addReply(words(number, text))).toMatchObject(ok);
  session.actor = world.marina;
  expect(await actions.proposeSolution(words(number, "Uma resposta inteiramente nova."))).toMatchObject(ok);
  // Both acts' own calls may still hold a text, which this one then leaves to them.
  await vi.waitFor(
    async () => {
      await indexTexts();
      expect(await db.$count(unindexedTexts)).toBe(0);
    },
    { timeout: 20_000 },
  );
});

test("a manager whose designation is over, and an attendant whose profile ended, are told nothing", async () => {
  const number = await story.validating();
  await db
    .update(profiles)
    .set({ validFrom: "2026-01-01", validTo: "2026-02-28" })
    .where(eq(profiles.userId, world.gilda.userId));
  await db
    .update(profiles)
    .set({ endedAt: later(0, 4) })
    .where(eq(profiles.userId, world.marina.userId));
  session.actor = world.ana;
  await actions.refuseSolution(words(number, "Continua igual."));
  const { letters, assigneeId } = await look(number);
  expect(assigneeId).toBeNull();
  expect(letters.filter(({ kind }) => kind === "refuse_solution")).toEqual([]);
});

test("who no longer acts for an institution opens for themselves only", async () => {
  const bankOf = async () => (await look((await world.open(world.dario, later(1))).number)).institutionId;
  expect(await bankOf()).toBe(world.bank.id);
  await db.update(operators).set({ endsAt: START }).where(eq(operators.userId, world.dario.userId));
  expect(await bankOf()).toBeNull();
  await db.update(operators).set({ endsAt: null }).where(eq(operators.userId, world.dario.userId));
  await db.update(institutions).set({ disabledAt: START }).where(eq(institutions.id, world.bank.id));
  expect(await bankOf()).toBeNull();
});
