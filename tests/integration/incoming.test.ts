import fs from "node:fs";
import path from "node:path";
import { desc, eq, sql } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { db, transact } from "@/db/index";
import { attachments } from "@/db/schema/attachments";
import { drafts } from "@/db/schema/catalog";
import { incomingMail } from "@/db/schema/incoming";
import { blockedAddresses, outbox } from "@/db/schema/mail";
import { accountEvents, departments, users } from "@/db/schema/people";
import { messages, tickets } from "@/db/schema/tickets";
import { releaseMail } from "@/lib/incoming/mutations/release-mail";
import { countFloods } from "@/lib/incoming/queries";
import { findLink, viewLink } from "@/lib/links/queries";
import { compose } from "@/lib/mail/compose";
import { bareAddress } from "@/lib/mail/reply";
import { countUnread } from "@/lib/notices/queries";
import { formatNumber } from "@/lib/number";
import { disableAccount } from "@/lib/people/mutations/disable-account";
import { plainText } from "@/lib/richtext/document";
import type { RichDocument } from "@/lib/richtext/schema";
import { addFollowUp } from "@/lib/tickets/mutations/add-follow-up";
import { addNote } from "@/lib/tickets/mutations/add-note";
import { addReply } from "@/lib/tickets/mutations/add-reply";
import { mergeTicket } from "@/lib/tickets/mutations/merge-ticket";
import { proposeSolution } from "@/lib/tickets/mutations/propose-solution";
import { rateTicket } from "@/lib/tickets/mutations/rate-ticket";
import { refuseSolution } from "@/lib/tickets/mutations/refuse-solution";
import { revokeLinks } from "@/lib/tickets/mutations/revoke-links";
import { setPending } from "@/lib/tickets/mutations/set-pending";
import { splitTicket } from "@/lib/tickets/mutations/split-ticket";
import { takeTicket } from "@/lib/tickets/mutations/take-ticket";
import { getTicket } from "@/lib/tickets/queries";
import { corpus } from "../corpus/expected";
import { letPass } from "../support/clock";
import { emptyDatabase } from "../support/database";
import { waitForLock } from "../support/locks";
import { answerTo, bringIn, letterOf, openMailboxes, writeMail } from "../support/mail";
import { look, says, stories, words } from "../support/stories";
import { createPerson, createWorld, later, type World } from "../support/world";

let world: World;
let story: ReturnType<typeof stories>;

beforeEach(async () => {
  await emptyDatabase();
  world = await createWorld();
  story = stories(world);
  await openMailboxes(world);
});

const PNG = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAEklEQVR4nGP4z8CAFWEXHbQSACj/P8Fu7N9hAAAAAElFTkSuQmCC",
  "base64",
);
const results = (found: string) => `Authentication-Results: mx.orgao.example; ${found}\r\n`;
const textOf = (body: unknown) => plainText(body as RichDocument);
const quarantined = (reason: string) => ({ state: "quarantined", reason });
const ANA = "ana.souza@pessoa.example";

/** A ticket to which the team has answered, and the letter of it. */
async function answered() {
  const number = await story.assigned();
  await addFollowUp(world.marina, words(number, "Envie a nota fiscal."), later(1));
  return { number, letter: await letterOf(number, "follow_up") };
}

/** A ticket whose solution waits, the letter of it, and whether its link works. */
async function solved() {
  const number = await story.validating();
  const letter = await letterOf(number, "propose_solution");
  const token = tokenIn(letter);
  return { number, letter, token, works: async () => (await viewLink(token, later(1))) !== null };
}

const answers = async (number: number) =>
  (await look(number)).letters.filter(({ kind }) => kind === "mail_answer");

/** A ticket that was closed because nobody answered its solution. */
async function lapsed() {
  const number = await story.validating();
  await letPass(number, later(11));
  expect(await look(number)).toMatchObject({ status: "closed", closedBy: "lapse" });
  const closing = await letterOf(number, "validation_lapse");
  const thank = async (text: string, at: Date) =>
    expect(await bringIn(await answerTo(closing, text), at)).toMatchObject(quarantined("final"));
  return { number, closing, thank, answer: () => letterOf(number, "mail_answer") };
}

const tokenIn = ({ text }: { text: string }) => /acompanhar\/([\w-]{43})/.exec(text)?.[1] ?? "";

describe("an answer to a letter", () => {
  it("lands on its ticket as its requester's, without what it quotes, and the original stays with the team", async () => {
    const { number, letter } = await answered();
    const row = await bringIn(await answerTo(letter, "Segue a nota.\nObrigada!"), later(2));
    expect(row).toMatchObject({ state: "posted", reason: null, storageKey: null });
    const { messages, events } = await look(number);
    expect(messages.at(-1)).toMatchObject({ kind: "reply", side: "requester", authorId: world.ana.userId });
    expect(textOf(messages.at(-1)?.body)).toBe("Segue a nota.\nObrigada!");
    expect(events.at(-1)).toMatchObject({ verb: "reply", actorKind: "guest", facts: { incomingId: row.id } });
    const [original] = await db.select().from(attachments);
    const shown = async (actor: typeof world.ana) =>
      (await getTicket(actor, number, later(3)))?.entries.at(-1);
    const byMail = { byMail: true, files: [] };
    expect(await shown(world.ana)).toMatchObject({ ...byMail, cut: false, originalId: null });
    // What the letter said stands beneath the answer, and is not shown again.
    expect(await shown(world.marina)).toMatchObject({ ...byMail, cut: true, originalId: original?.id });
  });
  it("is by who has read what they were told, at the portal too; whoever speaks as another", async () => {
    const { number, letter } = await answered();
    expect(await countUnread(world.ana)).toBe(2);
    await bringIn(await answerTo(letter, "Segue a nota."), later(2));
    expect([await countUnread(world.ana), await countUnread(world.marina)]).toEqual([0, 1]);
    const team = await letterOf(number, "reply", world.marina.email ?? "");
    await bringIn(await answerTo(team, "Recebido, obrigada."), later(3));
    expect([await countUnread(world.ana), await countUnread(world.marina)]).toEqual([1, 0]);
  });
  it("is by who has read up to the letter that they answer, and where that is not known, up to their answer", async () => {
    const { number, letter } = await answered();
    const known = await countUnread(world.ana);
    await addFollowUp(world.marina, words(number, "Vimos o cadastro."), later(1, 5));
    expect(await countUnread(world.ana)).toBe(known + 1);
    await bringIn(await answerTo(letter, "Segue a nota."), later(2));
    expect(await countUnread(world.ana)).toBe(1);
    const unnamed = { inReplyTo: "<x@pessoa.example>", references: "<x@pessoa.example>" };
    await bringIn(await answerTo(letter, "E o recibo.", unnamed), later(3));
    expect(await countUnread(world.ana)).toBe(0);
  });
  it("is dated when it is there, however long it took to look into its files", async () => {
    const { number, letter } = await answered();
    const looks: Date[] = [];
    // A clock that goes on by a minute whenever somebody looks at it.
    const clock = () => {
      looks.push(new Date(later(2).getTime() + looks.length * 60_000));
      return looks.at(-1) as Date;
    };
    await bringIn(await answerTo(letter, "Segue."), clock);
    // It came, was decided on, its files were looked into, it was said.
    expect(looks).toHaveLength(4);
    const { events, messages } = await look(number);
    expect([events.at(-1)?.at, messages.at(-1)?.createdAt]).toEqual([looks[3], looks[3]]);
    const raw = await writeMail({ from: ANA, to: "financas@portal.example", subject: "Nova", text: "Oi" });
    await bringIn(raw, clock);
    expect(looks).toHaveLength(7);
    expect((await look(number + 1)).openedAt).toEqual(looks[6]);
  });
  it("brings its files and the pictures in its text, under the rules of the portal", async () => {
    const { number, letter } = await answered();
    const raw = await answerTo(letter, "", {
      text: "veja",
      html: '<div>Veja a <b>placa</b>:</div><img src="cid:foto1" alt="Placa"><div>É esta.</div>',
      attachments: [
        { filename: "placa.png", content: PNG, cid: "foto1" },
        { filename: "nota.pdf", content: Buffer.from("%PDF-1.4\n%%EOF\n") },
        { filename: "virus.exe", content: Buffer.from("MZ\x90\0") },
      ],
    });
    await bringIn(raw, later(2));
    const body = (await look(number)).messages.at(-1)?.body as RichDocument;
    expect(body.content.map(({ type }) => type)).toEqual(["paragraph", "image", "paragraph", "paragraph"]);
    expect(plainText(body)).toContain("[Um anexo não foi aceito: virus.exe]");
    const kept = await db.select().from(attachments).orderBy(attachments.id);
    expect(kept.map(({ name, inline, internal }) => ({ name, inline, internal }))).toEqual([
      { name: "placa.png", inline: true, internal: false },
      { name: "nota.pdf", inline: false, internal: false },
      { name: "E-mail original.eml", inline: false, internal: true },
    ]);
  });
  it("ends a wait for the requester and tells whoever attends, as an answer at the portal does", async () => {
    const number = await story.waiting();
    const letter = await letterOf(number, "set_pending");
    await bringIn(await answerTo(letter, "Aqui está."), later(1));
    const { status, letters } = await look(number);
    expect(status).toBe("assigned");
    expect(letters.at(-1)).toMatchObject({ kind: "reply", recipientId: world.marina.userId });
  });
  it("leaves alone what its writer was writing at the portal", async () => {
    const { number, letter } = await answered();
    const { id } = await look(number);
    const draft = { userId: world.ana.userId, place: `ticket:${id}:reply`, content: {}, revision: 1 };
    await db.insert(drafts).values({ ...draft, createdAt: later(1), updatedAt: later(1) });
    await bringIn(await answerTo(letter, "Por e-mail."), later(2));
    expect(await db.select().from(drafts)).toHaveLength(1);
  });
  it("is found by its token in what it answers, where a program lost the address", async () => {
    const { number, letter } = await answered();
    await bringIn(await answerTo(letter, "Achei.", { to: "portal@guiche.example" }), later(2));
    expect(textOf((await look(number)).messages.at(-1)?.body)).toBe("Achei.");
  });
  it("that names only the id under which its letter's provider sent it waits beside its ticket, and speaks not", async () => {
    const { number, letter } = await answered();
    await db
      .update(outbox)
      .set({ wireId: "0100-a.b@email.ses.example" })
      .where(eq(outbox.id, letter.letterId));
    const lost = (inReplyTo: string) =>
      writeMail({ from: ANA, to: "financas@portal.example", subject: "Re: IPVA", text: "Segue.", inReplyTo });
    const before = await look(number);
    const row = await bringIn(await lost("<0100-a.b@email.ses.example>"), later(2));
    expect(row).toMatchObject({ ...quarantined("no_reply_address"), ticketId: before.id });
    expect((await look(number)).messages).toEqual(before.messages);
    expect(await bringIn(await lost("<0100-a.c@email.ses.example>"), later(2))).toMatchObject({
      state: "posted",
    });
    expect((await look(number + 1)).channel).toBe("email");
  });
  it("that comes twice, by two ways, is said once", async () => {
    const { number, letter } = await answered();
    const raw = await answerTo(letter, "Uma vez.", { messageId: "<a@pessoa.example>" });
    await bringIn(raw, later(2));
    const again = Buffer.concat([Buffer.from("Received: from x by y\r\n"), raw]);
    expect(await bringIn(again, later(2, 1))).toMatchObject({ state: "dropped", reason: "duplicate" });
    expect((await look(number)).messages.filter(({ kind }) => kind === "reply")).toHaveLength(1);
  });
  it("to a ticket that is over is answered with the way on, once, and kept for the team", async () => {
    const number = await story.resolved(world.quick);
    const letter = await letterOf(number, "propose_solution");
    const row = await bringIn(await answerTo(letter, "Voltou o problema."), later(2));
    expect(row).toMatchObject({ state: "quarantined", reason: "final", departmentId: world.finance.id });
    const { letters, messages } = await look(number);
    expect(messages.some(({ kind }) => kind === "reply")).toBe(false);
    expect(letters.at(-1)).toMatchObject({
      ...{ kind: "mail_answer", toAddress: ANA },
      ...{ recipientId: world.ana.userId, recipientAs: "requester" },
    });
    expect(letters.at(-1)?.path).toBe(`/servicos/${world.quick.slug}?continua=${number}`);
    await bringIn(await answerTo(letter, "E de novo."), later(2, 1));
    expect((await look(number)).letters.filter(({ kind }) => kind === "mail_answer")).toHaveLength(1);
  });
  it("to a ticket that lapsed ends the invitation to rate, and is answered with another", async () => {
    const { number, closing, thank, answer } = await lapsed();
    const token = tokenIn(closing);
    expect(await viewLink(token, later(12))).toMatchObject({ purpose: "rate", open: true });
    await thank("Obrigada!", later(12));
    expect(await viewLink(token, later(12))).toBeNull();
    const { text } = await answer();
    expect(text).toMatch(
      /avaliar o atendimento, use o botão “Avaliar o atendimento”, até 11 de abril de 2026/,
    );
    expect(text).toMatch(/Avaliar o atendimento:\nhttp/);
    expect(text).toMatch(/Abrir um novo chamado:\nhttp/);
    expect(await viewLink(tokenIn({ text }), later(13))).toMatchObject({
      purpose: "rate",
      open: true,
      number,
    });
    // Once a day for one ticket, as ever.
    await thank("De novo.", later(12, 1));
    expect(await answers(number)).toHaveLength(1);
  });
  it.each<[string, (number: number) => Promise<unknown>, number]>([
    ["has been rated", (number) => rateTicket(world.ana, { number, stars: 4, comment: null }, later(11)), 12],
    ["is over for longer than one may rate", async () => undefined, 45],
  ])("to a ticket that %s is answered without an invitation", async (_, before, day) => {
    const { number, thank, answer } = await lapsed();
    await before(number);
    await thank("Obrigada!", later(day));
    const { text } = await answer();
    expect(text).not.toMatch(/avaliar|acompanhar/i);
    expect(text).toMatch(/Abrir um novo chamado:\nhttp/);
  });
  it("to a resolved ticket reopens nothing: a thank-you is a thank-you", async () => {
    const number = await story.resolved();
    const letter = await letterOf(number, "propose_solution");
    await bringIn(await answerTo(letter, "Muito obrigada!"), later(2));
    expect(await look(number)).toMatchObject({ status: "resolved", reopenCount: 0 });
  });
  it("to a merged ticket goes on where that one goes on", async () => {
    const { number, letter } = await answered();
    const { number: target } = await world.open(world.ana, later(1));
    await mergeTicket(world.marina, { number, into: target }, later(1, 2));
    await bringIn(await answerTo(letter, "Sobre os dois."), later(2));
    expect(textOf((await look(target)).messages.at(-1)?.body)).toBe("Sobre os dois.");
  });
});

describe("an answer while a solution waits", () => {
  const questions = async (number: number) =>
    (await look(number)).letters.filter(({ kind }) => kind === "mail_question");

  it("is answered with the question whether it helped, and with a link that works", async () => {
    const { number, letter, works } = await solved();
    const row = await bringIn(await answerTo(letter, "Sim, obrigada!"), later(1));
    expect(row).toMatchObject({ state: "posted" });
    expect(await works()).toBe(false);
    expect(await look(number)).toMatchObject({ status: "validating" });
    const [asked] = await questions(number);
    expect(asked).toMatchObject({ toAddress: ANA, recipientId: world.ana.userId, recipientAs: "requester" });
    expect(asked?.eventId).toBe((await look(number)).events.at(-1)?.id);
    const question = await letterOf(number, "mail_question");
    expect(question.headers["Auto-Submitted"]).toBe("auto-replied");
    expect(question.replyTo).toBe(letter.replyTo);
    // The answer began the count anew.
    expect(question.text).toContain("até 13 de março de 2026, às 10h (horário de");
    expect(question.text).toMatch(/Ela ainda não responde se o pedido se resolveu/);
    expect(question.text).toMatch(/Dizer se resolveu:\nhttp/);
    expect(question.text).toContain(`/chamados/${number}`);
    // Nothing of what the message said goes back.
    expect(question.text + question.subject).not.toContain("obrigada");
    expect(await viewLink(tokenIn(question), later(2))).toMatchObject({
      purpose: "answer",
      open: true,
      number,
    });
  });
  it("asks who only ever wrote, without a way into the portal", async () => {
    await bringIn(
      await writeMail({
        from: "José <jose@pessoa.example>",
        to: "financas@portal.example",
        subject: "IPVA",
        text: "Paguei duas vezes.",
      }),
      later(0),
    );
    await takeTicket(world.marina, { number: 1 }, later(0, 1));
    await proposeSolution(world.marina, words(1, "Devolvemos."), later(0, 2));
    await bringIn(await answerTo(await letterOf(1, "propose_solution"), "Deu certo."), later(1));
    const question = await letterOf(1, "mail_question");
    expect(question.to).toBe("jose@pessoa.example");
    expect(question.text).not.toContain("/chamados/");
    expect(await viewLink(tokenIn(question), later(2))).toMatchObject({ open: true, enters: false });
  });
  it("asks its requester, not who sent what the team let through", async () => {
    const { number, letter } = await solved();
    const from = "irma@pessoa.example";
    const row = await bringIn(await answerTo(letter, "Resolveu, diz ela.", { from }), later(1));
    expect(await questions(number)).toEqual([]);
    await releaseMail(world.marina, { id: row.id, number }, later(2));
    expect(await questions(number)).toMatchObject([{ toAddress: ANA, recipientId: world.ana.userId }]);
  });
  it("is asked again each time the answer ends the link, and three times a day at most", async () => {
    const { number, letter } = await solved();
    let last = letter;
    for (let n = 0; n < 5; n += 1) {
      await bringIn(await answerTo(last, `Resposta ${n}.`), later(1, n * 2));
      last = await letterOf(number, "mail_question");
    }
    expect(await questions(number)).toHaveLength(3);
    await bringIn(await answerTo(last, "No outro dia."), later(2, 12));
    expect(await questions(number)).toHaveLength(4);
  });
  it("is not asked by what a machine answers, by the team, or where none waits", async () => {
    const { number, letter } = await solved();
    await bringIn(
      await answerTo(letter, "De férias.", { headers: { "Auto-Submitted": "auto-replied" } }),
      later(1),
    );
    await addNote(world.gilda, words(number, "Veja o processo."), later(1, 1));
    await bringIn(await answerTo(await letterOf(number, "add_note"), "Já vi."), later(1, 2));
    expect((await look(number)).messages.at(-1)).toMatchObject({ kind: "internal_note", side: "staff" });
    const { number: other, letter: earlier } = await answered();
    await bringIn(await answerTo(earlier, "Segue."), later(2));
    expect([...(await questions(number)), ...(await questions(other))]).toEqual([]);
  });
});

describe("an answer of the team", () => {
  it("to what the requester said goes to the requester", async () => {
    const number = await story.assigned();
    await addReply(world.ana, words(number), later(1));
    const letter = await letterOf(number, "reply");
    expect(letter.text).toContain("Para responder ao requerente");
    await bringIn(await answerTo(letter, "Recebemos."), later(2));
    expect((await look(number)).messages.at(-1)).toMatchObject({
      kind: "follow_up",
      side: "staff",
      authorId: world.marina.userId,
    });
  });
  it("to an internal note stays internal", async () => {
    const number = await story.assigned();
    await addNote(world.gilda, words(number, "Veja o processo."), later(1));
    const letter = await letterOf(number, "add_note");
    await bringIn(await answerTo(letter, "Já vi."), later(2));
    expect((await look(number)).messages.at(-1)).toMatchObject({ kind: "internal_note", side: "staff" });
  });
  it("counts no more once the profile or the account has ended", async () => {
    const number = await story.assigned();
    await addReply(world.ana, words(number), later(1));
    const letter = await letterOf(number, "reply");
    await disableAccount(world.ada, { userId: world.marina.userId }, later(1, 1));
    expect(await bringIn(await answerTo(letter, "Ainda eu."), later(2))).toMatchObject({
      state: "quarantined",
      reason: "disabled",
    });
  });
});

describe("S10: forged messages, and whoever quotes a number", () => {
  const unchanged = async (number: number, work: () => Promise<unknown>) => {
    const before = await look(number);
    await work();
    const after = await look(number);
    expect(after.messages).toEqual(before.messages);
    expect(after.events).toEqual(before.events);
    expect(after.status).toBe(before.status);
  };

  it("nobody speaks as staff from a bare From", async () => {
    const { number } = await answered();
    await unchanged(number, async () => {
      const raw = await writeMail({
        from: "Marina Alves <marina.alves@pessoa.example>",
        to: "financas@portal.example",
        subject: `Re: [${String(number).padStart(8, "0")}] IPVA`,
        text: "Pode aprovar.",
      });
      expect(await bringIn(raw, later(2))).toMatchObject({
        ...quarantined("no_reply_address"),
        departmentId: world.finance.id,
      });
    });
  });
  it("a number, or the requester's own address, is no proof", async () => {
    const { number, letter } = await answered();
    await unchanged(number, async () => {
      const raw = await answerTo(letter, "Sou eu.", {
        to: "financas@portal.example",
        inReplyTo: undefined,
        references: `<ticket-${(await look(number)).id}@guiche.example>`,
      });
      expect(await bringIn(raw, later(2))).toMatchObject(quarantined("no_reply_address"));
    });
  });
  it("a link that an answer quotes ends with it: the original lies with the team", async () => {
    const { number, letter, token, works } = await solved();
    expect(await works()).toBe(true);
    await bringIn(await answerTo(letter, `Veja: http://localhost:3000/acompanhar/${token}`), later(1));
    expect(await works()).toBe(false);
    expect(textOf((await look(number)).messages.at(-1)?.body)).toBe(
      "Veja: http://localhost:3000/acompanhar/…",
    );
  });
  it("a link ends with a message that waits: who decides on it has the original", async () => {
    const { letter, works } = await solved();
    const raw = await answerTo(letter, "Sou a irmã dela.", { from: "irma@pessoa.example" });
    expect(await bringIn(raw, later(1))).toMatchObject(quarantined("other_sender"));
    expect(await works()).toBe(false);
  });
  it("a link ends with a message that opens a ticket", async () => {
    const { letter, works } = await solved();
    const raw = await writeMail({
      from: "irma@pessoa.example",
      to: "financas@portal.example",
      subject: "Pedido da minha irmã",
      text: letter.text,
    });
    expect(await bringIn(raw, later(1))).toMatchObject({ state: "posted" });
    expect(await works()).toBe(false);
  });
  it("a link ends with what a machine answers", async () => {
    const { letter, works } = await solved();
    const raw = await answerTo(letter, "Estou de férias.", { headers: { "Auto-Submitted": "auto-replied" } });
    expect(await bringIn(raw, later(1))).toMatchObject({ state: "posted" });
    expect(await works()).toBe(false);
  });
  it("a link ends with what is put away, and with a letter that comes back", async () => {
    const { letter, works } = await solved();
    const raw = await writeMail({
      from: "irma@pessoa.example",
      to: "transito@portal.example",
      subject: "Olhe isto",
      text: letter.text,
    });
    expect(await bringIn(raw, later(1))).toMatchObject({ state: "dropped", reason: "closed_door" });
    expect(await works()).toBe(false);
    const other = await solved();
    const head = "Return-Path: <>\r\nFrom: MAILER-DAEMON@mx.example\r\nTo: portal@guiche.example\r\n";
    const body = `Subject: Undelivered\r\n\r\n${other.letter.text}`;
    expect(await bringIn(Buffer.from(head + body), later(1))).toMatchObject({ reason: "bounce" });
    expect(await other.works()).toBe(false);
  });
  it("a link ends with a message that cannot be read", async () => {
    const { token, works } = await solved();
    const parts = Array.from({ length: 300 }, (_, n) => `Content-Type: multipart/mixed; boundary="b${n}"`);
    const nested = parts.map((head, n) => `${head}\r\n\r\n--b${n}\r\n`).join("");
    const raw = `From: ${ANA}\r\nSubject: x\r\n${nested}\r\nhttp://localhost:3000/acompan=\r\nhar/${token}`;
    expect(await bringIn(Buffer.from(raw), later(1))).toMatchObject(quarantined("unreadable"));
    expect(await works()).toBe(false);
  });
  it("a message of more links than a statement can name is decided on", async () => {
    const token = () => crypto.randomUUID().replaceAll("-", "").padEnd(43, "x");
    const attachments = Array.from({ length: 140 }, (_, at) => ({
      filename: `${at}.txt`,
      content: Array.from({ length: 500 }, () => `acompanhar/${token()}`).join("\n"),
    }));
    const raw = await writeMail({
      from: ANA,
      to: "financas@portal.example",
      subject: "Links",
      text: "x",
      attachments,
    });
    expect((await bringIn(raw, later(1))).state).not.toBe("received");
  });
  it("a link ends with a letter that is enclosed, and where a program wrote it within an address of its own", async () => {
    const { letter, works } = await solved();
    const wrapped = { from: "irma@pessoa.example", to: "financas@portal.example", subject: "[00000001]" };
    const enclosed = await writeMail({ ...wrapped, text: letter.text, textEncoding: "base64" });
    const attachments = [{ filename: "Solução.eml", content: enclosed, contentType: "message/rfc822" }];
    await bringIn(await writeMail({ ...wrapped, text: "Veja.", attachments }), later(1));
    expect(await works()).toBe(false);
    const other = await solved();
    const address = `https://safe.example/?url=http%3A%2F%2Flocalhost%3A3000%2Facompanhar%2F${other.token}&data=1`;
    await bringIn(await writeMail({ ...wrapped, html: `<a href="${address}">Veja</a>` }), later(1));
    expect(await other.works()).toBe(false);
  });
  it("a letter that went on to somebody else lets them not speak", async () => {
    const { number, letter } = await answered();
    await unchanged(number, async () => {
      const raw = await answerTo(letter, "Sou a irmã dela.", { from: "Ana Souza <irma@pessoa.example>" });
      expect(await bringIn(raw, later(2))).toMatchObject(quarantined("other_sender"));
    });
  });
  it("the requester's address of a letter to staff lets nobody speak as staff", async () => {
    const number = await story.assigned();
    await addReply(world.ana, words(number), later(1));
    const letter = await letterOf(number, "reply");
    await unchanged(number, async () =>
      expect(await bringIn(await answerTo(letter, "Oi", { from: ANA }), later(2))).toMatchObject(
        quarantined("other_sender"),
      ),
    );
  });
  it("what the receiving server found to be forged waits, even with the right address", async () => {
    const { number, letter } = await answered();
    await unchanged(number, async () => {
      const raw = await answerTo(letter, "Sou eu mesma.");
      for (const found of [
        "Authentication-Results: mx.orgao.example; dmarc=fail header.from=pessoa.example\r\n",
        'Authentication-Results: mx.orgao.example; spf=pass (domain of "a dmarc=pass b"@evil.example) smtp.mailfrom=x; dmarc=fail\r\n',
        "Authentication-Results: mx.orgao.example; spf=pass\r\nAuthentication-Results: mx.orgao.example; dmarc=fail\r\n",
      ]) {
        const row = await bringIn(Buffer.concat([Buffer.from(found), raw]), later(2));
        expect(row).toMatchObject(quarantined("forged"));
        await db.delete(incomingMail).where(eq(incomingMail.id, row.id));
      }
    });
  });
  it("an address that was revoked, or is too old, is none; the next letter has another", async () => {
    const { number, letter } = await answered();
    expect(await bringIn(await answerTo(letter, "Velho."), later(500))).toMatchObject(quarantined("expired"));
    await revokeLinks(world.ana, { number }, later(2));
    expect(await bringIn(await answerTo(letter, "Revogado."), later(2))).toMatchObject(
      quarantined("expired"),
    );
    await addFollowUp(world.marina, words(number, "De novo."), later(3));
    const next = await letterOf(number, "follow_up");
    expect(next.replyTo).not.toBe(letter.replyTo);
    expect(await bringIn(await answerTo(next, "Novo."), later(4))).toMatchObject({ state: "posted" });
  });
  it("a guessed or changed token is none", async () => {
    const { letter } = await answered();
    const guess = letter.replyTo?.replace(/\+.{4}/, "+aaaa") ?? "";
    const raw = await writeMail({ from: ANA, to: guess, subject: "Oi", text: "Oi" });
    expect(await bringIn(raw, later(2))).toMatchObject(quarantined("expired"));
  });
  it("two senders, or none, are nobody", async () => {
    const { letter } = await answered();
    const raw = (await answerTo(letter, "Oi")).toString().replace(/^From: .*$/m, `From: ${ANA}, x@y.example`);
    expect(await bringIn(Buffer.from(raw), later(2))).toMatchObject(quarantined("no_sender"));
  });
});

describe("a message to an address of the portal", () => {
  const write = (more: Parameters<typeof writeMail>[0] = {}) =>
    writeMail({
      from: "José da Silva <jose.silva@pessoa.example>",
      to: "Finanças <financas@portal.example>",
      subject: "IPVA pago em duplicidade",
      html: "<p>Boa tarde,</p><p>Paguei <b>duas vezes</b> o IPVA.</p><p>-- <br>José<br>(69) 99999-0000</p>",
      ...more,
    });

  it("opens a ticket there, of an account that is made for it, and a receipt goes back", async () => {
    const row = await bringIn(await write(), later(1));
    expect(row).toMatchObject({ state: "posted" });
    const [person] = await db.select().from(users).where(eq(users.email, "jose.silva@pessoa.example"));
    const name = "jose.silva@pessoa.example";
    expect(person).toMatchObject({ name, origin: "email", passwordHash: null });
    const ticket = await getTicket(world.marina, 1, later(2));
    expect(ticket).toMatchObject({
      title: "IPVA pago em duplicidade",
      channel: "email",
      status: "new",
      requester: { name },
    });
    const [request] = ticket?.entries ?? [];
    expect(request).toMatchObject({ kind: "request", author: name });
    expect(request?.kind === "request" && request.body && plainText(request.body)).toBe(
      "Boa tarde,\n\nPaguei duas vezes o IPVA.",
    );
    expect(await look(1)).toMatchObject({ promisedOn: "2026-03-09" });
    const receipt = await letterOf(1, "open");
    expect(receipt.headers["Auto-Submitted"]).toBe("auto-replied");
    expect(receipt.replyTo).toMatch(/^resposta\+[a-z2-7]{32}@/);
    // There is no way to enter yet, so no button pretends there were.
    expect(receipt.text).not.toContain("/chamados/");
    // Nobody has proved who wrote: neither their name nor their words go out to that address.
    expect(receipt.attachments).toEqual([]);
    expect(receipt.subject + receipt.text).not.toMatch(/José|duplicidade|duas vezes/);
    await bringIn(await answerTo(receipt, "Segue o comprovante."), later(2));
    expect(textOf((await look(1)).messages.at(-1)?.body)).toBe("Segue o comprovante.");
  });
  it("is its sender's who has an account already", async () => {
    await bringIn(await write({ from: ANA }), later(1));
    expect(await look(1)).toMatchObject({ requesterId: world.ana.userId, contactEmail: ANA });
  });
  it("is confirmed with its words and the receipt only where the server found that it is from there", async () => {
    const subject = "Seu CPF será bloqueado: http://golpe.example";
    const receiptOf = async (found: string) => {
      const raw = await write({ from: ANA, subject });
      await bringIn(Buffer.concat([Buffer.from(found), raw]), later(1));
      const [{ number } = { number: 0 }] = await db
        .select()
        .from(tickets)
        .orderBy(desc(tickets.number))
        .limit(1);
      await db.delete(incomingMail);
      return { number, ...(await letterOf(number, "open")) };
    };
    for (const found of [
      "",
      results("spf=pass smtp.mailfrom=golpe.example; dmarc=none header.from=pessoa.example"),
    ]) {
      const bare = await receiptOf(found);
      expect(bare).toMatchObject({ to: ANA, attachments: [] });
      expect(bare.subject).toBe(`[${formatNumber(bare.number)}] recebemos o seu chamado`);
      expect(bare.subject + bare.text + bare.html).not.toMatch(/CPF|golpe|Ana|\/chamados\//);
    }
    const proved = await receiptOf(results("spf=pass; dmarc=pass header.from=pessoa.example"));
    expect(proved.subject).toContain(subject);
    expect(proved.text).toContain(`/chamados/${proved.number}`);
    expect(proved.attachments).toHaveLength(1);
    // Who never entered has nothing to enter with, whatever their server says.
    const raw = await write();
    await bringIn(
      Buffer.concat([Buffer.from(results("dmarc=pass header.from=pessoa.example")), raw]),
      later(1),
    );
    expect((await letterOf(proved.number + 1, "open")).subject).not.toContain("duplicidade");
  });
  it("where none is opened by mail is answered with the way in, and none of its text goes back", async () => {
    const messageService = "https://conversa.orgao.example";
    await db.update(departments).set({ messageService }).where(eq(departments.id, world.traffic.id));
    const row = await bringIn(await write({ to: "transito@portal.example" }), later(1));
    expect(row).toMatchObject({ state: "dropped", reason: "closed_door" });
    const [letter] = await db.select().from(outbox);
    expect(letter).toMatchObject({ kind: "mail_answer", toAddress: "jose.silva@pessoa.example" });
    expect(letter).toMatchObject({ recipientId: null, recipientAs: null });
    expect(letter?.body).toContain("não abre chamados por e-mail");
    expect(letter?.body).toContain(`Departamento de Trânsito: conversa por mensagem em ${messageService}`);
    expect(`${letter?.subject} ${letter?.body}`).not.toMatch(/duas vezes|duplicidade|José/);
  });
  it("is answered as before where it answers that answer, which nobody's address is in", async () => {
    await bringIn(await write({ to: "transito@portal.example" }), later(1));
    const [letter] = await db.select().from(outbox);
    if (!letter) throw new Error("no letter");
    const again = await answerTo(await compose(letter), "Mas é urgente.", { to: "transito@portal.example" });
    expect(await bringIn(again, later(2))).toMatchObject({ state: "dropped", reason: "closed_door" });
  });
  it("is answered to a stranger as to somebody with an account, and to that address alone (S12)", async () => {
    const answers = [];
    for (const from of ["Quem <quem@pessoa.example>", ANA]) {
      await bringIn(await write({ from, to: "transito@portal.example" }), later(1));
      const [letter] = await db.select().from(outbox).orderBy(desc(outbox.id)).limit(1);
      expect(letter?.toAddress).toBe(bareAddress(from));
      const {
        subject,
        html,
        text,
        replyTo,
        attachments: files,
        headers,
      } = await compose(letter as typeof outbox.$inferSelect);
      answers.push({ subject, html, text, replyTo, files, names: Object.keys(headers) });
    }
    expect(answers[0]).toEqual(answers[1]);
    expect(await db.select().from(outbox)).toHaveLength(2);
  });
  it("that names a ticket waits unanswered, whether there is such a ticket or not (S12)", async () => {
    const number = await story.assigned();
    // A number that was drawn and never became a ticket.
    await db.execute(sql`select nextval('ticket_number')`);
    await story.assigned();
    const letters = await db.$count(outbox);
    for (const named of [number, number + 1]) {
      const subject = `Sobre [${formatNumber(named)}]`;
      expect(await bringIn(await write({ subject }), later(1))).toMatchObject(
        quarantined("no_reply_address"),
      );
    }
    expect(await db.$count(outbox)).toBe(letters);
  });
  it("with a number of something else in its subject opens a ticket all the same", async () => {
    await story.assigned();
    const row = await bringIn(await write({ subject: "Protocolo [20261122] do banco" }), later(1));
    expect(row).toMatchObject({ state: "posted" });
  });
  it("that nobody knows waits for the administration", async () => {
    const row = await bringIn(await write({ to: "ninguem@portal.example" }), later(1));
    expect(row).toMatchObject({ state: "quarantined", reason: "unknown_address", departmentId: null });
  });
  it("of an address that several accounts have waits for the team", async () => {
    await db.update(users).set({ email: ANA }).where(eq(users.id, world.bruno.userId));
    expect(await bringIn(await write({ from: ANA }), later(1))).toMatchObject({ reason: "several_accounts" });
  });
  it("of somebody who wrote first and entered later is theirs who can enter", async () => {
    await bringIn(await write(), later(1));
    await db
      .update(users)
      .set({ email: "jose.silva@pessoa.example" })
      .where(eq(users.id, world.bruno.userId));
    await bringIn(await write({ subject: "De novo" }), later(1));
    expect((await look(2)).requesterId).toBe(world.bruno.userId);
  });
  it("two at once from somebody new make one account", async () => {
    await Promise.all([1, 2].map(async (n) => bringIn(await write({ subject: `Pedido ${n}` }), later(1))));
    expect(await db.select().from(users).where(eq(users.origin, "email"))).toHaveLength(1);
    expect((await look(1)).requesterId).toBe((await look(2)).requesterId);
  });
});

describe("a ticket that a message opened of which nobody knows from whom it is", () => {
  const STRANGER = /CPF|golpe|Premiada/;

  async function forged(more: Parameters<typeof writeMail>[0] = {}, found = "") {
    const raw = await writeMail({
      from: "Conta Premiada <jose@pessoa.example>",
      to: "financas@portal.example",
      subject: "Seu CPF será bloqueado: http://golpe.example",
      text: "Entre em http://golpe.example",
      ...more,
    });
    expect(await bringIn(Buffer.concat([Buffer.from(found), raw]), later(0))).toMatchObject({
      state: "posted",
    });
    await takeTicket(world.marina, { number: 1 }, later(0, 1));
  }
  const asks = async (at: Date) => {
    await addFollowUp(world.marina, words(1, "Qual é a placa?"), at);
    return letterOf(1, "follow_up");
  };
  const told = ({ subject, text, html }: { subject: string; text: string; html: string }) =>
    subject + text + html;

  it("tells its address of what the team does without a word of that message", async () => {
    await forged();
    await asks(later(0, 2));
    await setPending(world.marina, { number: 1, type: "requester", reason: "Falta a placa" }, later(0, 3));
    await letPass(1, later(6));
    const { letters } = await look(1);
    expect(new Set(letters.map(({ kind }) => kind))).toEqual(
      new Set(["open", "take", "follow_up", "set_pending", "remind"]),
    );
    for (const letter of letters) expect(told(await compose(letter))).not.toMatch(STRANGER);
    const { subject, text } = await letterOf(1, "follow_up");
    expect(subject).toBe("[00000001] nova resposta");
    expect(text).toMatch(/Olá\.\n.*Qual é a placa\?.*Chamado 00000001\n/s);
  });
  it("says it to the team", async () => {
    await forged();
    await addNote(world.gilda, words(1, "Cuidado."), later(0, 2));
    expect((await letterOf(1, "add_note")).subject).toMatch(STRANGER);
  });
  it("is its requester's once they answer a letter of it", async () => {
    await forged();
    const letter = await asks(later(0, 2));
    await bringIn(await answerTo(letter, "ABC1D23."), later(0, 3));
    const next = await asks(later(0, 4));
    expect(next.subject).toMatch(STRANGER);
    // Who once put something into From has named nobody.
    expect(next.text).toContain("Olá, jose@pessoa.example.");
  });
  it("is not by what somebody else answers, nor by what the team lets through, nor by a machine", async () => {
    await forged();
    const letter = await asks(later(0, 2));
    const row = await bringIn(await answerTo(letter, "Sou eu.", { from: "outra@pessoa.example" }), later(1));
    expect(row).toMatchObject(quarantined("other_sender"));
    await releaseMail(world.marina, { id: row.id, number: 1 }, later(1, 1));
    const away = { headers: { "Auto-Submitted": "auto-replied" } };
    await bringIn(await answerTo(letter, "De férias.", away), later(1, 2));
    expect(told(await asks(later(2)))).not.toMatch(STRANGER);
    await proposeSolution(world.marina, words(1, "Feito."), later(2, 1));
    const thanks = await bringIn(
      await answerTo(await letterOf(1, "propose_solution"), "Obrigada.", { from: "outra@pessoa.example" }),
      later(3),
    );
    await releaseMail(world.marina, { id: thanks.id, number: 1 }, later(3, 1));
    expect(told(await letterOf(1, "mail_question"))).not.toMatch(STRANGER);
  });
  it("is once they act at the portal, or by a letter's link", async () => {
    await forged({ from: `Conta Premiada <${ANA}>` });
    expect(told(await asks(later(0, 2)))).not.toMatch(/CPF|golpe|Ana/);
    await addReply(world.ana, words(1), later(0, 3));
    expect((await asks(later(0, 4))).subject).toMatch(/CPF/);
    await db.update(tickets).set({ proved: false });
    await proposeSolution(world.marina, words(1, "Feito."), later(0, 5));
    const letter = await letterOf(1, "propose_solution");
    expect(told(letter)).not.toMatch(/CPF|golpe|Ana/);
    const link = await findLink(tokenIn(letter), later(0, 6));
    if (!link) throw new Error("no link");
    const { actor, subjectId } = link;
    await refuseSolution(actor, { ...words(1, "Não."), solutionId: subjectId }, later(0, 6));
    expect((await asks(later(0, 7))).subject).toMatch(/CPF/);
  });
  it("keeps its silence in what is split off it", async () => {
    await forged();
    await splitTicket(
      world.marina,
      { number: 1, title: "Outra parte", body: says("Segue lá.") },
      later(0, 2),
    );
    const receipt = await letterOf(2, "open");
    expect(told(receipt)).not.toMatch(/Premiada|Outra parte/);
    await addFollowUp(world.marina, words(2, "Qual é a placa?"), later(0, 3));
    expect(told(await letterOf(2, "follow_up"))).not.toMatch(/Premiada|Outra parte/);
  });
  it("is none where the server found that it is from there", async () => {
    await forged({}, results("dkim=pass header.d=pessoa.example"));
    expect((await asks(later(0, 2))).subject).toMatch(STRANGER);
  });
});

describe("the name of who only ever writes", () => {
  const FORGED = "Conta bloqueada, regularize em http://golpe.example";
  const PROVED = results("dkim=pass header.d=pessoa.example");
  let written = 0;
  const write = async (name: string, found = PROVED, from = "jose@pessoa.example") => {
    written += 1;
    const raw = await writeMail({
      from: { name, address: from },
      to: "financas@portal.example",
      subject: `Pedido ${written}`,
      text: `Texto ${written}`,
    });
    expect(await bringIn(Buffer.concat([Buffer.from(found), raw]), later(1))).toMatchObject({
      state: "posted",
    });
  };
  const account = async (email = "jose@pessoa.example") => {
    const [found] = await db.select().from(users).where(eq(users.email, email));
    const events = await db
      .select()
      .from(accountEvents)
      .where(eq(accountEvents.userId, found?.id ?? ""));
    return { name: found?.name, events: events.map(({ verb }) => verb) };
  };

  it("is not what a stranger wrote first, but what a proved message says", async () => {
    await write(FORGED, "");
    expect(await account()).toEqual({ name: "jose@pessoa.example", events: ["meet"] });
    await write("José da Silva");
    expect(await account()).toEqual({ name: "José da Silva", events: ["meet", "rename"] });
    expect((await getTicket(world.marina, 2, later(2)))?.requester.name).toBe("José da Silva");
    await takeTicket(world.marina, { number: 2 }, later(1, 1));
    await addFollowUp(world.marina, words(2, "Qual é a placa?"), later(1, 2));
    await proposeSolution(world.marina, words(2, "Feito."), later(1, 3));
    const { letters } = await look(2);
    expect(letters.length).toBeGreaterThan(3);
    for (const letter of letters) {
      const { subject, text, html } = await compose(letter);
      expect(subject + text + html).not.toMatch(/bloqueada|golpe/);
    }
    expect((await letterOf(2, "follow_up")).text).toContain("Olá, José da Silva.");
    // Nobody names them anew without proof, and nothing is written where nothing is new.
    await write(FORGED, "");
    await write("José da Silva");
    await write("");
    expect(await account()).toEqual({ name: "José da Silva", events: ["meet", "rename"] });
  });
  it("is the one that they gave last", async () => {
    await write(FORGED);
    expect(await account()).toMatchObject({ name: FORGED });
    await write("José da Silva");
    expect(await account()).toMatchObject({ name: "José da Silva" });
  });
  it("is one line of no more than a name takes", async () => {
    await write(`José\u202e ${"🦜".repeat(130)}`);
    const { name } = await account();
    expect(name).toBe(`José ${"🦜".repeat(115)}`);
  });
  it("of somebody with another account stays what it is", async () => {
    await write("Ana de Outro Nome", results("dkim=pass header.d=pessoa.example"), ANA);
    expect(await account(ANA)).toEqual({ name: "Ana Souza", events: [] });
  });
});

describe("words that only look like a quotation, or a machine's", () => {
  const kept = async (text: string, subject = "Pedido") => {
    const row = await bringIn(
      await writeMail({ from: "j@pessoa.example", to: "financas@portal.example", subject, text }),
      later(1),
    );
    expect(row.state).toBe("posted");
    const [{ id } = { id: "" }] = await db.select({ id: tickets.id }).from(tickets);
    const [said] = await db.select().from(messages).where(eq(messages.ticketId, id));
    return textOf(said?.body);
  };
  it.each([
    "Solicito a transferência:\nDe: João da Silva\nPara: Maria\nData: 10/11\nPlaca ABC1234\nO prazo vence amanhã.",
    "Prezados,\nEm março de 2024 o atendente Carlos me escreveu:\n“aprovado.”\nAté hoje nada foi pago.",
    "Bom dia.\nEsta mensagem é para pedir acesso exclusivo à minha vaga.\nProcesso 123.",
    "Enviado pelo correio em 10/11, código BR123.",
  ])("is kept whole: %s", async (text) => {
    expect(await kept(text)).toBe(text);
  });
  it("a subject alone makes nobody a machine: it waits for somebody to look", async () => {
    for (const subject of ["Férias - solicitação de adiantamento", "Ausência temporária de internet"]) {
      const raw = await writeMail({
        from: "j@pessoa.example",
        to: "financas@portal.example",
        subject,
        text: subject,
      });
      expect(await bringIn(raw, later(1))).toMatchObject({ state: "quarantined", reason: "automatic" });
    }
  });
});

describe("more than anybody can look at", () => {
  /** Messages that wait already. */
  const waiting = (count: number, more: Partial<typeof incomingMail.$inferInsert>) =>
    db.insert(incomingMail).values(
      Array.from({ length: count }, (_, at) => ({
        source: "imap" as const,
        sourceId: `waits-${at}`,
        state: "quarantined" as const,
        reason: "no_reply_address" as const,
        recipients: [],
        receivedAt: later(0),
        nextAttemptAt: later(0),
        ...more,
      })),
    );
  const naming = (from: string, more: Parameters<typeof writeMail>[0] = {}) =>
    writeMail({
      from,
      to: "financas@portal.example",
      subject: "Sobre [00000001]",
      text: `Oi de ${from}`,
      ...more,
    });
  const flood = { state: "dropped", reason: "flood" };

  it("of one sender is put away; others wait, and answers to letters wait or go on as ever", async () => {
    const { letter } = await answered();
    await waiting(50, { fromAddress: "insiste@pessoa.example", departmentId: world.finance.id });
    expect(await bringIn(await naming("insiste@pessoa.example"), later(1))).toMatchObject(flood);
    expect(await bringIn(await naming("outra@pessoa.example"), later(1))).toMatchObject(
      quarantined("no_reply_address"),
    );
    expect(await countFloods(world.marina)).toBe(1);
    expect(await countFloods(world.otto)).toBe(0);
    const forwarded = await answerTo(letter, "Respondo por ela.", { from: "insiste@pessoa.example" });
    expect(await bringIn(forwarded, later(2))).toMatchObject(quarantined("other_sender"));
    await db.update(incomingMail).set({ fromAddress: ANA });
    expect(await bringIn(await answerTo(letter, "Segue a nota."), later(2))).toMatchObject({
      state: "posted",
    });
  });
  it("with somebody's forged address fills nobody's place", async () => {
    await answered();
    await waiting(50, { fromAddress: ANA, departmentId: world.finance.id, reason: "forged" });
    expect(await bringIn(await naming(ANA), later(1))).toMatchObject(quarantined("no_reply_address"));
  });
  it("of machines is put away, and takes no room from people", async () => {
    await answered();
    await waiting(1_000, { departmentId: world.finance.id, reason: "automatic" });
    const list = { headers: { "List-Id": "<boletim.example>" }, subject: "Boletim" };
    expect(await bringIn(await naming("boletim@jornal.example", list), later(1))).toMatchObject(flood);
    expect(await bringIn(await naming("nova@pessoa.example"), later(1))).toMatchObject(
      quarantined("no_reply_address"),
    );
  });
  it("for one department is put away; another's waits", async () => {
    await answered();
    await waiting(1_000, { departmentId: world.finance.id });
    expect(await bringIn(await naming("nova@pessoa.example"), later(1))).toMatchObject({ reason: "flood" });
    const raw = await writeMail({
      from: "nova@pessoa.example",
      to: "ninguem@portal.example",
      subject: "Oi",
      text: "Oi",
    });
    expect(await bringIn(raw, later(1))).toMatchObject(quarantined("unknown_address"));
  });
});

describe("S15: machines that answer machines", () => {
  const away = { "Auto-Submitted": "auto-replied", Precedence: "bulk" };

  it("an automatic answer is a note for the team: nothing moves, nobody is told, no count stops", async () => {
    const number = await story.waiting();
    const letter = await letterOf(number, "set_pending");
    const before = await look(number);
    await bringIn(await answerTo(letter, "Estou de férias até dia 20.", { headers: away }), later(1));
    const after = await look(number);
    expect(after).toMatchObject({ status: "pending", due: before.due, letters: before.letters });
    expect(after.events.at(-1)).toMatchObject({ verb: "auto_reply", internal: true, actorKind: "system" });
    expect(textOf(after.messages.at(-1)?.body)).toBe("Estou de férias até dia 20.");
  });
  it("opens no ticket and gets no answer", async () => {
    const mail = {
      from: "x@y.example",
      to: "financas@portal.example",
      subject: "Resposta automática: IPVA",
      text: "Volto dia 5.",
    };
    expect(await bringIn(await writeMail({ ...mail, headers: away }), later(1))).toMatchObject({
      state: "dropped",
      reason: "auto_reply",
    });
    for (const headers of [
      { Precedence: "bulk" },
      { "List-Id": "<l.y.example>" },
      { "Auto-Submitted": "auto-generated" },
    ]) {
      const raw = await writeMail({ ...mail, subject: "Boletim", headers });
      expect(await bringIn(raw, later(1))).toMatchObject({ state: "quarantined", reason: "automatic" });
    }
    expect(await db.select().from(outbox)).toEqual([]);
  });
  it("the portal's own letters, come back, are put away", async () => {
    const raw = await writeMail({
      from: "portal@guiche.example",
      to: "financas@portal.example",
      subject: "Oi",
      text: "Oi",
    });
    expect(await bringIn(raw, later(1))).toMatchObject({ state: "dropped", reason: "own" });
    const other = await writeMail({
      from: "transito@portal.example",
      to: "financas@portal.example",
      subject: "Oi",
      text: "Oi",
    });
    expect(await bringIn(other, later(1))).toMatchObject({ state: "quarantined", reason: "automatic" });
  });
  it("a machine that does not say it is one gets few answers, and opens few tickets", async () => {
    for (let n = 0; n < 12; n += 1) {
      const raw = await writeMail({
        from: "robo@y.example",
        to: "financas@portal.example",
        subject: `Aviso ${n}`,
        text: `Texto ${n}`,
      });
      await bringIn(raw, later(1));
    }
    const rows = await db.select().from(incomingMail);
    expect(rows.filter(({ state }) => state === "posted")).toHaveLength(5);
    expect(rows.filter(({ reason }) => reason === "too_many")).toHaveLength(7);
    expect(await db.select().from(outbox)).toHaveLength(5);
  });
  it("two machines that answer each other on a ticket soon stop", async () => {
    const { number, letter } = await answered();
    for (let n = 0; n < 40; n += 1) await bringIn(await answerTo(letter, `Recebido ${n}.`), later(2));
    expect((await look(number)).messages.filter(({ kind }) => kind === "reply")).toHaveLength(30);
  });
});

describe("a report that a letter did not arrive", () => {
  const report = (letter: { messageId: string }, address: string, status: string, action = "failed") =>
    Buffer.from(
      [
        "Return-Path: <>",
        "From: MAILER-DAEMON@mx.example",
        "To: portal@guiche.example",
        "Subject: Undelivered Mail Returned to Sender",
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
        "",
        "--b",
        "Content-Type: text/plain",
        "",
        "It did not arrive.",
        "--b",
        "Content-Type: message/delivery-status",
        "",
        "Reporting-MTA: dns; mx.example",
        "",
        `Final-Recipient: rfc822; ${address}`,
        `Action: ${action}`,
        `Status: ${status}`,
        "",
        "--b",
        "Content-Type: message/rfc822",
        "",
        `Message-ID: <${letter.messageId}>`,
        "Subject: x",
        "",
        "--b--",
        "",
      ].join("\r\n"),
    );

  /** A letter that went out. */
  async function delivered() {
    const { number, letter } = await answered();
    await db.update(outbox).set({ state: "sent", deliveredAt: later(1) });
    return { number, letter };
  }

  it("marks nothing of a letter that is on its way again", async () => {
    const { number, letter } = await delivered();
    let reported: Promise<unknown> | undefined;
    await transact(async (tx) => {
      const again = { state: "waiting" as const, deliveredAt: null, providerId: null };
      await tx.update(outbox).set(again).where(eq(outbox.id, letter.letterId));
      reported = bringIn(report(letter, ANA, "5.1.1"), later(2));
      await waitForLock();
    });
    expect(await reported).toMatchObject({ state: "dropped", reason: "bounce", letterId: null });
    expect((await look(number)).letters.find(({ id }) => id === letter.letterId)).toMatchObject({
      ...{ state: "waiting", fate: null, fateAt: null, failure: null },
    });
    expect(await bringIn(report(letter, ANA, "5.1.2"), later(2, 1))).toMatchObject({ letterId: null });
  });
  it("marks the letter; mail to an address that does not exist ends with the second one", async () => {
    const { number, letter } = await delivered();
    expect(await bringIn(report(letter, ANA, "5.1.1"), later(2))).toMatchObject({
      state: "dropped",
      reason: "bounce",
      letterId: letter.letterId,
    });
    expect((await look(number)).letters.find(({ id }) => id === letter.letterId)).toMatchObject({
      fate: "bounced",
    });
    expect(await db.select().from(blockedAddresses)).toEqual([]);
    const receipt = await letterOf(number, "open");
    await bringIn(report(receipt, ANA, "5.1.1"), later(2, 1));
    expect(await db.select().from(blockedAddresses)).toMatchObject([{ address: ANA, reason: "bounced" }]);
  });
  it("that only waits, or finds a full mailbox, blocks nothing", async () => {
    const { letter } = await delivered();
    await bringIn(report(letter, ANA, "4.4.1", "delayed"), later(2));
    await bringIn(report(letter, ANA, "5.2.2"), later(2, 1));
    expect(await db.select().from(blockedAddresses)).toEqual([]);
  });
  it("of a letter that nobody answers marks it as well, and another of those who administer is written to", async () => {
    const former = [
      world.ada,
      await createPerson("Ilda Mota", { admin: true }),
      await createPerson("Jair Pena", { admin: true }),
    ].map(({ email }) => email ?? "");
    const present = await createPerson("Lia Prado", { admin: true });
    const number = await story.waiting();
    const other = await story.waiting();
    for (const { userId } of [world.ana, world.marina, world.gilda])
      await db
        .update(users)
        .set({ disabledAt: later(0, 3) })
        .where(eq(users.id, userId));
    await letPass(number, later(2, 3));
    await letPass(other, later(2, 3));
    await db.update(outbox).set({ state: "sent", deliveredAt: later(2, 3) });
    for (const address of former) {
      const [letter, second] = [
        await letterOf(number, "remind", address),
        await letterOf(other, "remind", address),
      ];
      // What everybody sees of it is not enough.
      for (const made of [
        letter.messageId.replace(/\.[0-9a-f]{4}/, ".0000"),
        letter.messageId.replace(/\.[0-9a-f]{40}@/, "@"),
        letter.messageId.replace(letter.letterId, second.letterId),
      ])
        expect(await bringIn(report({ messageId: made }, address, "5.1.1"), later(2, 4))).toMatchObject({
          ...{ state: "dropped", reason: "bounce", letterId: null },
        });
      expect(await bringIn(report(letter, address, "5.1.1"), later(2, 5))).toMatchObject({
        letterId: letter.letterId,
      });
      await bringIn(report(second, address, "5.1.1"), later(2, 6));
    }
    const blocked = await db.select().from(blockedAddresses);
    expect(blocked.map(({ address }) => address).toSorted()).toEqual(former.toSorted());
    await letPass(number, later(6, 3));
    const { letters } = await look(number);
    const to = letters.filter(({ kind }) => kind === "remind").map(({ toAddress }) => toAddress);
    expect(to.toSorted()).toEqual([...former, present.email].toSorted());
  });
  it("that is made up, comes from somewhere or much too late marks nothing and blocks nobody", async () => {
    const { number, letter } = await delivered();
    const signed = report(letter, ANA, "5.1.1").toString().replace("<>", "<x@evil.example>");
    await bringIn(Buffer.from(signed), later(2));
    await bringIn(report(letter, ANA, "5.1.1"), later(30));
    expect((await look(number)).letters.some(({ fate }) => fate !== null)).toBe(false);
    await bringIn(report(letter, "bruno.lima@pessoa.example", "5.1.1"), later(2));
    const guessed = { messageId: letter.messageId.replace(/^.{4}/, "aaaa") };
    expect(await bringIn(report(guessed, ANA, "5.1.1"), later(2, 1))).toMatchObject({ letterId: null });
    expect(await db.select().from(blockedAddresses)).toEqual([]);
  });
});

describe("what costs more than it should", () => {
  const within = async (milliseconds: number, work: () => Promise<unknown>) => {
    const began = performance.now();
    await work();
    return performance.now() - began < milliseconds;
  };
  const mail = (body: string, head = "") =>
    Buffer.from(`From: x@y.example\r\nTo: financas@portal.example\r\nSubject: Re: x\r\n${head}\r\n${body}`);
  const html = "Content-Type: text/html; charset=utf-8\r\n";

  it.each([
    ["at signs without end", mail(`Hi. This is the\n<${"@".repeat(2_000_000)}`, "Return-Path: <>\r\n")],
    ["rulers", mail("---\n".repeat(200_000))],
    ["introductions", mail("Em 2020 aaaaaa escreveu:\n>\n".repeat(60_000))],
    ["introductions that never end", mail(`<div class="gmail_attr">&lt;${"@a".repeat(450_000)}</div>`, html)],
    ["elements within elements", mail("<b>".repeat(600_000), html)],
    ["boxes within boxes", mail("<div>".repeat(400_000), html)],
    ["pictures that never come", mail('<img src="data:image/png;base64,'.repeat(60_000), html)],
    ["paragraphs in items that never end", mail("<li><p>".repeat(142_000), html)],
    ["elements whose ends are others'", mail("<b></i>".repeat(142_000), html)],
    ["lists within lists", mail(`${"<ul><li>a".repeat(490)}${"b".repeat(900_000)}`, html)],
    ["pictures that never begin", mail("<img".repeat(4_900_000), html)],
  ])(
    "%s: decided within moments",
    async (_, raw) => {
      // Many times what it takes, and less than it takes where time grows with the square.
      expect(await within(8_000, () => bringIn(raw, later(1)))).toBe(true);
    },
    60_000,
  );
  it("a text of thirty megabytes: decided once its four million lines were looked at", async () => {
    const raw = mail("çãõ é\n".repeat(4_000_000));
    expect(await within(20_000, () => bringIn(raw, later(1)))).toBe(true);
  }, 60_000);
});

describe("every message of the corpus", () => {
  it("is decided on: what proves nothing is said on no ticket, and nothing is left lying", async () => {
    const number = await story.assigned();
    const seen = new Map<string, Set<string>>();
    for (const { file, nature } of corpus) {
      const raw = fs.readFileSync(path.join(import.meta.dirname, "../corpus", file));
      const row = await bringIn(raw, later(1));
      seen.set(nature, (seen.get(nature) ?? new Set()).add(`${row.state} ${row.reason}`));
    }
    expect([...(seen.get("bounce") ?? [])]).toEqual(["dropped bounce"]);
    expect([...(seen.get("auto_reply") ?? [])]).toEqual(["dropped auto_reply"]);
    expect([...(seen.get("receipt") ?? [])]).toEqual(["dropped auto_reply"]);
    for (const nature of ["person", "automatic"])
      for (const outcome of seen.get(nature) ?? []) expect(outcome).toMatch(/^quarantined /);
    expect(await db.$count(tickets)).toBe(1);
    expect((await look(number)).messages).toHaveLength(1);
    expect(await db.$count(outbox, eq(outbox.kind, "mail_answer"))).toBe(0);
  }, 60_000);
});

describe("what cannot be kept as it stands", () => {
  it("decides nothing of a message: an id with a NUL in it is none", async () => {
    const head = `From: ${ANA}\r\nTo: ninguem@portal.example\r\nSubject: x\r\n`;
    const raw = Buffer.from(`${head}References: <a\0b@c> <d\u0001@e>\r\n\r\nOi`);
    expect(await bringIn(raw, later(1))).toMatchObject(quarantined("unknown_address"));
  });
  it("neither a name, a subject, a file nor a link of one", async () => {
    const raw = await writeMail({
      from: ANA,
      to: "financas@portal.example",
      subject: "IPVA",
      html: '<p>Oi\0 <a href="https://a.example/\0b">aqui\u0001</a>&#0;</p>',
      text: "Oi\0",
      attachments: [{ filename: "nota.pdf", content: Buffer.from("%PDF-1.4\n%%EOF\n") }],
    });
    const spoilt = Buffer.from(
      raw.toString("latin1").replace("Subject: IPVA", "Subject: IP\0VA").replaceAll("nota.pdf", "no\0ta.pdf"),
      "latin1",
    );
    expect(await bringIn(spoilt, later(1))).toMatchObject({ state: "posted" });
    expect(await db.select({ name: attachments.name }).from(attachments)).toHaveLength(2);
  });
});

describe("what cannot be read", () => {
  it("waits for somebody instead of being lost", async () => {
    const nested = Array.from(
      { length: 300 },
      (_, n) => `Content-Type: multipart/mixed; boundary="b${n}"\r\n\r\n--b${n}\r\n`,
    ).join("");
    const row = await bringIn(
      Buffer.from(`From: ${ANA}\r\nTo: financas@portal.example\r\nSubject: x\r\n${nested}`),
      later(1),
    );
    expect(row).toMatchObject({ state: "quarantined", reason: "unreadable" });
    expect(row.storageKey).not.toBeNull();
  });
  it("an empty answer waits too", async () => {
    const { letter } = await answered();
    expect(await bringIn(await answerTo(letter, ""), later(2))).toMatchObject({ reason: "empty" });
  });
});
