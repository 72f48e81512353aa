import { eq, inArray, isNull } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { db, transact } from "@/db/index";
import { blockedAddresses, letterEvents, letterLinks, outbox } from "@/db/schema/mail";
import { profiles, users } from "@/db/schema/people";
import { tickets } from "@/db/schema/tickets";
import type { UserActor } from "@/lib/actor";
import { HOUR } from "@/lib/dates";
import { endLinks } from "@/lib/incoming/settle";
import { deliverMail } from "@/lib/mail/deliver";
import { letterInWords, troubleInWords } from "@/lib/mail/labels";
import { sendAgain } from "@/lib/mail/mutations/send-again";
import { takeFate } from "@/lib/mail/mutations/take-fate";
import { unblockAddress } from "@/lib/mail/mutations/unblock-address";
import { mailTroubles } from "@/lib/mail/queries";
import type { Withheld } from "@/lib/mail/reader";
import { resendTransport } from "@/lib/mail/resend";
import { disableAccount } from "@/lib/people/mutations/disable-account";
import { changeTicketIn } from "@/lib/tickets/change";
import { addNote } from "@/lib/tickets/mutations/add-note";
import { addReply } from "@/lib/tickets/mutations/add-reply";
import { proposeSolution } from "@/lib/tickets/mutations/propose-solution";
import { revokeLinks } from "@/lib/tickets/mutations/revoke-links";
import { transferTicket } from "@/lib/tickets/mutations/transfer-ticket";
import { emptyDatabase } from "../support/database";
import { waitForLock } from "../support/locks";
import { FakeResend } from "../support/resend";
import { says, stories, words } from "../support/stories";
import { createWorld, grantSight, later, type World } from "../support/world";

let world: World;
let story: ReturnType<typeof stories>;
let resend: FakeResend;

beforeAll(async () => {
  resend = await FakeResend.start();
});
afterAll(() => resend.stop());
beforeEach(async () => {
  await emptyDatabase();
  world = await createWorld();
  story = stories(world);
  resend.answer = null;
  resend.answers = true;
  resend.taken.clear();
  resend.asked = [];
});

type Row = typeof outbox.$inferSelect;

const letters = () => db.select().from(outbox).orderBy(outbox.createdAt, outbox.id);
const letterOf = async (id: string) => {
  const [letter] = await db.select().from(outbox).where(eq(outbox.id, id));
  if (!letter) throw new Error("no letter");
  return letter;
};
const deliver = (day: number, hour = 0) =>
  deliverMail(later(day, hour), { through: resendTransport("re_123", resend.url) });
/** Under which keys Resend was given letters. */
const keys = () => resend.asked.map((headers) => headers["idempotency-key"]);

/** What Resend was given of a letter, each time. */
const textsOf = ({ id }: Pick<Row, "id">) =>
  [...resend.taken].flatMap(([key, { text }]) => (key.startsWith(`letter/${id}`) ? [text] : []));

/** What Resend tells of a letter, an hour later. */
const tell = (
  { providerId }: Pick<Row, "providerId">,
  fate: NonNullable<Row["fate"]>,
  at: Date,
  failure: string | null = null,
) => {
  const block = fate === "complained" || fate === "suppressed" ? fate : null;
  return takeFate(
    { id: crypto.randomUUID(), fate, providerId, wireId: null, failure, block, at, received: null },
    new Date(at.getTime() + HOUR),
  );
};

const listed = async () =>
  (await mailTroubles(world.ada, null)).letters.map((letter) => [letter.id, troubleInWords(letter)]);

const linkOf = async (id: string | null) =>
  (
    await db
      .select()
      .from(letterLinks)
      .where(eq(letterLinks.id, id ?? ""))
  )[0];

/** A letter with a link, which Resend took, and how it comes back: who sends it back quotes it, which ends the link. */
async function withLink(before: () => Promise<unknown> = async () => undefined) {
  const number = await story.assigned();
  await before();
  await proposeSolution(world.marina, words(number), later(0, 3));
  await deliver(1);
  const letter = (await letters()).find(({ kind }) => kind === "propose_solution");
  if (!letter?.linkId) throw new Error("no letter with a link");
  const ended = await linkOf(letter.linkId);
  const comeBack = async (at: Date) => {
    await transact((tx) => endLinks(tx, [ended?.hash ?? ""], at));
    await tell(letter, "bounced", at, "bounce_transient");
  };
  return { letter, ended, comeBack };
}

/** Letters that Resend took. */
async function sentLetters(count: number): Promise<Row[]> {
  for (let had = 0; had < count; had = (await letters()).length) await story.assigned();
  await deliver(1);
  return (await letters()).slice(0, count);
}

describe("letters that did not go out or did not arrive", () => {
  it("are listed with their reasons, and no others are", async () => {
    const rows = await sentLetters(9);
    const [dead, skipped, lost, full, ended, late, arrived, unwanted] = rows as [
      Row,
      Row,
      Row,
      Row,
      Row,
      Row,
      Row,
      Row,
    ];
    await db
      .update(outbox)
      .set({ toAddress: outbox.id })
      .where(
        inArray(
          outbox.id,
          rows.map(({ id }) => id),
        ),
      );
    const back = { deliveredAt: null, providerId: null };
    await db
      .update(outbox)
      .set({ ...back, state: "dead", failure: "smtp_550" })
      .where(eq(outbox.id, dead.id));
    await db
      .update(outbox)
      .set({ ...back, state: "skipped", failure: "blocked" })
      .where(eq(outbox.id, skipped.id));
    await db.insert(blockedAddresses).values({ address: skipped.id, reason: "bounced", since: later(1) });
    await tell(lost, "failed", later(1, 1), "resend_reached_daily_quota");
    await tell(full, "bounced", later(1, 1), "bounce_transient");
    await tell(ended, "suppressed", later(1, 1));
    await tell(late, "delayed", later(1, 1));
    await tell(arrived, "delivered", later(1, 1));
    await tell(unwanted, "complained", later(1, 1));
    const shown = Object.fromEntries(await listed());
    expect(shown).toEqual({
      [dead.id]: "O servidor de e-mail recusou (código 550)",
      [skipped.id]: "O endereço está bloqueado",
      [lost.id]: "Não chegou: o Resend aceitou a mensagem e não a enviou (reached_daily_quota)",
      [full.id]: "Voltou: a caixa está cheia ou o servidor não a aceitou desta vez",
      [ended.id]: "Não chegou: o Resend não envia a este endereço",
    });
    await unblockAddress(world.ada, { address: skipped.id }, later(2));
    expect(Object.fromEntries(await listed())[skipped.id]).toBe(
      "O endereço estava bloqueado, e foi liberado",
    );
  });
  it("are named by their ticket's number and what they are, and nothing that they say", async () => {
    const [letter] = (await sentLetters(2)) as [Row];
    for (const one of await letters()) await tell(one, "bounced", later(1, 1));
    const troubles = await mailTroubles(world.ada, null);
    const titles = (await db.select().from(tickets)).map(({ title }) => title);
    expect(troubles.letters).toHaveLength(2);
    for (const said of [...titles, letter.subject, letter.body])
      expect(JSON.stringify(troubles)).not.toContain(said);
    expect(troubles.letters.map(letterInWords).sort()).toEqual([
      "[00000001] Chamado em atendimento",
      "[00000001] Recebimento do chamado",
    ]);
  });
  it("leave the list when they arrived after all", async () => {
    const [letter] = (await sentLetters(1)) as [Row];
    await tell(letter, "bounced", later(1, 1), "bounce_transient");
    expect(await listed()).toHaveLength(1);
    await tell(letter, "delivered", later(1, 2));
    expect(await listed()).toEqual([]);
  });
  it("are listed page by page, newest first, each once", async () => {
    const rows = await sentLetters(30);
    const back = { deliveredAt: null, providerId: null };
    for (const [at, row] of rows.entries())
      if (at % 2 === 0) await tell(row, "bounced", later(1, 1));
      else
        await db
          .update(outbox)
          .set({ ...back, state: "skipped" })
          .where(eq(outbox.id, row.id));
    const first = await mailTroubles(world.ada, null);
    const second = await mailTroubles(world.ada, first.next);
    expect(second.next).toBeNull();
    const shown = [...first.letters, ...second.letters].map(({ id }) => id);
    expect(shown).toEqual(rows.map(({ id }) => id).reverse());
  });
});

describe("sent again", () => {
  it("what came back goes out as a letter of its own, and what it was told before is forgotten", async () => {
    const [letter] = (await sentLetters(1)) as [Row];
    await tell(letter, "bounced", later(1, 1), "bounce_transient");
    resend.asked = [];
    await sendAgain(world.ada, { letterId: letter.id }, later(1, 2));
    expect(await letterOf(letter.id)).toMatchObject({ state: "waiting", fate: null, failure: null });
    expect(await listed()).toEqual([]);
    expect(await deliver(1, 3)).toBe(1);
    expect(keys()).toEqual([`letter/${letter.id}/1`]);
    const again = await letterOf(letter.id);
    expect(again).toMatchObject({ state: "sent", fate: null, attempts: 1 });
    expect(again.providerId).not.toBe(letter.providerId);
    await tell(letter, "bounced", later(1, 4));
    expect((await letterOf(letter.id)).fate).toBeNull();
    await tell(again, "failed", later(1, 5));
    await sendAgain(world.ada, { letterId: letter.id }, later(1, 6));
    expect(await deliver(1, 7)).toBe(1);
    expect(keys().at(-1)).toBe(`letter/${letter.id}/2`);
    expect(await db.select().from(letterEvents)).toMatchObject(
      Array(2).fill({ letterId: letter.id, verb: "send_again", actorId: world.ada.userId }),
    );
  });
  it("what came back, and quoted the link that it held, goes out with another", async () => {
    const { letter, ended, comeBack } = await withLink();
    await comeBack(later(1, 1));
    expect(await linkOf(letter.linkId)).toMatchObject({ revokedAt: later(1, 1) });
    await sendAgain(world.ada, { letterId: letter.id }, later(1, 2));
    const again = await letterOf(letter.id);
    expect(again.linkId).not.toBe(letter.linkId);
    expect(await linkOf(again.linkId)).toMatchObject({
      ...{ purpose: ended?.purpose, subjectId: ended?.subjectId, userId: ended?.userId },
      ...{ expiresAt: ended?.expiresAt, revokedAt: null },
    });
    expect(again.sending).toBe(2);
  });
  it.each([
    ["before it came back", later(1, 0), later(1, 1)],
    ["after it came back", later(1, 1.5), later(1, 1)],
  ])("a link that somebody cancelled %s stays cancelled", async (_, cancelled, back) => {
    const { letter, comeBack } = await withLink();
    const cancel = () => revokeLinks(world.ana, { number: 1 }, cancelled);
    if (cancelled < back) await cancel();
    await comeBack(back);
    if (cancelled > back) await cancel();
    await sendAgain(world.ada, { letterId: letter.id }, later(1, 2));
    expect(await letterOf(letter.id)).toMatchObject({ state: "waiting", linkId: letter.linkId, sending: 1 });
    expect(await db.select().from(letterLinks).where(isNull(letterLinks.revokedAt))).toEqual([]);
    await deliver(1, 3);
    expect(textsOf(letter)).toEqual([
      expect.stringContaining("Dizer se resolveu"),
      expect.not.stringContaining("Dizer se resolveu"),
    ]);
  });
  it("what was cancelled before a letter was written is no reason against its link", async () => {
    const { letter, comeBack } = await withLink(() => revokeLinks(world.ana, { number: 1 }, later(0, 2)));
    await comeBack(later(1, 1));
    await sendAgain(world.ada, { letterId: letter.id }, later(1, 2));
    expect((await letterOf(letter.id)).linkId).not.toBe(letter.linkId);
  });
  it("a link is not made anew while somebody cancels them", async () => {
    const { letter, comeBack } = await withLink();
    await comeBack(later(1, 1));
    let sending: Promise<void> | undefined;
    await transact(async (tx) => {
      await changeTicketIn(tx, world.ana, { number: 1 }, "revoke_links", later(1, 2), async (change) => {
        sending = sendAgain(world.ada, { letterId: letter.id }, later(1, 3));
        await waitForLock();
        await change.record();
      });
    });
    await sending;
    expect((await letterOf(letter.id)).linkId).toBe(letter.linkId);
  });
  it("what may have gone out is tried again in the same words, though its link was cancelled meanwhile", async () => {
    await story.validating();
    resend.answers = false;
    await deliver(1);
    await revokeLinks(world.ana, { number: 1 }, later(1, 1));
    resend.answers = true;
    await deliver(1, 2);
    const letter = (await letters()).find(({ kind }) => kind === "propose_solution");
    expect(letter).toMatchObject({ state: "sent", failure: null });
    expect(textsOf(letter as Row)).toEqual([expect.stringContaining("Dizer se resolveu")]);
  });
  it("what waits goes without the button of a link that ended meanwhile", async () => {
    await story.validating();
    await db.update(letterLinks).set({ expiresAt: later(1) });
    await deliver(1);
    const letter = (await letters()).find(({ kind }) => kind === "propose_solution");
    expect(textsOf(letter as Row)).toEqual([expect.not.stringContaining("Dizer se resolveu")]);
  });
  it("what may have arrived keeps its key, under which Resend sends it once", async () => {
    await story.assigned();
    resend.answers = false;
    await deliver(1);
    for (let hour = 2; hour < 30; hour += 1) await deliver(1, hour);
    const [letter] = await letters();
    if (!letter) throw new Error("no letter");
    expect(letter).toMatchObject({ state: "dead", failure: "unsure" });
    resend.answers = true;
    resend.asked = [];
    await sendAgain(world.ada, { letterId: letter.id }, later(2, 8));
    expect(await deliver(2, 8)).toBe(1);
    expect(keys()).toEqual([`letter/${letter.id}`]);
  });
  it("what was not sent to a blocked address goes once that is free, and waits in the list until then", async () => {
    await story.assigned();
    const address = (world.ana.email ?? "").toLowerCase();
    await db.insert(blockedAddresses).values({ address, reason: "bounced", since: later(0) });
    await deliver(1);
    const skipped = (await letters()).filter(({ state }) => state === "skipped");
    expect(skipped.length).toBeGreaterThan(0);
    const again = (day: number) =>
      Promise.all(skipped.map(({ id }) => sendAgain(world.ada, { letterId: id }, later(day))));
    await again(2);
    expect(await deliver(2)).toBe(0);
    expect(await listed()).toHaveLength(skipped.length);
    await unblockAddress(world.ada, { address }, later(3));
    await again(3);
    expect(await deliver(3)).toBe(skipped.length);
    expect(await listed()).toEqual([]);
  });
  it("once, whoever asks and however often, and nothing that arrived, is underway or waits", async () => {
    const [letter, other] = (await sentLetters(2)) as [Row, Row];
    await tell(letter, "bounced", later(1, 1));
    const clicks = await Promise.allSettled(
      Array.from({ length: 5 }, () => sendAgain(world.ada, { letterId: letter.id }, later(1, 2))),
    );
    expect(clicks.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect((await letterOf(letter.id)).sending).toBe(1);
    expect(await db.select().from(letterEvents)).toHaveLength(1);
    for (const fate of ["delayed", "delivered", "complained"] as const) {
      await tell(other, fate, later(1, 3));
      await expect(sendAgain(world.ada, { letterId: other.id }, later(2))).rejects.toMatchObject({
        code: "conflict",
      });
    }
    expect((await letterOf(other.id)).state).toBe("sent");
  });
});

/** The ways out that a letter has: by hand once it came back, and by itself where it still waits. */
const WAYS = {
  "sent again": {
    have: async (letter: Row) => {
      await deliver(1);
      await tell(await letterOf(letter.id), "bounced", later(1, 1), "bounce_transient");
    },
    goes: async ({ id }: Row) => {
      await sendAgain(world.ada, { letterId: id }, later(2));
      expect((await letterOf(id)).state).toBe("waiting");
    },
    isKept: async ({ id }: Row, why: Withheld) => {
      const before = await letterOf(id);
      const told = {
        disabled: /conta de quem .* está desativada/,
        no_access: /não tem mais acesso ao chamado/,
      };
      await expect(sendAgain(world.ada, { letterId: id }, later(2))).rejects.toMatchObject({
        code: "wrong_state",
        message: expect.stringMatching(told[why]),
      });
      expect(await letterOf(id)).toEqual(before);
      expect(await db.select().from(letterEvents)).toEqual([]);
    },
  },
  "that waited": {
    have: async () => undefined,
    goes: async ({ id }: Row) => {
      await deliver(2);
      expect(keys()).toContain(`letter/${id}`);
      expect((await letterOf(id)).state).toBe("sent");
    },
    isKept: async ({ id }: Row, why: Withheld) => {
      const before = await letterOf(id);
      await deliver(2);
      expect(keys()).not.toContain(`letter/${id}`);
      expect(await letterOf(id)).toMatchObject({ state: "skipped", failure: why, deliveredAt: null });
      const told = {
        disabled: "Não saiu: a conta de quem a receberia está desativada",
        no_access: "Não saiu: quem a receberia não tem mais acesso ao chamado",
      };
      expect(Object.fromEntries(await listed())[id]).toBe(told[why]);
      await db.update(outbox).set(before).where(eq(outbox.id, id));
    },
  },
};

describe.each(Object.entries(WAYS))(
  "%s, a letter goes to nobody who may not read of its ticket",
  (_, way) => {
    const { goes, isKept } = way;
    const have = async (kind: string, to: UserActor): Promise<Row> => {
      const letter = (await letters()).find((one) => one.kind === kind && one.recipientId === to.userId);
      if (!letter) throw new Error("no such letter");
      await way.have(letter);
      return letterOf(letter.id);
    };
    const answeredBy = async (number: number) => {
      await addReply(world.ana, words(number), later(0, 4));
      return have("reply", world.marina);
    };
    const endProfile = () =>
      db
        .update(profiles)
        .set({ endedAt: later(1) })
        .where(eq(profiles.userId, world.marina.userId));

    it("not to a requester whose account is disabled", async () => {
      await story.assigned();
      const letter = await have("take", world.ana);
      await disableAccount(world.ada, { userId: world.ana.userId }, later(1, 2));
      await isKept(letter, "disabled");
    });
    it("not to somebody of the team whose account is disabled, or whose profile ended", async () => {
      const letter = await answeredBy(await story.assigned());
      await endProfile();
      await isKept(letter, "no_access");
      await disableAccount(world.ada, { userId: world.marina.userId }, later(1, 2));
      await isKept(letter, "disabled");
    });
    it("not to somebody of the team whose profile is over, or has not begun", async () => {
      const letter = await answeredBy(await story.assigned());
      const set = (dates: Partial<typeof profiles.$inferInsert>) =>
        db.update(profiles).set(dates).where(eq(profiles.userId, world.marina.userId));
      await set({ validTo: "2026-03-03" });
      await isKept(letter, "no_access");
      await set({ validTo: null, validFrom: "2026-03-05" });
      await isKept(letter, "no_access");
      await set({ validFrom: "2026-03-04" });
      await goes(letter);
    });
    it("not to the team that a ticket left, though its members opened tickets as well", async () => {
      const number = await story.assigned();
      const letter = await answeredBy(number);
      const move = { number, departmentId: world.traffic.id, body: says("É com vocês.") };
      await transferTicket(world.marina, move, later(1, 2));
      await isKept(letter, "no_access");
      await db.update(tickets).set({ requesterId: world.marina.userId });
      await isKept(letter, "no_access");
    });
    it("not what the team told one of its own who asks as well, where nobody can answer letters", async () => {
      const number = await story.assigned();
      await addNote(world.tiago, words(number), later(0, 4));
      const letter = await have("add_note", world.marina);
      await db.update(outbox).set({ replyId: null }).where(eq(outbox.id, letter.id));
      await db.update(tickets).set({ requesterId: world.marina.userId });
      await endProfile();
      await isKept(letter, "no_access");
    });
    it("not, of those from before it was written down as whom they are told, to who is nothing to the ticket any more", async () => {
      const letter = await answeredBy(await story.assigned());
      const receipt = await have("open", world.ana);
      await db.update(outbox).set({ recipientAs: null });
      await endProfile();
      await isKept({ ...letter, recipientAs: null }, "no_access");
      await db.update(profiles).set({ endedAt: null }).where(eq(profiles.userId, world.marina.userId));
      await goes(letter);
      await goes(receipt);
    });
    it("but its receipt to its requester, also to who only ever wrote", async () => {
      await story.assigned();
      await db.update(users).set({ origin: "email" }).where(eq(users.id, world.ana.userId));
      const receipt = await have("open", world.ana);
      expect(receipt.recipientAs).toBe("requester");
      await goes(receipt);
    });
    it("not to a requester in whose place another stands", async () => {
      await story.assigned();
      const letter = await have("take", world.ana);
      await db.update(tickets).set({ requesterId: world.bruno.userId });
      await isKept(letter, "no_access");
    });
    it("to a colleague who is told instead, while they see the ticket", async () => {
      await story.assigned();
      const letter = await have("take", world.ana);
      const to = { recipientId: world.clara.userId, recipientAs: "colleagues" } as const;
      await db.update(outbox).set(to).where(eq(outbox.id, letter.id));
      await db.update(tickets).set({ institutionId: world.bank.id });
      await isKept(letter, "no_access");
      await grantSight(world.clara);
      await db.update(tickets).set({ institutionId: null });
      await isKept(letter, "no_access");
      await db.update(tickets).set({ institutionId: world.bank.id });
      await goes(letter);
    });
    it("to who administers, what was told them as such and no more", async () => {
      await story.assigned();
      const letter = await have("take", world.ana);
      const set = (to: Partial<Row>) => db.update(outbox).set(to).where(eq(outbox.id, letter.id));
      await set({ recipientId: world.ada.userId, path: null, replyId: null });
      await isKept(letter, "no_access");
      await set({ recipientAs: "attendant" });
      await isKept(letter, "no_access");
      await set({ recipientAs: "administrators" });
      await db.update(users).set({ admin: false }).where(eq(users.id, world.ada.userId));
      await isKept(letter, "no_access");
      await db.update(users).set({ admin: true }).where(eq(users.id, world.ada.userId));
      await goes(letter);
    });
  },
);
