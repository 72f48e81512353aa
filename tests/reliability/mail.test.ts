import { v7 } from "uuid";
import { beforeEach, describe, expect, it } from "vitest";
import { db } from "@/db/index";
import { incomingMail } from "@/db/schema/incoming";
import { outbox } from "@/db/schema/mail";
import { messages, tickets } from "@/db/schema/tickets";
import { processMail } from "@/lib/incoming/process";
import { receiveMail } from "@/lib/incoming/receive";
import { addFollowUp } from "@/lib/tickets/mutations/add-follow-up";
import { emptyDatabase } from "../support/database";
import { answerTo, letterOf, openMailboxes, writeMail } from "../support/mail";
import { stories, words } from "../support/stories";
import { createWorld, later, type World } from "../support/world";
import { audited, startVictim } from "./scenes";

/** How many messages two instances decide on side by side. */
const MESSAGES = process.env.TEST_LONG ? 200 : 24;

let world: World;

beforeEach(async () => {
  await emptyDatabase();
  world = await createWorld();
  await openMailboxes(world);
});

const pdf = { filename: "nota.pdf", content: Buffer.from("%PDF-1.4\n%%EOF\n") };
const receive = (raw: Buffer) =>
  receiveMail({ source: "imap", sourceId: v7(), recipients: [] }, raw, later(1));
const opening = (n = 0) =>
  writeMail({
    from: `Remetente ${n} <r${n}@pessoa.example>`,
    to: "financas@portal.example",
    subject: `Pedido ${n}`,
    text: `Texto ${n}.`,
    attachments: [pdf],
  });

async function answer() {
  const number = await stories(world).assigned();
  await addFollowUp(world.marina, words(number), later(0, 5));
  return answerTo(await letterOf(number, "follow_up"), "Segue.", { attachments: [pdf] });
}

const state = async () => ({
  tickets: (await db.select().from(tickets)).length,
  messages: (await db.select().from(messages)).length,
  letters: (await db.select().from(outbox)).length,
});

/** What each kind of message comes to, and where its way can be cut. */
const KINDS = {
  "an answer": {
    write: answer,
    adds: { tickets: 0, messages: 1, letters: 1 },
    points: ["stored", "moved", "recorded", "said", "told", "decided"],
  },
  "a new matter": {
    write: opening,
    adds: { tickets: 1, messages: 1, letters: 1 },
    points: ["stored", "numbered", "recorded", "decided"],
  },
} as const;

describe.each(Object.entries(KINDS))("the process dies over %s that came by mail", (_, kind) => {
  const points = process.env.TEST_LONG ? kind.points : kind.points.filter((_, at) => at % 2 === 1);
  it.each(points)("at “%s”: it is said once, by whoever comes next", async (point) => {
    await receive(await kind.write());
    const before = await state();
    const { by, said } = await startVictim(point, "mail", { at: later(1).toISOString() }).ended;
    expect(by, said).toBe("SIGKILL");
    await audited();
    const after = {
      tickets: before.tickets + kind.adds.tickets,
      messages: before.messages + kind.adds.messages,
      letters: before.letters + kind.adds.letters,
    };
    expect(await state()).toEqual(point === "decided" ? after : before);
    // Whoever held it is believed to be at work for a while.
    await processMail(later(1, 1));
    await processMail(later(1, 2));
    expect(await state()).toEqual(after);
    expect((await db.select().from(incomingMail)).map((row) => row.state)).toEqual(["posted"]);
    await audited();
  });
});

it("two instances and this one decide on the same messages, each once", async () => {
  for (let n = 0; n < MESSAGES; n += 1) await receive(await opening(n));
  const others = [1, 2].map(() => startVictim("nowhere", "mail", { at: later(1).toISOString() }).ended);
  const mine = async () => {
    while ((await processMail(later(1))) > 0);
  };
  const [first, second] = await Promise.all([...others, mine()]);
  for (const end of [first, second]) expect(end?.said).toContain("acknowledged");
  await processMail(later(1, 1));
  expect(await state()).toMatchObject({ tickets: MESSAGES, messages: MESSAGES, letters: MESSAGES });
  await audited();
});
