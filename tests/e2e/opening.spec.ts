import { readFile } from "node:fs/promises";
import type { Locator, Page } from "@playwright/test";
import { cancelTicket } from "@/lib/tickets/mutations/cancel-ticket";
import { readPdf, textOf } from "../support/pdf";
import { attach, fillConsultation, logIn, sentFiles } from "./support/acts";
import { openLetter } from "./support/mailbox";
import { pdf } from "./support/papers";
import { endSessions, enter, newPerson, newStaff } from "./support/people";
import { expect, test } from "./support/test";
import { bring, CARD, openTicket } from "./support/tickets";

const SERVICE = `/servicos/${CARD}`;
const WORDS = "O total empenhado não bate com o relatório do mês.";
const paper = { name: "relatório.pdf", mimeType: "application/pdf", buffer: pdf() };

const send = (page: Page) => page.getByRole("button", { name: "Enviar", exact: true });
const saved = (page: Page) => page.getByText(/^rascunho salvo às/);
/** Settles when a save that holds these words was answered. */
const keptOnServer = (page: Page, words: string) =>
  page.waitForResponse((response) => response.ok() && (response.request().postData() ?? "").includes(words));
const arrived = (page: Page) => expect(page).toHaveURL(/\/chamados\/\d{8}\/comprovante$/);

test("a draft comes back after a reload with its answers and files", async ({ visit }) => {
  const { page } = await visit(await newPerson());
  await page.goto(SERVICE);
  await fillConsultation(page, WORDS);
  await attach(page, /^Anexos/, [paper]);
  await expect(saved(page)).toBeVisible();
  await page.reload();
  await expect(page.getByText("Seu rascunho foi recuperado.")).toBeVisible();
  await expect(page.getByLabel("O que você precisa")).toHaveValue(WORDS);
  await expect(page.getByRole("radio", { name: "2026" })).toBeChecked();
  await expect(sentFiles(page, /^Anexos/)).toHaveCount(1);
  await send(page).click();
  await arrived(page);
  await expect(page.getByText("relatório.pdf")).toBeVisible();
  await page.goto(SERVICE);
  await expect(page.getByText("Seu rascunho foi recuperado.")).toHaveCount(0);
});

test("a draft can be thrown away, and that can be undone", async ({ visit }) => {
  const { page } = await visit(await newPerson());
  await page.goto(SERVICE);
  await fillConsultation(page, WORDS);
  await expect(saved(page)).toBeVisible();
  await page.reload();
  await page.getByRole("button", { name: "Descartar rascunho" }).click();
  await expect(page.getByLabel("O que você precisa")).toHaveCount(0);
  await page.getByRole("button", { name: "Desfazer" }).click();
  await expect(page.getByLabel("O que você precisa")).toHaveValue(WORDS);
});

test("leaving a wrong answer for another button does not move that button away", async ({ visit }) => {
  const { page } = await visit(await newPerson());
  await page.goto(SERVICE);
  await page.getByRole("radio", { name: "Indicação de beneficiário" }).check();
  await page.getByLabel("Número da emenda").fill("123");
  const option = page.getByRole("radio", { name: "De bancada" });
  await option.scrollIntoViewIfNeeded();
  await page.mouse.wheel(0, 200);
  await page.waitForTimeout(300);
  const box = await option.boundingBox();
  if (!box) throw new Error("the option is not on the page");
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  // As long as a finger stays down.
  await page.mouse.down();
  await page.waitForTimeout(120);
  await page.mouse.up();
  await expect(option).toBeChecked();
  await expect(page.getByLabel("Número da emenda")).toHaveAttribute("aria-invalid", "true");
});

test("an expired session opens the login over the form, which stays and is sent", async ({
  visit,
  watch,
}) => {
  watch.expect(/the server responded with a status of 401/);
  const person = await newPerson();
  const { page } = await visit(person);
  await page.goto(SERVICE);
  await fillConsultation(page, WORDS);
  await expect(saved(page)).toBeVisible();
  await endSessions(person);
  await page.getByLabel("Localidade").fill("Unidade de Cacoal");
  await send(page).click();
  const dialog = page.getByRole("dialog", { name: "Entre de novo para continuar" });
  await expect(dialog).toBeVisible();
  await expect(page.getByLabel("O que você precisa")).toHaveValue(WORDS);
  await logIn(page, person);
  await arrived(page);
  await expect(page.getByText("Unidade de Cacoal")).toBeVisible();
});

test("somebody else's login over the form sends nothing", async ({ visit, watch }) => {
  watch.expect(/the server responded with a status of 401/);
  const person = await newPerson();
  const { page } = await visit(person);
  await page.goto(SERVICE);
  await fillConsultation(page, WORDS);
  await expect(saved(page)).toBeVisible();
  await endSessions(person);
  await send(page).click();
  await logIn(page, await newPerson("Outra Teste Pessoa"));
  await expect(page.getByText("Esta página é de outra conta")).toBeVisible();
  await expect(page).toHaveURL(SERVICE);
  await logIn(page, person);
  await arrived(page);
});

test("sending again before the answer came makes one ticket", async ({ visit }) => {
  const { page } = await visit(await newPerson());
  await page.goto(SERVICE);
  await fillConsultation(page, WORDS);
  await send(page).evaluate((button: HTMLButtonElement) => {
    button.click();
    button.click();
    button.form?.requestSubmit();
  });
  await arrived(page);
  await page.goto("/chamados");
  await expect(page.getByText("Mostrando 1–1 de 1")).toBeVisible();
});

test("what is missing is said at the top and beside each field, and links lead there", async ({ visit }) => {
  const { page } = await visit(await newPerson());
  await page.goto(SERVICE);
  await page.getByRole("radio", { name: "Consulta de valores" }).check();
  await page.getByLabel("Unidade orçamentária").fill("12");
  await send(page).click();
  const summary = page.getByRole("alert").filter({ hasText: "Falta corrigir 3 campos" });
  await expect(summary).toBeFocused();
  await expect(page.getByLabel("Unidade orçamentária")).toHaveAttribute("aria-invalid", "true");
  await summary.getByRole("link", { name: /cinco números da unidade/ }).click();
  await expect(page.getByLabel("Unidade orçamentária")).toBeFocused();
  await page.keyboard.press("Control+a");
  await page.keyboard.type("47101");
  await page.keyboard.press("Tab");
  await expect(page.getByLabel("Unidade orçamentária")).not.toHaveAttribute("aria-invalid", "true");
});

test("two tabs: the one that saves later is asked which text to keep", async ({ visit, watch }) => {
  watch.expect(/the server responded with a status of 409/);
  const { page, context } = await visit(await newPerson());
  await page.goto(SERVICE);
  const first = keptOnServer(page, WORDS);
  await fillConsultation(page, WORDS);
  await first;
  const second = await context.newPage();
  await second.goto(SERVICE);
  await expect(second.getByLabel("O que você precisa")).toHaveValue(WORDS);
  const kept = keptOnServer(second, "na segunda aba");
  await second.getByLabel("O que você precisa").fill("Escrito na segunda aba do navegador.");
  await kept;
  await page.bringToFront();
  await page.getByLabel("O que você precisa").fill("Escrito depois na primeira aba.");
  await expect(page.getByText(/^Há outra versão deste rascunho/)).toBeVisible();
  await page.getByRole("button", { name: "Usar a outra" }).click();
  await expect(page.getByLabel("O que você precisa")).toHaveValue("Escrito na segunda aba do navegador.");
});

test("the back button leads from the receipt to a form that is empty again", async ({ visit }) => {
  const { page } = await visit(await newPerson());
  await page.goto(SERVICE);
  await fillConsultation(page, WORDS);
  await send(page).click();
  await arrived(page);
  await page.goBack();
  await expect(page.getByRole("heading", { level: 1, name: "SIOP Emendas Parlamentares" })).toBeVisible();
  await expect(page.getByText(WORDS)).toHaveCount(0);
  await page.goForward();
  await arrived(page);
  await expect(page.getByRole("heading", { name: "Chamado aberto" })).toBeVisible();
});

test("the back button keeps the tab and the search of the home page", async ({ visit }) => {
  const { page } = await visit(await newPerson());
  await page.goto("/");
  await page.getByRole("searchbox", { name: "O que você precisa?" }).fill("emendas");
  await expect(page).toHaveURL(/q=emendas/);
  await page.getByRole("link", { name: "SIOP Emendas Parlamentares", exact: true }).first().click();
  await expect(page.getByRole("heading", { level: 1, name: "SIOP Emendas Parlamentares" })).toBeVisible();
  await page.goBack();
  await expect(page.getByRole("searchbox", { name: "O que você precisa?" })).toHaveValue("emendas");
});

/** What a link brings when it is followed with the keyboard. */
async function download(page: Page, link: Locator) {
  await link.focus();
  const [file] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("Enter")]);
  return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
}

test("the receipt is saved as a PDF, and the same one came by mail", async ({ visit }) => {
  const person = await newPerson();
  const { page } = await visit(person);
  await page.goto(SERVICE);
  await fillConsultation(page, WORDS);
  await attach(page, /^Anexos/, [paper]);
  await send(page).click();
  await arrived(page);
  const shown = /\d{8}/.exec(page.url())?.[0];
  const file = await download(page, page.getByRole("link", { name: "Baixar PDF" }));
  expect(file.name).toBe(`comprovante-${shown}.pdf`);
  expect(file.bytes.subarray(0, 5).toString()).toBe("%PDF-");
  const text = textOf((await readPdf(file.bytes)).spoken).replace(/\s+/g, " ");
  for (const part of [shown, person.name, WORDS, "relatório.pdf"]) expect(text).toContain(part);
  await arrived(page);

  await openLetter(page, person, "recebemos o seu chamado");
  const files = page.getByRole("list", { name: "Arquivos da mensagem" });
  const sent = await download(page, files.getByRole("link", { name: file.name }));
  expect(sent.name).toBe(file.name);
  expect(sent.bytes.equals(file.bytes)).toBe(true);
});

test("a new ticket goes on from one that ended", async ({ visit }) => {
  const { page, actor } = await visit(await newPerson());
  const ended = await openTicket(actor);
  await cancelTicket(actor, { number: ended.number }, new Date());
  await page.goto(`/chamados/${ended.shown}`);
  await page.getByRole("link", { name: "Abrir novo chamado a partir deste" }).click();
  await expect(page.getByText("Continua o chamado")).toBeVisible();
  await fillConsultation(page, WORDS);
  await send(page).click();
  await arrived(page);
  await page.getByRole("link", { name: "Acompanhar" }).click();
  await expect(page.getByRole("link", { name: new RegExp(String(ended.number)) })).toBeVisible();
});

test("another's ticket cannot be gone on from", async ({ visit }) => {
  const { page } = await visit(await newPerson());
  const other = (await enter(await newPerson())).actor;
  const technician = (await enter(await newStaff())).actor;
  const ticket = await openTicket(other);
  await bring(ticket, "resolved", { requester: other, technician });
  await page.goto(`${SERVICE}?continua=${ticket.number}`);
  await expect(page.getByText("Qual é o assunto?")).toBeVisible();
  await expect(page.getByText("Continua o chamado")).toHaveCount(0);
});
