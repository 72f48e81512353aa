import { and, eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { GET } from "@/app/api/attachments/receipts/[number]/route";
import { db } from "@/db/index";
import { services, serviceTargets } from "@/db/schema/catalog";
import { outbox } from "@/db/schema/mail";
import { tickets } from "@/db/schema/tickets";
import type { UserActor } from "@/lib/actor";
import { assignCalendar } from "@/lib/calendar/mutations/assign-calendar";
import { changeCalendar } from "@/lib/calendar/mutations/change-calendar";
import { createCalendar } from "@/lib/calendar/mutations/create-calendar";
import { findCalendar } from "@/lib/calendar/queries";
import type { ClosingInput } from "@/lib/calendar/schema";
import { compose } from "@/lib/mail/compose";
import { deliverMail } from "@/lib/mail/deliver";
import { smtpTransport } from "@/lib/mail/smtp";
import type { Mail } from "@/lib/mail/transport";
import { addNote } from "@/lib/tickets/mutations/add-note";
import { addReply } from "@/lib/tickets/mutations/add-reply";
import { changePriority } from "@/lib/tickets/mutations/change-priority";
import { changeService } from "@/lib/tickets/mutations/change-service";
import { setPending } from "@/lib/tickets/mutations/set-pending";
import { splitTicket } from "@/lib/tickets/mutations/split-ticket";
import { takeTicket } from "@/lib/tickets/mutations/take-ticket";
import { getTicket } from "@/lib/tickets/queries";
import { findReceipt } from "@/lib/tickets/receipt";
import { emptyDatabase } from "../support/database";
import { readPdf, textOf } from "../support/pdf";
import { Postbox } from "../support/smtp";
import { look, says, stories, words } from "../support/stories";
import { pdf, sendFile } from "../support/uploads";
import { createWorld, later, START, type World } from "../support/world";

let world: World;
let actor: UserActor | null;

vi.mock("@/lib/auth", () => ({
  actorOrResponse: async () => actor ?? Response.json({ error: { code: "login" } }, { status: 401 }),
}));

beforeEach(async () => {
  await emptyDatabase();
  world = await createWorld();
  actor = world.ana;
});
afterEach(() => vi.restoreAllMocks());

const ask = (number: string) =>
  GET(new Request(`http://localhost:3000/api/attachments/receipts/${number}`), {
    params: Promise.resolve({ number }),
  });
const bytesOf = async (response: Response) => Buffer.from(await response.arrayBuffer());
const receiptLetter = async (number: number) => {
  const letter = (await look(number)).letters.find(({ kind }) => kind === "open");
  if (!letter) throw new Error("no receipt");
  return letter;
};
const textIn = async (bytes: Buffer) => textOf((await readPdf(bytes)).spoken).replace(/\s+/g, " ");

async function openWithFile(): Promise<number> {
  const file = await sendFile(world.ana, { name: "certidão.pdf", bytes: pdf() }, START);
  const { number } = await world.open(world.ana, START, world.tax, {
    answers: { descricao: "Preciso de ajuda → hoje.", plate: "ABC1234" },
    files: [file.id],
    contactEmail: "ana@outra.example",
  });
  return number;
}

describe("the receipt as a PDF to be saved", () => {
  it("holds what the ticket was opened with", async () => {
    const number = await openWithFile();
    await addReply(world.ana, words(number, "Dito depois."), later(0, 1));
    await addNote(world.marina, words(number, "Só para a equipe."), later(0, 2));
    const response = await ask(String(number));
    const shown = String(number).padStart(8, "0");
    expect(response.status).toBe(200);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "content-type": "application/pdf",
      "content-disposition": `attachment; filename="comprovante-${shown}.pdf"; filename*=UTF-8''comprovante-${shown}.pdf`,
      "content-security-policy": "default-src 'none'; sandbox",
      "cache-control": "private, no-cache",
      "x-content-type-options": "nosniff",
    });
    const bytes = await bytesOf(response);
    expect(response.headers.get("content-length")).toBe(String(bytes.length));
    const text = await textIn(bytes);
    for (const part of [
      shown,
      "Ana Souza",
      "Dúvida",
      "Preciso de ajuda → hoje.",
      "ABC-1234",
      "ana@outra.example",
    ])
      expect(text).toContain(part);
    expect(text).toContain(`certidão.pdf ${pdf().length} bytes`);
    expect(text).toContain("Recebido em 2 de março de 2026, às 10h (horário de Brasília)");
    expect(text).toContain(`http://localhost:3000/chamados/${shown}`);
    expect(text).not.toMatch(/Dito depois|Só para a equipe/);
  });

  it("is for whoever sees the ticket, and does not exist for anybody else", async () => {
    const { number } = await world.open(world.ana);
    const seen: Record<string, number> = {};
    const { ana, bruno, clara, dario, marina, gilda, otto, ada } = world;
    for (const [name, who] of Object.entries({ ana, bruno, clara, dario, marina, gilda, otto, ada })) {
      actor = who;
      seen[name] = (await ask(String(number).padStart(8, "0"))).status;
    }
    actor = null;
    seen.nobody = (await ask(String(number))).status;
    expect(seen).toEqual({
      ...{ ana: 200, marina: 200, gilda: 200, nobody: 401 },
      ...{ bruno: 404, clara: 404, dario: 404, otto: 404, ada: 404 },
    });
    actor = world.ana;
    for (const none of ["99999999", "abc", "0", "1e3", "-1", "9".repeat(30)])
      expect([none, (await ask(none)).status]).toEqual([none, 404]);
  });

  it("of a ticket of an institution is for its operators as well, where they see its tickets", async () => {
    const { number } = await world.open(world.dario);
    actor = world.clara;
    expect((await ask(String(number))).status).toBe(200);
    actor = world.bruno;
    expect((await ask(String(number))).status).toBe(404);
  });
});

describe("the day by which an opening should be done", () => {
  /** Finance works by a calendar that is closed on Tuesday, 3 March 2026, and from noon on Wednesday. */
  async function closeFinance(): Promise<void> {
    const { id } = await createCalendar(world.ada, { name: "Finanças", state: null }, START);
    const sheet = await findCalendar(world.ada, id);
    if (!sheet) throw new Error("no calendar");
    const closed = (date: string, from: number | null): ClosingInput => ({
      ...{ name: "Fechado", scope: "municipal", optional: false, observed: true },
      ...{ rule: { kind: "once", date }, from, to: null, since: null, until: null },
    });
    const week = sheet.week.map((day) => [...day]);
    const closings = [...sheet.closings, closed("2026-03-03", null), closed("2026-03-04", 12 * 60)];
    await changeCalendar(world.ada, { ...sheet, week, closings }, START);
    const { timeZone } = world.finance;
    const before = { calendarId: null, timeZone };
    await assignCalendar(
      world.ada,
      { departmentId: world.finance.id, calendarId: id, timeZone, before },
      START,
    );
  }

  it.each([
    ["2 dias úteis", "2026-03-05", "5 de março de 2026"],
    ["14 horas úteis", "2026-03-05", "5 de março de 2026"],
    ["2 dias", "2026-03-05", "5 de março de 2026"],
  ])(
    "%s is counted by the department's calendar, on the receipt, in its PDF and on the ticket",
    async (longestTime, day, words) => {
      await closeFinance();
      await db.update(services).set({ longestTime }).where(eq(services.id, world.tax.id));
      const { number } = await world.open(world.ana);
      expect((await findReceipt(world.ana, number))?.promised).toBe(day);
      expect(await textIn(await bytesOf(await ask(String(number))))).toContain(`Previsão: até ${words}`);
      expect((await getTicket(world.ana, number, later(0)))?.promised).toBe(day);
    },
  );
});

describe("the day that was promised at the opening", () => {
  const promised = async (number: number) => (await findReceipt(world.ana, number))?.promised;
  const reason = "Falta o comprovante";

  it("is the one of the term, also while that stands and when it goes on to a later one", async () => {
    // Thirty days in figures, five in words.
    const { number } = await world.open(world.ana, START, world.lawful);
    expect(await promised(number)).toBe("2026-04-01");
    await takeTicket(world.marina, { number }, later(0, 1));
    await setPending(world.marina, { number, type: "requester", reason }, later(0, 2));
    expect(await promised(number)).toBe("2026-04-01");
    await addReply(world.ana, words(number), later(6));
    expect((await look(number)).targets[0]?.dueAt?.toISOString()).toMatch(/^2026-04-08/);
    expect(await promised(number)).toBe("2026-04-01");
  });

  it("is left to the words where a priority has no term, which ends", async () => {
    const own = eq(serviceTargets.serviceId, world.lawful.id);
    await db.delete(serviceTargets).where(and(own, eq(serviceTargets.priority, "low")));
    await db.update(services).set({ longestTime: "até 40 dias" }).where(eq(services.id, world.lawful.id));
    const { number } = await world.open(world.ana, START, world.lawful);
    expect(await promised(number)).toBe("2026-04-01");
    await changePriority(world.marina, { number, priority: "high" }, later(0, 1));
    expect(await promised(number)).toBe("2026-04-01");
    await changePriority(world.marina, { number, priority: "low" }, later(1));
    expect((await getTicket(world.ana, number, later(1)))?.promised).toBe("2026-04-13");
    expect(await promised(number)).toBe("2026-04-13");
  });

  it("is another one under another service: of its words, counted from the opening, or of its term", async () => {
    const longestTime = "2 dias úteis";
    await db.update(services).set({ longestTime }).where(eq(services.id, world.quick.id));
    const { number } = await world.open(world.ana);
    expect(await promised(number)).toBe("2026-03-09");
    await changeService(world.marina, { number, serviceId: world.quick.id }, later(0, 8));
    expect(await promised(number)).toBe("2026-03-04");
    expect((await getTicket(world.ana, number, later(1)))?.promised).toBe("2026-03-04");
    await changeService(world.marina, { number, serviceId: world.lawful.id }, later(1));
    expect(await promised(number)).toBe("2026-04-02");
    await changeService(world.marina, { number, serviceId: world.tax.id }, later(1));
    expect(await promised(number)).toBe("2026-03-09");
    // Of a promise that stands: as if it went on now.
    await takeTicket(world.marina, { number }, later(1));
    await setPending(world.marina, { number, type: "requester", reason }, later(1));
    await changeService(world.marina, { number, serviceId: world.lawful.id }, later(2));
    expect((await look(number)).targets[0]?.dueAt).toBeNull();
    expect(await promised(number)).toBe("2026-04-06");
  });

  it("is that of a ticket that is split off, from when it was", async () => {
    const { number } = await world.open(world.ana);
    await takeTicket(world.marina, { number }, later(0, 1));
    const part = { number, title: "Outra parte", body: says("É outra coisa.") };
    const { number: other } = await splitTicket(world.marina, part, later(7));
    expect([await promised(number), await promised(other)]).toEqual(["2026-03-09", "2026-03-16"]);
    expect(await look(other)).toMatchObject({ promisedOn: "2026-03-16" });
  });
});

describe("the letter of an opening", () => {
  it("brings the same PDF along, and is the same bytes each time it is written", async () => {
    const number = await openWithFile();
    const letter = await receiptLetter(number);
    const mail = await compose(letter);
    expect(mail.to).toBe("ana@outra.example");
    expect(mail.text).toContain("O comprovante vai anexo, em PDF.");
    const [file] = mail.attachments;
    expect(file).toMatchObject({
      name: `comprovante-${String(number).padStart(8, "0")}.pdf`,
      type: "application/pdf",
    });
    expect(file?.content.equals(await bytesOf(await ask(String(number))))).toBe(true);
    vi.resetModules();
    const elsewhere = await import("@/lib/mail/compose");
    expect(await elsewhere.compose(letter)).toEqual(mail);
  });

  it("goes through a mail server as it was made", async () => {
    const box = await Postbox.open();
    const number = await openWithFile();
    const mail = await compose(await receiptLetter(number));
    await smtpTransport(box.url()).send(mail);
    const [taken] = box.mails;
    expect(taken?.attachments.map(({ filename }) => filename)).toEqual(
      mail.attachments.map(({ name }) => name),
    );
    expect(taken?.attachments[0]?.content.equals(mail.attachments[0]?.content as Buffer)).toBe(true);
    await box.close();
  });

  it("alone brings something, and to the requester alone", async () => {
    const number = await stories(world).validating();
    const { letters } = await look(number);
    const carrying = [];
    for (const letter of letters)
      if ((await compose(letter)).attachments.length > 0) carrying.push(letter.kind);
    expect(letters.length).toBeGreaterThan(2);
    expect(carrying).toEqual(["open"]);
    const letter = await receiptLetter(number);
    for (const recipientId of [world.bruno.userId, world.marina.userId, null])
      expect((await compose({ ...letter, recipientId })).attachments).toEqual([]);
    await db.update(tickets).set({ requesterId: world.bruno.userId }).where(eq(tickets.number, number));
    expect((await compose(letter)).attachments).toEqual([]);
  });

  it("waits when its PDF cannot be made, and goes with it later", async () => {
    const number = await stories(world).opened();
    const sent: Mail[] = [];
    const through = {
      ...{ remembers: true, longestAnswer: 60_000 },
      send: async (mail: Mail) => {
        sent.push(mail);
        return { providerId: null };
      },
    };
    const { id } = await receiptLetter(number);
    const stateOf = async () => {
      const [row] = await db.select().from(outbox).where(eq(outbox.id, id));
      return [row?.state, row?.failure, row?.attempts];
    };
    const document = await import("@/lib/receipts/document");
    const broken = vi.spyOn(document, "receiptFile").mockRejectedValue(new Error("no typeface"));
    await deliverMail(later(1), { through });
    expect(broken).toHaveBeenCalledTimes(1);
    expect(await stateOf()).toEqual(["waiting", "unwritten", 1]);
    expect(sent).toEqual([]);
    broken.mockRestore();
    await deliverMail(later(1, 1), { through });
    expect(await stateOf()).toEqual(["sent", null, 2]);
    expect(sent.map(({ attachments }) => attachments.length)).toEqual([1]);
  });
});
