import { eq, sql } from "drizzle-orm";
import { v7 } from "uuid";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { db } from "@/db/index";
import { incomingMail } from "@/db/schema/incoming";
import { outbox } from "@/db/schema/mail";
import { messages, tickets } from "@/db/schema/tickets";
import { watchMailbox } from "@/lib/incoming/imap";
import { processMail } from "@/lib/incoming/process";
import { receiveMail } from "@/lib/incoming/receive";
import { deliverMail } from "@/lib/mail/deliver";
import { resendTransport } from "@/lib/mail/resend";
import { smtpTransport } from "@/lib/mail/smtp";
import type { Transport } from "@/lib/mail/transport";
import { addFollowUp } from "@/lib/tickets/mutations/add-follow-up";
import { emptyDatabase } from "../support/database";
import { DOVECOT, MailServer } from "../support/dovecot";
import { answerTo, letterOf, openMailboxes, writeMail } from "../support/mail";
import { FakeResend } from "../support/resend";
import { Postbox } from "../support/smtp";
import { stories, words } from "../support/stories";
import { createWorld, later, type World } from "../support/world";
import { audited, startVictim } from "./scenes";

/** How many messages two instances decide on, and how many letters they deliver, side by side. */
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

it("a message that the process dies of takes none with it that came beside it", async () => {
  // An answer never comes to where a new matter gets its number.
  const good = await answer();
  const rowOf = async (id: string | null) =>
    (await db.select().from(incomingMail)).find((row) => row.id === id);
  const bomb = await receive(await opening());
  const beside = await receive(good);
  const dies = async (minutes: number) => {
    const { by, said } = await startVictim("numbered", "mail", { at: later(1, minutes / 60).toISOString() })
      .ended;
    expect(by, said).toBe("SIGKILL");
  };
  await dies(0);
  expect(await rowOf(bomb)).toMatchObject({ state: "received", attempts: 1 });
  expect(await rowOf(beside)).toMatchObject({ state: "received", attempts: 0 });
  // What nobody began comes first.
  await dies(15);
  expect(await rowOf(bomb)).toMatchObject({ state: "received", attempts: 2 });
  expect(await rowOf(beside)).toMatchObject({ state: "posted" });
  // And five times more.
  await db
    .update(incomingMail)
    .set({ attempts: 7 })
    .where(eq(incomingMail.id, String(bomb)));
  await processMail(later(2));
  expect(await rowOf(bomb)).toMatchObject({ state: "quarantined", reason: "unreadable" });
  await audited();
});

describe.skipIf(!DOVECOT)("the process dies over a mailbox that it reads", () => {
  // Met for the first time, the place in the box is noted at the end; later after each message.
  const cuts = [
    ["seen", "new"],
    ["fetched", "known"],
    ["fetched", "new"],
    ["seen", "known"],
    ["marked", "known"],
  ] as const;
  it.each(process.env.TEST_LONG ? cuts : cuts.slice(0, 2))(
    "at “%s”, the box being %s: each message is kept once, and none stays unread",
    async (point, box) => {
      const server = await MailServer.open();
      let arrived = 0;
      const put = async () => {
        arrived += 1;
        server.deliver(await opening(arrived), "financas@portal.example");
      };
      const read = async () => {
        const stop = new AbortController();
        const options = { signal: stop.signal, now: () => later(1), lookAgainMs: 50, firstPauseMs: 50 };
        const ended = watchMailbox(server.url(), options);
        const all = { fresh: 0, read: arrived };
        await vi.waitFor(() => expect(server.count()).toEqual(all), { timeout: 15_000, interval: 50 });
        stop.abort();
        await ended;
      };
      try {
        if (box === "known") {
          await put();
          await read();
        }
        for (let n = 0; n < 3; n += 1) await put();
        const deed = { at: later(1).toISOString(), text: server.url() };
        const { by, said } = await startVictim(point, "watch", deed).ended;
        expect(by, said).toBe("SIGKILL");
        await put();
        await read();
        await processMail(later(1));
        const subjects = (await db.select().from(incomingMail)).map(({ subject }) => subject);
        expect(subjects.toSorted()).toEqual(Array.from({ length: arrived }, (_, n) => `Pedido ${n + 1}`));
      } finally {
        await server.close();
      }
    },
  );
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

/** What delivers letters: set for another process, or here; and each letter that arrived, as often as it did. */
interface Way {
  settings: Record<string, string>;
  through: Transport;
  arrived: () => string[];
  stop: () => Promise<void>;
}

const MAIL_FROM = "Portal de atendimento <portal@guiche.example>";

async function throughResend(): Promise<Way> {
  const resend = await FakeResend.start();
  return {
    settings: { MAIL_FROM, RESEND_API_KEY: "re_123", RESEND_BASE_URL: resend.url },
    through: resendTransport("re_123", resend.url),
    arrived: () => [...resend.taken.values()].map(({ to, subject }) => `${to} ${subject}`),
    stop: () => resend.stop(),
  };
}

async function throughSmtp(): Promise<Way> {
  const box = await Postbox.open();
  box.thinksFor = 20;
  return {
    settings: { MAIL_FROM, SMTP_URL: box.url() },
    through: smtpTransport(box.url()),
    arrived: () => box.mails.map(({ messageId }) => String(messageId)),
    stop: () => box.close(),
  };
}

/** How often each of them is there. */
const copies = (list: string[]) => [...Map.groupBy(list, (one) => one).values()].map(({ length }) => length);
const outboxStates = async () => (await db.select().from(outbox)).map((letter) => letter.state);

const WAYS = [
  { name: "Resend, which knows them again", open: throughResend, most: 1 },
  { name: "SMTP, which does not", open: throughSmtp, most: 2 },
];

describe.each(WAYS)("the process dies while it delivers letters through $name", ({ open, most }) => {
  let way: Way;
  beforeEach(async () => {
    way = await open();
  });
  afterEach(() => way.stop());

  it.each(process.env.TEST_LONG ? ["taken", "handed", "noted"] : ["handed"])(
    "at “%s”: none is lost, and whoever comes next sends no copy too many",
    async (point) => {
      for (let n = 0; n < 3; n += 1) await stories(world).assigned();
      const letters = (await outboxStates()).length;
      const deed = { at: later(1).toISOString() };
      const { by, said } = await startVictim(point, "deliver", deed, way.settings).ended;
      expect(by, said).toBe("SIGKILL");
      await audited();
      const noted = (await outboxStates()).filter((state) => state === "sent").length;
      expect(noted > 0).toBe(point === "noted");
      expect(way.arrived().length > 0).toBe(point !== "taken");

      for (let minute = 1; minute < 120; minute += 10)
        await deliverMail(later(1, minute / 60), { through: way.through });
      expect(new Set(await outboxStates())).toEqual(new Set(["sent"]));
      const counts = copies(way.arrived());
      expect(counts).toHaveLength(letters);
      expect(Math.max(...counts)).toBeLessThanOrEqual(point === "taken" ? 1 : most);
      expect(counts.filter((count) => count === 1).length).toBeGreaterThanOrEqual(noted);
      await audited();
    },
  );
});

it("two instances and this one deliver the same letters, each once", async () => {
  for (let n = 0; n < MESSAGES; n += 1) await stories(world).assigned();
  const letters = (await outboxStates()).length;
  const way = await throughSmtp();
  const deed = { at: later(1).toISOString() };
  const mine = async () => {
    let all = 0;
    for (let sent = 1; sent > 0; all += sent) sent = await deliverMail(later(1), { through: way.through });
    return all;
  };
  // All of them reach for the first letters at the same moment.
  const begun = await db.transaction(async (tx) => {
    await tx.execute(sql`lock table outbox in exclusive mode`);
    const others = [1, 2].map(() => startVictim("nowhere", "deliver", deed, way.settings).ended);
    const takers = Promise.all([mine(), mine(), mine()]);
    const waiting = sql`select 1 from pg_locks where relation = 'outbox'::regclass and not granted`;
    const allWait = async () => expect((await tx.execute(waiting)).rows).toHaveLength(5);
    await vi.waitFor(allWait, { timeout: 20_000, interval: 20 });
    return { others, takers };
  });
  for (const end of await Promise.all(begun.others)) expect(end.said).toContain("acknowledged");
  const sent = (await begun.takers).reduce((sum, one) => sum + one, 0);
  expect(sent).toBeGreaterThan(0);
  expect(sent).toBeLessThan(letters);
  // Every second handing over would be seen here: this way out forgets.
  expect(copies(way.arrived())).toEqual(Array(letters).fill(1));
  expect(new Set(await outboxStates())).toEqual(new Set(["sent"]));
  await way.stop();
});
