import { eq } from "drizzle-orm";
import { db } from "@/db/index";
import { outbox } from "@/db/schema/mail";
import { expectNoSidewaysScroll, expectStatus } from "./support/acts";
import { announced, daysPass } from "./support/letters";
import { slowLine } from "./support/lines";
import { expectLetters, openLetter } from "./support/mailbox";
import { enter, newPerson, newStaff, type Person } from "./support/people";
import { expect, test, type Visit } from "./support/test";
import { bring, openTicket } from "./support/tickets";

const kinds = async (ticketId: string) => {
  const rows = await db.select({ kind: outbox.kind }).from(outbox).where(eq(outbox.ticketId, ticketId));
  return rows.map(({ kind }) => kind);
};

/** A ticket that waits for its requester, before their eyes. */
async function silentTicket(visit: (person: Person) => Promise<Visit>, waits: "pending" | "validating") {
  const requester = await newPerson();
  const { page, actor } = await visit(requester);
  const ticket = await openTicket(actor);
  const { actor: technician } = await enter(await newStaff());
  await bring(ticket, waits, { requester: actor, technician });
  await page.goto(`/chamados/${ticket.number}`);
  return { requester, page, ticket };
}

const ASKED = "ainda esperamos a sua resposta";
const LAPSED = "O prazo para responder à solução terminou e o chamado foi fechado";
const SOLVED = "responda se a solução resolveu";

test("a requester who says nothing but once is warned before each end, and the ticket closes by itself", async ({
  visit,
  newBrowser,
}) => {
  test.slow();
  const { requester, page, ticket } = await silentTicket(visit, "pending");
  await expectStatus(page, "pending");
  const reader = await (await newBrowser()).newPage();
  const comes = (subject: string, times: number) => expectLetters(reader, requester, subject, times);

  // Five days before the end of the seven; then the count starts anew, by a page of one button.
  await daysPass(ticket, 2.01);
  await comes(ASKED, 1);
  const notice = await openLetter(reader, requester, ASKED);
  await notice.getByRole("link", { name: "Ainda preciso" }).click();
  await expect(reader).toHaveURL(/\/acompanhar\/[\w-]{43}$/);
  const acts = reader.getByRole("main").getByRole("button");
  await expect(acts).toHaveText(["Ainda preciso"]);
  await expectNoSidewaysScroll(reader);
  await acts.click();
  await expect(reader.getByRole("heading", { name: "O prazo recomeçou" })).toBeFocused();
  await expect(page.getByText("Você avisou que ainda precisa e o prazo recomeçou")).toBeVisible();

  // Seven days from then, not from before: five days and one day before their end it is said again.
  await daysPass(ticket, 2.01);
  await comes(ASKED, 2);
  await daysPass(ticket, 4);
  await comes(ASKED, 3);
  await expectStatus(page, "pending");
  await daysPass(ticket, 1);
  await comes("encerramento proposto por falta de resposta", 1);
  await expect(page.getByText("encerramento foi proposto")).toBeVisible({ timeout: 15_000 });
  await expectStatus(page, "validating");
  await expectNoSidewaysScroll(page);

  // Ten more days.
  await daysPass(ticket, 5.01);
  await comes(SOLVED, 1);
  await daysPass(ticket, 4);
  await comes(SOLVED, 2);
  await expectStatus(page, "validating");
  await daysPass(ticket, 1);
  await comes("encerrado por falta de resposta", 1);
  await expect(page.getByText(LAPSED)).toBeVisible({ timeout: 15_000 });
  await expectStatus(page, "closed");
  await expectNoSidewaysScroll(page);
  expect((await kinds(ticket.id)).filter((kind) => /lapse|remind/.test(kind)).sort()).toEqual([
    "pending_lapse",
    ...Array.from({ length: 5 }, () => "remind"),
    "validation_lapse",
  ]);
});

test("silence is announced, may be interrupted without a login, and ends the ticket once", async ({
  visit,
  newBrowser,
}) => {
  test.slow();
  const { requester, page, ticket } = await silentTicket(visit, "pending");
  await expect(page.getByRole("button", { name: /Ainda preciso/ })).toHaveCount(0);

  // A notice five days before, from which the count starts again.
  await daysPass(ticket, 2.01);
  const reader = await (await newBrowser()).newPage();
  const notice = await openLetter(reader, requester, "ainda esperamos a sua resposta");
  await expect(notice.getByText("Esperamos a sua resposta até").last()).toBeVisible();
  // On a slow line it can be pressed before the page is alive.
  const arrive = await slowLine(reader);
  await notice.getByRole("link", { name: "Ainda preciso" }).click();
  await expect(reader).toHaveURL(/\/acompanhar\/[\w-]{43}$/);
  await expect(reader.getByRole("link", { name: "Entrar" })).toHaveCount(0);
  const address = reader.url();
  await reader.getByRole("button", { name: "Ainda preciso" }).click();
  arrive();
  await expect(reader.getByRole("heading", { name: "O prazo recomeçou" })).toBeFocused();
  await expect(page.getByText("Você avisou que ainda precisa e o prazo recomeçou")).toBeVisible();
  await reader.goto(address);
  await expect(reader.getByText("O prazo já recomeçou: esperamos a sua resposta até")).toBeVisible();
  await expect(reader.getByRole("main").getByRole("button")).toHaveCount(0);

  // Silence again: one notice for what was missed, then the end that it announced.
  await daysPass(ticket, 6.5);
  await expect.poll(async () => (await kinds(ticket.id)).filter((kind) => kind === "remind").length).toBe(2);
  await daysPass(ticket, 1.01);
  await expect(page.getByText("encerramento foi proposto")).toBeVisible({ timeout: 15_000 });

  // The proposed end is answered from the letter.
  const proposed = await openLetter(reader, requester, "encerramento proposto");
  await proposed.getByRole("link", { name: "Dizer se resolveu" }).click();
  await reader.getByRole("button", { name: "Não resolveu" }).click();
  await reader.getByRole("button", { name: "Enviar, não resolveu" }).click();
  await expect(reader.getByText("Conte o que não foi resolvido.")).toBeVisible();
  await expect(reader.getByLabel("O que não foi resolvido?")).toBeFocused();
  // What is written stays, whatever else is looked at, and over a reload, which is asked about.
  const reason = reader.getByLabel("O que não foi resolvido?");
  await reason.fill("O relatório continua errado.");
  await reader.getByRole("button", { name: "Resolveu", exact: true }).click();
  await reader.getByRole("button", { name: "Não resolveu" }).click();
  await expect(reason).toHaveValue("O relatório continua errado.");
  reader.once("dialog", (dialog) => void dialog.accept());
  await reader.reload();
  await expect(reason).toHaveValue("O relatório continua errado.");
  await reader.getByRole("button", { name: "Enviar, não resolveu" }).click();
  await expect(reader.getByRole("heading", { name: "O chamado voltou à equipe" })).toBeFocused();
  await expect(page.getByText("O relatório continua errado.")).toBeVisible();
  const done = await kinds(ticket.id);
  expect(done.filter((kind) => kind === "pending_lapse")).toHaveLength(1);
});

test("a solution nobody answers closes the ticket, and the letter invites to rate", async ({
  visit,
  newBrowser,
}) => {
  test.slow();
  const { requester, page, ticket } = await silentTicket(visit, "validating");
  await daysPass(ticket, 9.01);
  await announced(ticket);
  await daysPass(ticket, 1.01);
  await expect(page.getByText(LAPSED)).toBeVisible({ timeout: 15_000 });

  const reader = await (await newBrowser()).newPage();
  const ended = await openLetter(reader, requester, "encerrado por falta de resposta");
  await ended.getByRole("link", { name: "Avaliar o atendimento" }).click();
  await reader.getByRole("button", { name: "Enviar avaliação" }).click();
  await expect(reader.getByText("Escolha de 1 a 5 estrelas.")).toBeVisible();
  const arrive = await slowLine(reader);
  await reader.reload({ waitUntil: "commit" });
  await reader.getByRole("radio", { name: /4 estrelas/ }).check();
  await reader.getByLabel("Comentário").fill("Demorou, mas resolveu.");
  await reader.getByRole("button", { name: "Enviar avaliação" }).click();
  arrive();
  await expect(reader.getByRole("heading", { name: "Avaliação enviada" })).toBeFocused();
});

test("a solution may take longer, is approved from the letter of its notice, and rated next", async ({
  visit,
  newBrowser,
}) => {
  test.slow();
  const { requester, ticket } = await silentTicket(visit, "validating");
  await daysPass(ticket, 5.01);
  await announced(ticket);

  const reader = await (await newBrowser()).newPage();
  const notice = await openLetter(reader, requester, "responda se a solução resolveu");
  await expect(notice.getByRole("link", { name: "Ainda preciso" })).toHaveAttribute(
    "href",
    /\/acompanhar\/[\w-]{43}$/,
  );
  await notice.getByRole("link", { name: "Dizer se resolveu" }).click();
  await expect(reader).toHaveURL(/\/acompanhar\/[\w-]{43}$/);
  const address = reader.url();
  await reader.getByRole("button", { name: "Preciso de mais tempo" }).click();
  await expect(reader.getByRole("heading", { name: "O prazo recomeçou" })).toBeFocused();
  await reader.goto(address);
  await expect(reader.getByRole("button", { name: "Resolveu", exact: true })).toBeVisible();
  await expect(reader.getByRole("button", { name: "Preciso de mais tempo" })).toHaveCount(0);

  await reader.getByRole("button", { name: "Resolveu", exact: true }).click();
  await reader.getByRole("button", { name: "Sim, resolveu" }).click();
  await expect(reader.getByRole("heading", { name: "Solução aprovada" })).toBeFocused();
  await expect(reader.getByRole("link", { name: "Abrir o chamado no portal" })).toBeVisible();
  // Who comes back by the letter finds what they said, and the way to rate.
  await reader.goto(address);
  await expect(reader.getByText("Você aprovou a solução em")).toBeVisible();
  await reader.getByRole("link", { name: "Avaliar o atendimento" }).click();
  await reader.getByRole("radio", { name: /5 estrelas/ }).check();
  await reader.getByRole("button", { name: "Enviar avaliação" }).click();
  await expect(reader.getByRole("heading", { name: "Avaliação enviada" })).toBeFocused();
});
