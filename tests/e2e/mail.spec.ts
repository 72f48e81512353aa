import type { Page } from "@playwright/test";
import { desc, eq } from "drizzle-orm";
import { db } from "@/db/index";
import { incomingMail } from "@/db/schema/incoming";
import { addFollowUp } from "@/lib/tickets/mutations/add-follow-up";
import { answerTo, letterOf, writeMail } from "../support/mail";
import { expectNoSidewaysScroll } from "./support/acts";
import { openLetter } from "./support/mailbox";
import { arrive, strangersMail } from "./support/mails";
import { enter, newPerson, newStaff, type Person } from "./support/people";
import { expect, test } from "./support/test";
import { bring, openTicket, says } from "./support/tickets";

/** A ticket of somebody's, to which the team has answered. */
async function answered(person: Person) {
  const { actor } = await enter(person);
  const ticket = await openTicket(actor);
  const { actor: technician } = await enter(await newStaff());
  await bring(ticket, "assigned", { requester: actor, technician });
  const answer = { number: ticket.number, body: says("Envie o comprovante."), files: [] };
  await addFollowUp(technician, answer, new Date());
  return { ticket, technician };
}

async function write(page: Page, text: string, more: Record<string, string> = {}) {
  const dialog = page.getByRole("dialog");
  for (const [label, value] of Object.entries(more)) await dialog.getByLabel(label).fill(value);
  await dialog.getByRole("textbox", { name: /^Mensagem/ }).fill(text);
  await dialog.getByRole("button", { name: "Enviar" }).click();
  await expect(dialog).toBeHidden();
}

for (const width of [1440, 390]) {
  test(`an answer from the mail program lands on the timeline (${width})`, async ({ page, visit }) => {
    const person = await newPerson();
    const { ticket } = await answered(person);
    const { page: portal } = await visit(person);
    await portal.setViewportSize({ width, height: 900 });
    await portal.goto(`/chamados/${ticket.shown}`);

    await page.setViewportSize({ width, height: 900 });
    const letter = await openLetter(page, person, "nova resposta");
    await expect(letter.getByText("--- Responda acima desta linha ---")).toBeVisible();
    await expect(letter.getByText("responda a este e-mail")).toBeVisible();
    await page.getByRole("button", { name: "Responder" }).click();
    await expect(page.getByRole("dialog").getByLabel("Para")).toHaveValue(/^resposta\+[a-z2-7]{32}@/);
    await write(page, "Segue o comprovante.\nObrigada!");

    // The open page hears of it.
    const said = portal.getByRole("article", { name: "Resposta de você" }).last();
    await expect(said).toContainText("Segue o comprovante.");
    await expect(said).toContainText("por e-mail");
    await expect(said).not.toContainText("Responda acima desta linha");
    await expect(said.getByText("Envie o comprovante.")).toHaveCount(0);
    await expectNoSidewaysScroll(portal);
  });
}

test("a message to a department opens a ticket; who wrote it has the number and goes on by mail", async ({
  page,
  visit,
}) => {
  const who = `dona.lurdes.${Date.now()}`;
  await page.goto("/demo/correio");
  await page.getByRole("button", { name: "Escrever ao portal" }).click();
  await write(page, "Boa tarde,\n\nPaguei o IPVA duas vezes.", {
    De: `${who}@correio.example`,
    Para: "atendimento@financas.example",
    Assunto: `IPVA em duplicidade ${who}`,
  });
  await expect(async () => {
    await page.goto(`/demo/correio?para=${who}`);
    await page.locator("main li a").filter({ hasText: "recebemos o seu chamado" }).click({ timeout: 1_500 });
    await expect(page.getByRole("button", { name: "Responder" })).toBeVisible({ timeout: 1_500 });
  }).toPass();
  await page.getByRole("button", { name: "Responder" }).click();
  await write(page, "Esqueci: a placa é ABC1D23.");

  const { page: desk } = await visit(await newStaff("technician", "financas"));
  await expect(async () => {
    await desk.goto("/fila");
    await desk
      .getByRole("link", { name: new RegExp(who) })
      .first()
      .click({ timeout: 2_000 });
    await expect(desk.getByText("Esqueci: a placa é ABC1D23.")).toBeVisible({ timeout: 2_000 });
  }).toPass();
  const request = desk.getByRole("article", { name: /^Pedido de/ });
  await expect(request).toContainText("Paguei o IPVA duas vezes.");
  await expect(request.getByRole("link", { name: /^original/ })).toHaveAttribute("href", /api\/attachments/);
  await expect(desk.getByText("E-mail", { exact: true }).first()).toBeVisible();
});

test("a message that waits is seen, checked and let onto its ticket, and another is put away and brought back", async ({
  visit,
}) => {
  const person = await newPerson();
  const { ticket } = await answered(person);
  const id = await strangersMail(ticket.shown);
  const away = await strangersMail(ticket.shown, "outra coisa");
  const { page } = await visit(await newStaff());
  await page.goto("/perfil/avisos");
  await page.getByRole("link", { name: "Conferir e decidir" }).click();
  await expect(page.getByRole("heading", { name: "E-mails à espera", level: 1 })).toBeVisible();
  await page.locator(`a[href="/fila/emails/${id}"]`).click();
  await expect(page.getByRole("heading", { name: /sobre o meu caso/, level: 1 })).toBeVisible();
  await expect(page.getByText("O laudo fica pronto na quinta.").first()).toBeVisible();
  await expect(page.getByText("laudo.pdf")).toBeVisible();
  const saved = page.waitForEvent("download");
  await page.getByRole("link", { name: "Baixar o e-mail como chegou" }).click();
  expect((await saved).suggestedFilename()).toMatch(/\.eml$/);
  await page.getByRole("button", { name: "Publicar em um chamado" }).click();
  const dialog = page.getByRole("dialog");
  const asked = await dialog.getByLabel("Número do chamado").inputValue();
  await dialog.getByLabel("Número do chamado").fill("99999999");
  await dialog.getByRole("button", { name: "Publicar" }).click();
  await expect(dialog.getByRole("alert")).toContainText("A mensagem não foi publicada");
  await dialog.getByLabel("Número do chamado").fill(asked);
  await dialog.getByRole("button", { name: "Publicar" }).click();
  await expect(page).toHaveURL(`/chamados/${ticket.shown}`);
  await expect(page.getByText("O laudo fica pronto na quinta.")).toBeVisible();
  await expect(
    page.getByText(/^Você publicou um e-mail de w\d+@oficina\.example que esperava conferência$/),
  ).toBeVisible();
  const said = page.getByRole("article", { name: "Resposta de outra pessoa" });
  await expect(said).toContainText("Mensagem de outra pessoa");
  await expect(said).toContainText(/parte de um e-mail, publicada por você/);
  await expect(said.getByRole("link", { name: /^original do e-mail recebido em / })).toBeVisible();
  const { page: own } = await visit(person);
  await own.goto(`/chamados/${ticket.shown}`);
  const shown = own.getByRole("article", { name: "Resposta de outra pessoa" });
  await expect(shown).toContainText("por e-mail, publicada pela equipe");
  await expect(own.getByText(/@oficina\.example/)).toHaveCount(0);

  await page.goto(`/fila/emails/${id}`);
  await expect(
    page.getByRole("heading", { name: `Já publicada no chamado ${ticket.shown}`, level: 1 }),
  ).toBeVisible();
  await page.getByRole("link", { name: `Abrir o chamado ${ticket.shown}` }).click();
  await expect(page).toHaveURL(`/chamados/${ticket.shown}`);

  await page.goto(`/fila/emails/${away}`);
  await page.getByRole("button", { name: "Descartar" }).click();
  await expect(page).toHaveURL("/fila/emails");
  await expect(page.locator(`a[href="/fila/emails/${away}"]`)).toHaveCount(0);
  await page.getByRole("navigation", { name: "E-mails" }).getByRole("link", { name: "Descartados" }).click();
  await page.locator(`a[href="/fila/emails/${away}"]`).click();
  await page.getByRole("button", { name: "Trazer de volta" }).click();
  await expect(page.getByText("Foi trazida de volta dos descartados")).toBeVisible();
});

test("somebody who is away, and links that went astray", async ({ visit }) => {
  const person = await newPerson();
  const { ticket } = await answered(person);
  const letter = await letterOf(ticket.number, "follow_up");
  const row = await arrive(
    await answerTo(letter, "Estou de férias até o dia 20.", {
      headers: { "Auto-Submitted": "auto-replied" },
    }),
  );
  expect(row.state).toBe("posted");
  const { page } = await visit(person);
  await page.goto(`/chamados/${ticket.shown}`);
  await expect(page.getByText("Estou de férias")).toHaveCount(0);
  const { page: desk } = await visit(await newStaff());
  await desk.goto(`/chamados/${ticket.shown}`);
  const note = desk.getByRole("article", { name: /^Resposta automática/ });
  await expect(note.getByText("Estou de férias")).toBeHidden();
  await note.getByText("Mostrar a mensagem").click();
  await expect(note.getByText("Estou de férias até o dia 20.")).toBeVisible();

  await page.getByRole("button", { name: "Cancelar links de e-mails enviados" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Cancelar os links" }).click();
  await expect(page.getByText("Você cancelou os links e os endereços de resposta")).toBeVisible();
  expect(await arrive(await answerTo(letter, "Ainda vale?"))).toMatchObject({ reason: "expired" });
});

test("what a message brings to run runs for nobody", async ({ visit }) => {
  const person = await newPerson();
  const { ticket } = await answered(person);
  const letter = await letterOf(ticket.number, "follow_up");
  const hostile = `<p>Veja <b>isto</b><script>window.hostile=1</script><img src=x onerror="window.hostile=1">
    <svg onload="window.hostile=1"></svg><a href="javascript:window.hostile=1">clique</a>
    <iframe srcdoc="<script>parent.hostile=1</script>"></iframe><form action="https://evil.example"><input></form>
    <img src="https://evil.example/pixel.gif"><style>@import "https://evil.example/x.css"</style>
    <details open ontoggle="window.hostile=1">dentro</details></p>`;
  const bad = { subject: "<img src=x onerror=window.hostile=1>", html: hostile, text: "" };
  const file = { filename: '"><img src=x onerror=window.hostile=1>.pdf', content: "%PDF-1.4\n%%EOF\n" };
  const own = await arrive(await answerTo(letter, "", { ...bad, attachments: [file] }));
  expect(own.state).toBe("posted");
  const waiting = await arrive(
    await writeMail({
      ...bad,
      from: '"<script>window.hostile=1</script>" <x@evil.example>',
      to: "atendimento@siop.example",
      subject: `[${ticket.shown}] ${bad.subject}`,
    }),
  );
  expect(waiting.state).toBe("quarantined");
  const { page } = await visit(person);
  const { page: desk } = await visit(await newStaff());
  for (const [where, address] of [
    [page, `/chamados/${ticket.shown}`],
    [desk, `/chamados/${ticket.shown}`],
    [desk, "/fila/emails"],
    [desk, `/fila/emails/${waiting.id}`],
  ] as const) {
    await where.goto(address);
    await where.waitForLoadState("networkidle");
    expect(await where.evaluate(() => Reflect.get(window, "hostile"))).toBeUndefined();
    await expect(
      where.locator(
        "main :is(script:not([nonce]), iframe, [onerror], [onload], a[href^='javascript' i], form[action*=evil], img[src*=evil])",
      ),
    ).toHaveCount(0);
  }
  await expect(page.getByText("Veja isto")).toBeVisible();
  const [kept] = await db
    .select()
    .from(incomingMail)
    .orderBy(desc(incomingMail.id))
    .where(eq(incomingMail.id, own.id));
  expect(kept?.messageId).not.toBeNull();
});
