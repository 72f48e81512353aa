import { eq } from "drizzle-orm";
import { v7 } from "uuid";
import { beforeAll, describe, expect, it } from "vitest";
import { db } from "@/db/index";
import { attachments } from "@/db/schema/attachments";
import { blockedAddresses } from "@/db/schema/mail";
import { users } from "@/db/schema/people";
import { messages, observers, readMarks } from "@/db/schema/tickets";
import type { Actor, UserActor } from "@/lib/actor";
import { addFollowUp } from "@/lib/tickets/mutations/add-follow-up";
import { addNote } from "@/lib/tickets/mutations/add-note";
import { addReply } from "@/lib/tickets/mutations/add-reply";
import { changePriority } from "@/lib/tickets/mutations/change-priority";
import { markRead } from "@/lib/tickets/mutations/mark-read";
import { mergeTicket } from "@/lib/tickets/mutations/merge-ticket";
import { rateTicket } from "@/lib/tickets/mutations/rate-ticket";
import { refuseSolution } from "@/lib/tickets/mutations/refuse-solution";
import { reopenTicket } from "@/lib/tickets/mutations/reopen-ticket";
import { transferTicket } from "@/lib/tickets/mutations/transfer-ticket";
import { getTicket } from "@/lib/tickets/queries";
import { look, openPage, readPage, says, stories, words } from "../support/stories";
import { clock, createWorld, later, type World } from "../support/world";

let world: World;
let story: ReturnType<typeof stories>;

beforeAll(async () => {
  world = await createWorld();
  story = stories(world);
});

/** The page, for a reader who certainly sees it. */
async function page(actor: Actor, number: number, now = later(1)) {
  const ticket = await getTicket(actor, number, now);
  if (!ticket) throw new Error("the ticket is not visible");
  return ticket;
}

/** A ticket with a public answer, an internal note with a file, and another priority. */
async function busy(): Promise<number> {
  const number = await story.assigned();
  await addFollowUp(world.marina, words(number, "Estamos vendo."), later(0, 2));
  const fileId = v7();
  await db.insert(attachments).values({
    id: fileId,
    uploaderId: world.marina.userId,
    name: "parecer-sigiloso.pdf",
    type: "application/pdf",
    size: 1200,
    sha256: "0".repeat(64),
    storageKey: fileId,
    createdAt: later(0, 3),
  });
  await addNote(
    world.marina,
    { number, body: says("Cuidado: caso delicado."), files: [fileId] },
    later(0, 3),
  );
  await changePriority(world.marina, { number, priority: "urgent" }, later(0, 4));
  return number;
}

const SECRETS = /delicado|sigiloso|urgente|internal_note/;

describe("who reads what", () => {
  it("the requester reads what is theirs and nothing internal", async () => {
    const ticket = await page(world.ana, await busy());
    expect(ticket).toMatchObject({
      status: "assigned",
      statusLabel: "Em atendimento",
      reader: { kind: "requester" },
      department: { name: "Secretaria de Finanças" },
      requester: { name: "Ana Souza", email: "ana.souza@pessoa.example", institution: null },
      attendant: "Marina Alves",
      subject: "Dúvida",
      answers: [{ label: "Descrição", text: "Preciso de ajuda com o meu pedido." }],
      staff: null,
    });
    expect(ticket.entries.map((entry) => entry.kind)).toEqual(["request", "line", "message"]);
    expect(JSON.stringify(ticket)).not.toMatch(SECRETS);
    expect(ticket.verbs).toContain("reply");
  });

  it("a technician of the department reads everything, CPF masked, and whom it can be given to", async () => {
    const ticket = await page(world.tiago, await busy());
    const [ana] = await db.select({ cpf: users.cpf }).from(users).where(eq(users.id, world.ana.userId));
    expect(ticket.statusLabel).toBe("Processando (atribuído)");
    expect(ticket.entries.map((entry) => entry.kind)).toEqual([
      "request",
      "line",
      "message",
      "message",
      "line",
    ]);
    expect(ticket.entries[3]).toMatchObject({ tone: "note", files: [{ name: "parecer-sigiloso.pdf" }] });
    expect(ticket.staff).toMatchObject({ priority: "urgent", assignee: { name: "Marina Alves" } });
    expect(ticket.staff?.attendants.map((person) => person.name)).toEqual([
      "Gilda Prado",
      "Marina Alves",
      "Tiago Reis",
    ]);
    expect(ticket.staff?.departments.map((place) => place.name)).toContain("Departamento de Trânsito");
    expect(ticket.staff?.requesterCpf).toMatch(/^\*{3}\.\d{3}\.\d{3}-\*{2}$/);
    expect(JSON.stringify(ticket)).not.toContain(ana?.cpf);
  });

  it("a colleague with the class reads as the requester does and cannot rate; one without sees nothing", async () => {
    const { number } = await world.open(world.dario);
    const ticket = await page(world.clara, number);
    expect(ticket.reader.kind).toBe("requester");
    expect(ticket.verbs).toContain("reply");
    expect(ticket.verbs).not.toContain("rate");
    const { number: other } = await world.open(world.clara);
    expect(await getTicket(world.dario, other, later(1))).toBeNull();
  });

  it.each<[string, (world: World) => UserActor]>([
    ["a stranger", ({ bruno }) => bruno],
    ["a technician of another department", ({ otto }) => otto],
    ["an administrator, by that role alone", ({ ada }) => ada],
  ])("%s finds nothing", async (_name, who) => {
    expect(await getTicket(who(world), await busy(), later(1))).toBeNull();
  });

  it("nobody finds a number that does not exist", async () => {
    expect(await getTicket(world.ana, 99_999_999, later(1))).toBeNull();
  });

  it("an observer reads and may only add notes", async () => {
    const number = await busy();
    const { id } = await look(number);
    await db.insert(observers).values({ ticketId: id, userId: world.otto.userId, addedAt: later(0, 5) });
    const ticket = await page(world.otto, number);
    expect(ticket.reader.kind).toBe("staff");
    expect(ticket.verbs).toEqual(["add_note"]);
    expect(ticket.staff).toMatchObject({ observers: ["Otto Luz"], attendants: [], departments: [] });
  });

  it("a transfer ends the former department's view, unless it is kept as observer", async () => {
    const number = await busy();
    await transferTicket(
      world.marina,
      { number, departmentId: world.traffic.id, body: says("É com o trânsito.") },
      later(0, 5),
    );
    expect(await getTicket(world.marina, number, later(1))).toBeNull();
    expect(await page(world.otto, number)).toMatchObject({
      department: { name: "Departamento de Trânsito" },
    });
    const forAna = await page(world.ana, number);
    expect(JSON.stringify(forAna)).not.toMatch(/É com o trânsito/);
    expect(forAna.entries.at(-1)).toMatchObject({ text: "Marina Alves encaminhou o chamado para Trânsito" });
    const { id } = await look(number);
    await db.insert(observers).values({ ticketId: id, departmentId: world.finance.id, addedAt: later(0, 6) });
    expect(await page(world.marina, number)).toMatchObject({ verbs: ["add_note"] });
  });

  it("a guest reads the one ticket of the link", async () => {
    const number = await busy();
    const { id } = await look(number);
    const guest: Actor = { kind: "guest", ticketId: id, userId: world.ana.userId };
    expect(JSON.stringify(await page(guest, number))).not.toMatch(SECRETS);
    const { number: other } = await world.open(world.ana);
    expect(await getTicket(guest, other, later(1))).toBeNull();
  });

  it("a link to a ticket that is not the reader's shows no number", async () => {
    const { number: source } = await world.open(world.dario);
    const { number: target } = await world.open(world.clara);
    await mergeTicket(world.marina, { number: source, into: target }, later(0, 1));
    const forDario = await page(world.dario, source);
    expect(forDario.links).toEqual([]);
    expect(forDario.entries.at(-1)).toMatchObject({
      text: "Marina Alves reuniu este chamado a outro chamado; o atendimento segue por lá",
    });
    expect((await page(world.clara, source)).links).toMatchObject([{ kind: "merged", number: target }]);
  });
});

describe("what the page knows", () => {
  it("what a wait is for and until when", async () => {
    const ticket = await page(world.ana, await story.waiting());
    expect(ticket.pending).toEqual({ type: "requester", reason: "Falta o comprovante", from: "assigned" });
    expect(ticket.deadlines).toMatchObject([{ kind: "pending_lapse", dueAt: later(7, 2) }]);
    expect(ticket.entries.at(-1)).toMatchObject({ text: "Aguardando você: Falta o comprovante" });
  });

  it("a solution with its decision and reason", async () => {
    const number = await story.validating();
    await refuseSolution(world.ana, words(number, "Continua igual."), later(0, 5));
    const solution = (await page(world.marina, number)).entries.find((entry) => entry.kind === "solution");
    expect(solution).toMatchObject({
      state: "refused",
      own: true,
      decision: { by: "Ana Souza", said: { body: says("Continua igual.") } },
    });
  });

  it("the survey: open for 30 days, editable for 12 hours, one per closing", async () => {
    const number = await story.resolved();
    expect((await page(world.ana, number)).survey).toEqual({
      open: true,
      rating: null,
      invitedUntil: later(31),
    });
    expect((await page(world.marina, number)).survey?.open).toBe(false);
    expect((await page(world.ana, number, later(32))).survey?.open).toBe(false);
    await rateTicket(world.ana, { number, stars: 4, comment: "Bom." }, later(2));
    expect((await page(world.ana, number, later(2, 11))).survey).toMatchObject({
      open: true,
      rating: { stars: 4, comment: "Bom.", editableUntil: later(2, 12) },
    });
    expect((await page(world.ana, number, later(2, 13))).survey?.open).toBe(false);
    await reopenTicket(world.ana, words(number, "Voltou."), later(3));
    expect((await page(world.ana, number, later(3, 1))).survey).toBeNull();
  });

  it("until when the person has read it", async () => {
    const number = await story.assigned();
    const { id } = await look(number);
    expect((await page(world.ana, number)).readAt).toBeNull();
    await readPage(world.ana, number, later(1));
    expect((await page(world.ana, number)).readAt).toEqual(later(0, 1));
    await addFollowUp(world.marina, words(number), later(3));
    await readPage(world.ana, number, later(4));
    expect((await page(world.ana, number)).readAt).toEqual(later(3));
    await addNote(world.tiago, words(number), later(5));
    expect((await page(world.ana, number)).unread).toBeNull();
    const late = await openPage(world.marina, number, later(6));
    await addNote(world.tiago, words(number), later(7));
    await readPage(world.marina, number, later(8));
    // A page that was opened before, and only says so now.
    await late();
    expect((await page(world.marina, number)).readAt).toEqual(later(7));
    await markRead(world.bruno, { ticketId: id, readTo: later(4), notices: [] }, later(4));
    expect(await db.select().from(readMarks).where(eq(readMarks.userId, world.bruno.userId))).toEqual([]);
  });

  it("files of a message, but not the images inside its text", async () => {
    const number = await story.assigned();
    await addReply(world.ana, words(number), later(0, 4));
    const { id } = await look(number);
    const [reply] = await db.select().from(messages).where(eq(messages.ticketId, id)).offset(1);
    const file = (name: string, inline: boolean) => ({
      name,
      inline,
      type: "image/png",
      size: 10,
      sha256: "0".repeat(64),
      storageKey: v7(),
      ticketId: id,
      messageId: reply?.id,
      createdAt: later(0, 4),
      claimedAt: later(0, 4),
    });
    await db.insert(attachments).values([file("tela.png", false), file("dentro.png", true)]);
    const said = (await page(world.ana, number)).entries.at(-1);
    expect(said).toMatchObject({ files: [{ name: "tela.png" }] });
  });

  it("tells the team, and nobody else, that letters do not reach the requester", async () => {
    const number = await story.assigned();
    const unreachable = async (actor: UserActor) =>
      (await getTicket(actor, number, later(1)))?.staff?.unreachable;
    expect(await unreachable(world.marina)).toBeNull();
    await db
      .insert(blockedAddresses)
      .values({ address: "ana.souza@pessoa.example", reason: "bounced", since: later(1) })
      .onConflictDoNothing();
    expect(await unreachable(world.marina)).toEqual({ reason: "bounced", enters: true });
    expect(await unreachable(world.ana)).toBeUndefined();
    // Who only ever wrote hears nothing in the portal either.
    const ana = eq(users.id, world.ana.userId);
    const [{ origin } = { origin: "institution" as const }] = await db.select().from(users).where(ana);
    await db.update(users).set({ origin: "email" }).where(ana);
    expect(await unreachable(world.marina)).toEqual({ reason: "bounced", enters: false });
    await db.update(users).set({ origin }).where(ana);
    await db.delete(blockedAddresses);
  });

  it("the system reads too", async () => {
    expect((await page(clock, await busy())).reader).toEqual({ kind: "staff", userId: null });
  });
});
