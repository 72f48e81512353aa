import { eq, inArray } from "drizzle-orm";
import sharp from "sharp";
import { beforeEach, describe, expect, it } from "vitest";
import { db } from "@/db/index";
import { attachments } from "@/db/schema/attachments";
import { incomingEvents, incomingMail, mailboxEvents, mailboxes } from "@/db/schema/incoming";
import { users } from "@/db/schema/people";
import { tickets } from "@/db/schema/tickets";
import { DAY } from "@/lib/dates";
import { reasonsInWords } from "@/lib/incoming/labels";
import { dropMail } from "@/lib/incoming/mutations/drop-mail";
import { openFromMail } from "@/lib/incoming/mutations/open-from-mail";
import { passMailOn } from "@/lib/incoming/mutations/pass-mail-on";
import { releaseMail } from "@/lib/incoming/mutations/release-mail";
import { restoreMail } from "@/lib/incoming/mutations/restore-mail";
import { sweepDropped } from "@/lib/incoming/mutations/sweep-dropped";
import { countWaiting, findIncoming, findPublished, listIncoming } from "@/lib/incoming/queries";
import { removeMailbox } from "@/lib/mailboxes/mutations/remove-mailbox";
import { saveMailbox } from "@/lib/mailboxes/mutations/save-mailbox";
import { mailboxSheet } from "@/lib/mailboxes/queries";
import { countUnread } from "@/lib/notices/queries";
import { plainText } from "@/lib/richtext/document";
import type { RichDocument } from "@/lib/richtext/schema";
import { storage } from "@/lib/storage/place";
import { findFile } from "@/lib/tickets/files";
import { addNote } from "@/lib/tickets/mutations/add-note";
import { transferTicket } from "@/lib/tickets/mutations/transfer-ticket";
import { getTicket } from "@/lib/tickets/queries";
import { firstNew, type Said } from "@/lib/tickets/timeline";
import { emptyDatabase } from "../support/database";
import { answerTo, bringIn, letterOf, openMailboxes, rowOf, writeMail } from "../support/mail";
import { look, says, stories } from "../support/stories";
import { createWorld, later, type World } from "../support/world";

let world: World;
let story: ReturnType<typeof stories>;

beforeEach(async () => {
  await emptyDatabase();
  world = await createWorld();
  story = stories(world);
  await openMailboxes(world);
});

/** A message that names a ticket, from somebody who has no part in it. */
async function strangers(number: number, more: Parameters<typeof writeMail>[0] = {}) {
  const raw = await writeMail({
    from: "Wanda Reis <wanda@oficina.example>",
    to: "financas@portal.example",
    subject: `Re: [${String(number).padStart(8, "0")}] IPVA`,
    text: "O laudo fica pronto na quinta.",
    attachments: [{ filename: "laudo.pdf", content: Buffer.from("%PDF-1.4\n%%EOF\n") }],
    ...more,
  });
  return bringIn(raw, later(1));
}
const eventsOf = (id: string) => db.select().from(incomingEvents).where(eq(incomingEvents.incomingId, id));
const first = { dropped: false, before: null };

describe("a message that waits", () => {
  it("is seen by the team of its department alone; one of none by the administration", async () => {
    const number = await story.assigned();
    const row = await strangers(number);
    const nobodys = await strangers(99, { to: "quem@portal.example", subject: "Oi" });
    for (const actor of [world.marina, world.gilda]) {
      expect((await listIncoming(actor, first)).messages.map(({ id }) => id)).toEqual([row.id]);
      expect(await countWaiting(actor)).toBe(1);
    }
    expect((await listIncoming(world.ada, first)).messages.map(({ id }) => id)).toEqual([nobodys.id]);
    for (const actor of [world.ana, world.otto]) {
      expect(await countWaiting(actor)).toBe(0);
      await expect(findIncoming(actor, row.id)).rejects.toMatchObject({ code: "not_found" });
    }
    await expect(findIncoming(world.ada, row.id)).rejects.toMatchObject({ code: "not_found" });
  });
  it("is shown with what it says and brings, and never with the word that proves whose answer it is", async () => {
    const number = await story.assigned();
    const token = "a".repeat(32);
    const row = await strangers(number, { cc: `resposta+${token}@portal.example` });
    const view = await findIncoming(world.marina, row.id);
    expect(view).toMatchObject({
      reason: "expired",
      from: "wanda@oficina.example",
      ticket: { number },
      words: { own: "O laudo fica pronto na quinta." },
      files: [{ name: "laudo.pdf" }],
      original: true,
    });
    expect(JSON.stringify(view)).not.toContain(token);
  });
});

describe("a message that nobody came back from", () => {
  it("is not taken apart again, whatever becomes of it: it says that it cannot be read, and can be had as it came", async () => {
    const number = await story.assigned();
    const { id } = await strangers(number);
    const shown = () => findIncoming(world.marina, id);
    await db.update(incomingMail).set({ reason: "unreadable", attempts: 7 }).where(eq(incomingMail.id, id));
    expect((await shown()).words).not.toBeNull();
    await db.update(incomingMail).set({ attempts: 8 }).where(eq(incomingMail.id, id));
    const unread = { words: null, files: [], openings: [], original: true };
    expect(await shown()).toMatchObject({ ...unread, reason: "unreadable" });
    await expect(releaseMail(world.marina, { id, number }, later(2))).rejects.toMatchObject({
      code: "invalid",
    });
    await dropMail(world.marina, { id }, later(2));
    await restoreMail(world.marina, { id }, later(3));
    expect(await shown()).toMatchObject({ ...unread, reason: "restored" });
  });
});

describe("letting a message through", () => {
  it("says it on the ticket on its requester's side, with who vouched for it", async () => {
    const number = await story.waiting();
    const row = await strangers(number);
    await releaseMail(world.marina, { id: row.id, number }, later(2));
    const { status, messages, events, assigneeId } = await look(number);
    expect({ status, assigneeId }).toEqual({ status: "assigned", assigneeId: world.marina.userId });
    expect(messages.at(-1)).toMatchObject({ side: "requester", authorId: world.ana.userId });
    expect(events.at(-1)?.facts).toEqual({
      incomingId: row.id,
      releasedBy: world.marina.userId,
      receivedAt: later(1).toISOString(),
      otherSender: true,
    });
    const lines = async (actor: typeof world.ana) =>
      JSON.stringify((await getTicket(actor, number, later(3)))?.entries);
    expect(await lines(world.tiago)).toContain("publicou um e-mail de wanda@oficina.example que esperava");
    // Whose address it is concerns those who vouch.
    expect(await lines(world.ana)).toContain("publicou um e-mail que esperava");
    expect(await lines(world.ana)).not.toContain("wanda@");
    expect(await rowOf(row.id)).toMatchObject({ state: "posted", decidedBy: world.marina.userId });
    expect(await eventsOf(row.id)).toMatchObject([{ verb: "release", facts: { number } }]);
  });
  it("makes nobody say what came from another address", async () => {
    const number = await story.validating();
    const row = await strangers(number);
    await releaseMail(world.tiago, { id: row.id, number }, later(2));
    const shown = async (actor: typeof world.ana) => {
      const entries = (await getTicket(actor, number, later(3)))?.entries ?? [];
      const { own, author, published } = entries.findLast(({ kind }) => kind === "message") as Said;
      const line = entries.find((entry) => entry.kind === "line" && entry.text.includes("publicou"));
      return { own, author, published, doer: line?.own };
    };
    const others = { own: false, author: "outra pessoa", doer: false };
    expect(await shown(world.ana)).toEqual({ ...others, published: "publicada pela equipe" });
    expect(await shown(world.marina)).toEqual({ ...others, published: "publicada por Tiago Reis" });
    expect(await shown(world.tiago)).toEqual({ ...others, doer: true, published: "publicada por você" });
    // New to the requester, as what others say.
    const page = await getTicket(world.ana, number, later(3));
    expect(firstNew(page?.entries ?? [], later(1))).toBe(
      page?.entries.find((entry) => entry.kind === "line" && entry.text.includes("publicou"))?.id,
    );
    const { letters } = await look(number);
    const told = letters.find(({ kind }) => kind === "reply");
    expect(told?.subject).toContain("mensagem de outra pessoa");
    expect(told?.body).not.toContain("O requerente respondeu");
    expect(letters.find(({ kind }) => kind === "mail_question")?.body).toContain(
      "Uma mensagem de outra pessoa sobre este chamado chegou à equipe.",
    );
    // The requester has not read of it.
    expect(await countUnread(world.ana)).toBeGreaterThan(0);
  });
  it.each([
    ["wanda@oficina.example", false],
    ["ana.souza@pessoa.example", true],
  ])("says where a picture was taken to the team, and to its sender: %s", async (from, own) => {
    const number = await story.assigned();
    const content = await sharp({ create: { width: 40, height: 20, channels: 3, background: "#0a7" } })
      .withExif({ IFD3: { GPSLatitudeRef: "S", GPSLatitude: "8/1 45/1 0/1" } })
      .jpeg()
      .toBuffer();
    const row = await strangers(number, { from, attachments: [{ filename: "IMG_1.jpg", content }] });
    await releaseMail(world.marina, { id: row.id, number }, later(2));
    const [picture] = await db.select().from(attachments).where(eq(attachments.name, "IMG_1.jpg"));
    const original = async (actor: typeof world.ana) => (await findFile(actor, picture?.id ?? "")).original;
    expect([await original(world.ana), await original(world.marina)]).toEqual([own, true]);
  });
  it.each(["Ana.Souza@pessoa.example", "trabalho@oficina.example"])(
    "is the requester's own word from an address of theirs: %s",
    async (from) => {
      const number = await story.validating();
      await db
        .update(tickets)
        .set({ contactEmail: "trabalho@oficina.example" })
        .where(eq(tickets.number, number));
      const row = await strangers(number, { from: `Ana <${from}>` });
      await releaseMail(world.marina, { id: row.id, number }, later(2));
      expect((await look(number)).events.at(-1)?.facts).not.toHaveProperty("otherSender");
      const entry = (await getTicket(world.ana, number, later(3)))?.entries.findLast(
        ({ kind }) => kind === "message",
      );
      expect(entry).toMatchObject({ own: true, published: null, receivedAt: later(1) });
      expect((await look(number)).letters.find(({ kind }) => kind === "mail_question")?.body).toContain(
        "A sua mensagem chegou à equipe.",
      );
    },
  );
  it("leads whoever asks for it again to its ticket, if they may see that", async () => {
    const number = await story.assigned();
    const row = await strangers(number);
    expect(await findPublished(world.marina, row.id)).toBeNull();
    await releaseMail(world.marina, { id: row.id, number }, later(2));
    await expect(findIncoming(world.marina, row.id)).rejects.toMatchObject({ code: "not_found" });
    expect(await findPublished(world.gilda, row.id)).toEqual({ number });
    for (const actor of [world.otto, world.ada, world.bruno])
      expect(await findPublished(actor, row.id)).toBeNull();
    expect(await findPublished(world.marina, "nada")).toBeNull();
  });
  it("not twice, and not both to a ticket and away", async () => {
    const number = await story.assigned();
    const row = await strangers(number);
    const outcomes = await Promise.allSettled([
      releaseMail(world.marina, { id: row.id, number }, later(2)),
      releaseMail(world.tiago, { id: row.id, number }, later(2)),
      dropMail(world.gilda, { id: row.id }, later(2)),
    ]);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await eventsOf(row.id)).toHaveLength(1);
    expect((await look(number)).messages.filter(({ kind }) => kind === "reply").length).toBeLessThanOrEqual(
      1,
    );
  });
  it("not on a ticket of another department, of nobody, or that is over", async () => {
    const number = await story.assigned();
    const { number: theirs } = await world.open(world.bruno, later(0), world.lien);
    const over = await story.resolved(world.quick);
    const row = await strangers(number);
    for (const wrong of [theirs, 99_999, over])
      await expect(releaseMail(world.marina, { id: row.id, number: wrong }, later(2))).rejects.toMatchObject({
        code: "invalid",
      });
    await expect(releaseMail(world.otto, { id: row.id, number: theirs }, later(2))).rejects.toMatchObject({
      code: "not_found",
    });
    expect(await rowOf(row.id)).toMatchObject({ state: "quarantined" });
    expect(await eventsOf(row.id)).toEqual([]);
  });
  it("opens a ticket of who sent it", async () => {
    const row = await strangers(await story.assigned());
    const { number } = await openFromMail(
      world.marina,
      { id: row.id, under: { serviceId: world.tax.id, subjectId: "duvida" } },
      later(2),
    );
    const [wanda] = await db.select().from(users).where(eq(users.email, "wanda@oficina.example"));
    const ticket = await look(number);
    expect(ticket).toMatchObject({
      requesterId: wanda?.id,
      channel: "email",
      departmentId: world.finance.id,
    });
    expect(plainText(ticket.messages[0]?.body as RichDocument)).toBe("O laudo fica pronto na quinta.");
    expect(ticket.letters).toMatchObject([{ kind: "open", toAddress: "wanda@oficina.example" }]);
    expect(await eventsOf(row.id)).toMatchObject([{ verb: "release", facts: { number } }]);
  });
  it("never makes what the team wrote to itself the requester's words", async () => {
    const number = await story.assigned();
    await addNote(world.gilda, { number, body: says("O requerente mentiu."), files: [] }, later(0, 2));
    const letter = await letterOf(number, "add_note");
    const row = await bringIn(
      await answerTo(letter, "Concordo, vamos negar.", { from: "marina.em.casa@pessoa.example" }),
      later(1),
    );
    expect(row).toMatchObject({ reason: "other_sender" });
    expect(await findIncoming(world.tiago, row.id)).toMatchObject({ ofTeam: true });
    await expect(releaseMail(world.tiago, { id: row.id, number }, later(2))).rejects.toMatchObject({
      code: "invalid",
    });
    expect((await look(number)).messages.some(({ kind }) => kind === "reply")).toBe(false);
  });
  it("opens none for an account that is disabled, or for one of several", async () => {
    const number = await story.assigned();
    const row = await strangers(number, { from: "Ana <ana.souza@pessoa.example>" });
    const open = { id: row.id, under: { serviceId: world.tax.id, subjectId: "duvida" } };
    await db.update(users).set({ email: "ana.souza@pessoa.example" }).where(eq(users.id, world.bruno.userId));
    await expect(openFromMail(world.marina, open, later(2))).rejects.toMatchObject({ code: "invalid" });
    await db
      .update(users)
      .set({ disabledAt: later(1) })
      .where(inArray(users.id, [world.ana.userId, world.bruno.userId]));
    await expect(openFromMail(world.marina, open, later(2))).rejects.toMatchObject({ code: "invalid" });
    expect(await db.select().from(users).where(eq(users.origin, "email"))).toEqual([]);
  });
  it("opens none under a service that is not the department's, or not everybody's", async () => {
    const row = await strangers(await story.assigned());
    const under = { serviceId: world.lien.id, subjectId: "duvida" };
    await expect(openFromMail(world.marina, { id: row.id, under }, later(2))).rejects.toMatchObject({
      code: "invalid",
    });
  });
});

describe("putting a message away", () => {
  it("keeps it for a month, and brings it back on request", async () => {
    const row = await strangers(await story.assigned());
    await dropMail(world.marina, { id: row.id }, later(2));
    expect(await rowOf(row.id)).toMatchObject({ state: "dropped", reason: "by_hand" });
    expect((await listIncoming(world.marina, { dropped: true, before: null })).messages).toHaveLength(1);
    await restoreMail(world.gilda, { id: row.id }, later(3));
    expect(await rowOf(row.id)).toMatchObject({ state: "quarantined", reason: "restored" });
    expect((await eventsOf(row.id)).map(({ verb }) => verb)).toEqual(["drop", "restore"]);
    await expect(restoreMail(world.gilda, { id: row.id }, later(3))).rejects.toMatchObject({
      code: "conflict",
    });
  });
  it("keeps why it came, whatever is done to it since", async () => {
    const row = await strangers(await story.assigned());
    const seen = async (dropped: boolean) => {
      const [line] = (await listIncoming(world.marina, { dropped, before: null })).messages;
      const view = await findIncoming(world.marina, row.id);
      expect(line).toMatchObject({ first: view.first, reason: view.reason });
      return reasonsInWords(view);
    };
    const why = "Cita um chamado, mas não veio pelo endereço de resposta";
    expect(await seen(false)).toBe(why);
    await dropMail(world.marina, { id: row.id }, later(2));
    expect(await seen(true)).toBe(`${why} · Descartada por uma pessoa`);
    await restoreMail(world.gilda, { id: row.id }, later(3));
    expect(await seen(false)).toBe(`${why} · Foi trazida de volta dos descartados`);
    await dropMail(world.marina, { id: row.id }, later(4));
    expect(await seen(true)).toBe(`${why} · Descartada por uma pessoa`);
  });
  it("goes with its bytes after that; what waits stays", async () => {
    const number = await story.assigned();
    const row = await strangers(number);
    const waits = await strangers(number, { text: "Outra coisa." });
    await dropMail(world.marina, { id: row.id }, later(2));
    expect(await sweepDropped(later(31))).toBe(0);
    expect(await sweepDropped(new Date(later(2).getTime() + 31 * DAY))).toBe(1);
    expect(await storage().has(row.storageKey ?? "")).toBe(false);
    expect(await storage().has(waits.storageKey ?? "")).toBe(true);
    expect(await db.select().from(incomingMail)).toHaveLength(1);
  });
  it("by nobody else, and only while it waits", async () => {
    const row = await strangers(await story.assigned());
    for (const actor of [world.ana, world.otto, world.ada])
      await expect(dropMail(actor, { id: row.id }, later(2))).rejects.toMatchObject({ code: "not_found" });
    await dropMail(world.marina, { id: row.id }, later(2));
    await expect(dropMail(world.marina, { id: row.id }, later(2))).rejects.toMatchObject({
      code: "conflict",
    });
  });
});

it("a message is passed on by whoever decides on it, and goes with its ticket", async () => {
  const row = await strangers(99, { to: "quem@portal.example", subject: "Oi" });
  const input = { id: row.id, departmentId: world.finance.id };
  await expect(passMailOn(world.marina, input, later(2))).rejects.toMatchObject({ code: "not_found" });
  await passMailOn(world.ada, input, later(2));
  expect(await eventsOf(row.id)).toMatchObject([{ verb: "pass_on" }]);
  expect(await countWaiting(world.marina)).toBe(1);
  await expect(passMailOn(world.ada, input, later(2))).rejects.toMatchObject({ code: "not_found" });
  await passMailOn(world.marina, { id: row.id, departmentId: world.traffic.id }, later(3));
  expect([await countWaiting(world.marina), await countWaiting(world.otto)]).toEqual([0, 1]);

  const number = await story.assigned();
  const about = await strangers(number);
  const move = { number, departmentId: world.traffic.id, body: says("É de lá.") };
  await transferTicket(world.marina, move, later(3));
  await expect(findIncoming(world.marina, about.id)).rejects.toMatchObject({ code: "not_found" });
  expect((await findIncoming(world.otto, about.id)).ticket).toMatchObject({ number });
});

describe("addresses of the departments", () => {
  const change = (more = {}) => ({
    id: null,
    revision: 0,
    address: "ouvidoria@portal.example",
    departmentId: world.finance.id,
    under: { serviceId: world.tax.id, subjectId: "duvida" },
    ...more,
  });

  it("are made, changed and removed, each with its event", async () => {
    await saveMailbox(world.ada, change(), later(1));
    const line = (await mailboxSheet(world.ada)).mailboxes.find(({ address }) =>
      address.startsWith("ouvidoria"),
    );
    expect(line).toMatchObject({ revision: 1, under: { name: "IPVA: Dúvida" } });
    const id = line?.id ?? "";
    await saveMailbox(world.ada, change({ id, revision: 1, under: null }), later(2));
    // Sent again because the answer was lost.
    await saveMailbox(world.ada, change({ id, revision: 1, under: null }), later(2));
    await expect(saveMailbox(world.ada, change({ id, revision: 1 }), later(2))).rejects.toMatchObject({
      code: "conflict",
    });
    await removeMailbox(world.ada, { id }, later(3));
    await expect(removeMailbox(world.ada, { id }, later(3))).rejects.toMatchObject({ code: "conflict" });
    const told = await db.select().from(mailboxEvents).where(eq(mailboxEvents.mailboxId, id));
    expect(told.map(({ verb }) => verb)).toEqual(["create", "change", "remove"]);
    // Another may have the address then.
    await saveMailbox(world.ada, change({ departmentId: world.traffic.id, under: null }), later(4));
  });
  it("are one department's each, and open only what is everybody's", async () => {
    await expect(
      saveMailbox(world.ada, change({ address: "financas@portal.example" }), later(1)),
    ).rejects.toMatchObject({ fields: { address: "Este endereço já está na lista." } });
    await expect(
      saveMailbox(world.ada, change({ departmentId: world.traffic.id }), later(1)),
    ).rejects.toMatchObject({ fields: { under: expect.any(String) } });
    await expect(
      saveMailbox(world.ada, change({ address: "resposta@portal.example" }), later(1)),
    ).rejects.toMatchObject({ fields: { address: expect.any(String) } });
    await expect(saveMailbox(world.gilda, change(), later(1))).rejects.toMatchObject({ code: "forbidden" });
    expect(await db.select().from(mailboxes)).toHaveLength(2);
  });
});
