import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { db } from "@/db/index";
import { users } from "@/db/schema/people";
import type { UserActor } from "@/lib/actor";
import { chooseWays } from "@/lib/notices/mutations/choose-ways";
import { readAll } from "@/lib/notices/mutations/read-all";
import { choicesFor, countUnread, listNotices, waysOf } from "@/lib/notices/queries";
import { addFollowUp } from "@/lib/tickets/mutations/add-follow-up";
import { addReply } from "@/lib/tickets/mutations/add-reply";
import { markRead } from "@/lib/tickets/mutations/mark-read";
import { transferTicket } from "@/lib/tickets/mutations/transfer-ticket";
import { letPass } from "../support/clock";
import { emptyDatabase } from "../support/database";
import { look, says, stories, words } from "../support/stories";
import { createWorld, later, type World } from "../support/world";

let world: World;
let story: ReturnType<typeof stories>;

beforeEach(async () => {
  await emptyDatabase();
  world = await createWorld();
  story = stories(world);
});

const textsOf = async (actor: UserActor) => (await listNotices(actor, null)).notices.map(({ text }) => text);
const change = async (
  actor: UserActor,
  topic: "answers" | "solutions" | "work",
  ways: { email: boolean; app: boolean },
) => chooseWays(actor, { ways: { ...waysOf(await choicesFor(actor)), [topic]: ways } });

describe("what a person is told in the portal", () => {
  it("is what concerns them, and never their own act", async () => {
    const number = await story.assigned();
    await addReply(world.ana, words(number), later(1));
    await addFollowUp(world.marina, words(number), later(2));
    expect(await textsOf(world.ana)).toEqual(["nova resposta", "em atendimento"]);
    expect(await textsOf(world.marina)).toEqual(["nova resposta do requerente"]);
    expect(await textsOf(world.gilda)).toEqual([]);
    expect(await countUnread(world.ana)).toBe(2);
  });
  it("is known once its ticket was read, or all of it at once", async () => {
    const number = await story.assigned();
    const other = await story.assigned();
    await addFollowUp(world.marina, words(number), later(2));
    const { id } = await look(number);
    await markRead(world.ana, { ticketId: id }, later(3));
    expect(await countUnread(world.ana)).toBe(1);
    const lines = (await listNotices(world.ana, null)).notices;
    expect(lines.map((line) => [line.number, line.unread])).toEqual(
      expect.arrayContaining([
        [number, false],
        [other, true],
      ]),
    );
    await addFollowUp(world.marina, words(other), later(5));
    await readAll(world.ana, {}, later(4));
    // What came after stays.
    expect(await countUnread(world.ana)).toBe(1);
  });
  it("is not shown of a ticket they can no longer open", async () => {
    const number = await story.assigned();
    await addReply(world.ana, words(number), later(1));
    expect(await countUnread(world.marina)).toBe(1);
    await transferTicket(
      world.gilda,
      { number, departmentId: world.traffic.id, body: says("É com o trânsito.") },
      later(2),
    );
    expect(await countUnread(world.marina)).toBe(0);
    expect(await textsOf(world.marina)).toEqual([]);
  });
  it("goes on page after page, each once", async () => {
    const number = await story.assigned();
    for (let n = 0; n < 30; n += 1) await addFollowUp(world.marina, words(number), later(1, n));
    const first = await listNotices(world.ana, null);
    const second = await listNotices(world.ana, first.next);
    const ids = [...first.notices, ...second.notices].map(({ id }) => id);
    expect(ids).toHaveLength(31);
    expect(new Set(ids).size).toBe(31);
    expect(second.next).toBeNull();
  });
  it("reaches who has no e-mail at all", async () => {
    await db.update(users).set({ email: null }).where(eq(users.id, world.ana.userId));
    const { number } = await world.open(world.ana);
    await addFollowUp(world.marina, words(number), later(1));
    expect(await textsOf(world.ana)).toEqual(["nova resposta"]);
    expect(
      (await look(number)).letters.filter(({ recipientId }) => recipientId === world.ana.userId),
    ).toEqual([]);
  });
});

describe("how a person wants to be told", () => {
  const letters = async (number: number, kind: string) =>
    (await look(number)).letters.filter(
      (letter) => letter.kind === kind && letter.recipientId === world.ana.userId,
    ).length;

  it("is by e-mail, in the portal, both or not at all, by topic", async () => {
    const number = await story.assigned();
    await change(world.ana, "answers", { email: false, app: true });
    await addFollowUp(world.marina, words(number), later(1));
    expect([await letters(number, "follow_up"), await countUnread(world.ana)]).toEqual([0, 2]);
    await change(world.ana, "answers", { email: true, app: false });
    await addFollowUp(world.marina, words(number), later(2));
    expect([await letters(number, "follow_up"), await countUnread(world.ana)]).toEqual([1, 2]);
    await change(world.ana, "answers", { email: false, app: false });
    await addFollowUp(world.marina, words(number), later(3));
    expect([await letters(number, "follow_up"), await countUnread(world.ana)]).toEqual([1, 2]);
  });
  it("cannot silence what ends a ticket: a letter and the portal tell of it in any case", async () => {
    await change(world.ana, "solutions", { email: false, app: false });
    const number = await story.waiting();
    await letPass(number, later(8));
    expect((await look(number)).status).toBe("validating");
    expect(await letters(number, "remind")).toBe(2);
    expect(await letters(number, "set_pending")).toBe(1);
    expect(await textsOf(world.ana)).toContain("ainda esperamos a sua resposta");
  });
  it("shows who asks only what concerns requesters", async () => {
    const topics = async (actor: UserActor) => (await choicesFor(actor)).map(({ topic }) => topic);
    expect(await topics(world.ana)).toEqual(["progress", "answers", "solutions"]);
    expect(await topics(world.marina)).toContain("deadlines");
  });
});
