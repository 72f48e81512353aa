import type { Page } from "@playwright/test";
import {
  attach,
  counter,
  editor,
  expectHue,
  expectStatus,
  logIn,
  pasteFile,
  sentFiles,
} from "./support/acts";
import { openLetter } from "./support/mailbox";
import { pdf, png } from "./support/papers";
import { newPerson, newStaff } from "./support/people";
import { expect, test } from "./support/test";

const paper = (name: string) => ({ name, mimeType: "application/pdf", buffer: pdf(name) });
const picture = (name: string) => ({ name, mimeType: "image/png", buffer: png() });

async function write(page: Page, label: string, words: string): Promise<void> {
  await editor(page, label).click();
  await page.keyboard.type(words);
}

/** Opens one of the things that a technician can write. */
async function turnTo(page: Page, tab: string): Promise<void> {
  await page.getByRole("tab", { name: tab }).click();
}

async function proposeSolution(page: Page, words: string): Promise<void> {
  await turnTo(page, "Solução");
  await write(page, "Solução", words);
  await page.getByRole("button", { name: "Propor solução" }).click();
}

test("from card to rating: a request is talked over, refused, solved and rated", async ({ page, visit }) => {
  test.setTimeout(120_000);
  const ana = await newPerson("Ana Teste Ribeiro");
  const carlos = await newStaff("technician", "siop", "Carlos Teste Prado");
  const desk = (await visit(carlos)).page;
  const manager = (await visit(await newStaff("manager"))).page;

  await test.step("the login leads back to where the link pointed", async () => {
    await page.goto("/?categoria=tratamento-de-incidentes");
    await expect(page).toHaveURL(/\/entrar\?callbackUrl=/);
    await logIn(page, ana);
    await expect(page).toHaveURL("/?categoria=tratamento-de-incidentes");
    await page.goto("/");
    await expect(page.getByRole("heading", { name: "Olá, Ana" })).toBeVisible();
  });

  await test.step("seven counters, tabs and cards; a tab narrows them", async () => {
    const counters = page.getByRole("navigation", { name: "Meus chamados por situação" });
    await expect(counters.getByRole("link")).toHaveCount(7);
    await expect(counter(page, "Novo", 0)).toBeVisible();
    const cards = page.locator("#servicos").getByRole("heading", { level: 3 });
    const tabs = page.getByRole("navigation", { name: "Categorias de serviços" });
    await expect(tabs.getByRole("link", { name: /^Ver todos/ })).toHaveAttribute("aria-current", "page");
    const all = await cards.count();
    await tabs.getByRole("link", { name: /^Atendimentos específicos/ }).click();
    await expect(page).toHaveURL(/categoria=atendimentos-especificos/);
    await expect(cards.filter({ hasText: "SIOP Emendas Parlamentares" })).toBeVisible();
    await expect(cards.filter({ hasText: "IPVA" })).toHaveCount(0);
    expect(await cards.count()).toBeLessThan(all);
    await tabs.getByRole("link", { name: /^Ver todos/ }).click();
    await expect(cards).toHaveCount(all);
  });

  await test.step("the subject brings its fields, an answer brings another field", async () => {
    await page.getByRole("link", { name: "SIOP Emendas Parlamentares", exact: true }).first().click();
    await expect(page.getByRole("heading", { level: 1, name: "SIOP Emendas Parlamentares" })).toBeVisible();
    await expect(page.getByLabel("Número da emenda")).toBeHidden();
    await page.getByRole("radio", { name: "Indicação de beneficiário" }).check();
    await expect(page.getByLabel("Número da emenda")).toBeVisible();
    await expect(page.getByLabel("Estado da bancada")).toBeHidden();
    await page.getByRole("radio", { name: "De bancada" }).check();
    await expect(page.getByLabel("Estado da bancada")).toBeVisible();
    await page.getByRole("radio", { name: "Individual" }).check();
    await expect(page.getByLabel("Estado da bancada")).toBeHidden();
  });

  const number = await test.step("filled in, with two files, it is sent and has a number", async () => {
    await page.getByRole("radio", { name: "2026" }).check();
    await page.getByLabel("Número da emenda").fill("20260012");
    await page.getByLabel("CNPJ do beneficiário").fill("04.801.221/0001-10");
    await page.getByLabel("Valor indicado").fill("350.000,00");
    await page.getByLabel("O que você precisa").fill("O município não aparece na lista de beneficiários.");
    await attach(page, /Telas ou documentos/, [paper("ofício.pdf"), picture("tela.png")]);
    await page.getByRole("button", { name: "Enviar", exact: true }).click();
    await expect(page).toHaveURL(/\/chamados\/\d{8}\/comprovante$/);
    await expect(page.getByRole("heading", { name: "Chamado aberto" })).toBeVisible();
    const shown = /\d{8}/.exec(page.url())?.[0] ?? "";
    await expect(page.getByText(shown, { exact: true })).toBeVisible();
    await expect(page.getByText("ofício.pdf")).toBeVisible();
    await expect(page.getByText("tela.png")).toBeVisible();
    await expect(page.getByText("Estado da bancada")).toHaveCount(0);
    return shown;
  });
  const address = `/chamados/${number}`;

  await test.step("it is in the list, and the counter Novo is one more", async () => {
    await page.goto("/");
    await counter(page, "Novo", 1).click();
    await expect(page).toHaveURL(/\/chamados\?status=novo/);
    await page.getByRole("link", { name: /SIOP Emendas Parlamentares - Indicação de beneficiário/ }).click();
    await expect(page).toHaveURL(address);
    await expectStatus(page, "new");
    await expectHue(page.getByRole("article", { name: "Pedido de você" }), "backgroundColor", "green");
  });

  await test.step("the technician takes it, asks, and waits for the requester", async () => {
    await desk.goto(address);
    await desk.getByRole("button", { name: "Assumir", exact: true }).click();
    await expectStatus(desk, "assigned");
    await turnTo(desk, "Responder");
    await write(desk, "Resposta ao requerente", "Pode enviar o comprovante de inscrição?");
    await desk.getByRole("button", { name: "Adicionar", exact: true }).click();
    const asked = desk.getByRole("article", { name: "Resposta de você" });
    await expect(asked).toContainText("comprovante de inscrição");
    await desk.getByRole("button", { name: "Colocar em espera" }).click();
    const dialog = desk.getByRole("dialog", { name: "Colocar em espera" });
    await dialog.getByLabel("Motivo").fill("Falta o comprovante de inscrição");
    await dialog.getByRole("button", { name: "Colocar em espera" }).click();
    await expect(dialog).toBeHidden();
    await expectStatus(desk, "pending");
  });

  await test.step("the requester's open page shows it without being loaded again", async () => {
    await expectStatus(page, "pending");
    await expect(page.getByText("Falta o comprovante de inscrição").first()).toBeVisible();
    await expect(page.getByRole("heading", { name: "Precisamos da sua resposta" })).toBeVisible();
  });

  await test.step("the counter Aguardando has it, and an e-mail arrived", async () => {
    await page.goto("/");
    await expect(counter(page, "Aguardando", 1)).toBeVisible();
    await expect(counter(page, "Novo", 0)).toBeVisible();
    const letter = await openLetter(page, ana, "precisamos da sua resposta");
    await expect(letter.getByText("Falta o comprovante de inscrição").last()).toBeVisible();
    await letter.getByRole("link", { name: "Abrir o chamado" }).click();
    await expect(page).toHaveURL(new RegExp(`/chamados/0*${Number(number)}(#.*)?$`));
  });

  await test.step("she replies with bold text, a pasted picture and a PDF", async () => {
    await write(page, "Resposta", "Segue o comprovante ");
    await page.keyboard.press("Control+b");
    await page.keyboard.type("atualizado");
    await page.keyboard.press("Control+b");
    await pasteFile(editor(page, "Resposta"), picture("recorte.png"));
    await expect(editor(page, "Resposta").locator("img")).toBeVisible();
    await attach(page, /^Arquivos/, [paper("comprovante.pdf")]);
    await page.getByRole("button", { name: "Adicionar", exact: true }).click();
    const said = page.getByRole("article", { name: "Resposta de você" });
    await expect(said.locator("strong")).toHaveText("atualizado");
    await expect(said.getByRole("link", { name: /comprovante\.pdf/ })).toBeVisible();
    const image = said.getByRole("img", { name: "Imagem sem descrição" });
    await image.scrollIntoViewIfNeeded();
    await expect
      .poll(() => image.evaluate((element) => (element as HTMLImageElement).naturalWidth))
      .toBeGreaterThan(0);
    await expectStatus(page, "assigned");
  });

  await test.step("the technician's open page shows the reply, and a solution is proposed", async () => {
    const reply = desk.getByRole("article", { name: "Resposta de Ana Teste Ribeiro" });
    await expect(reply).toContainText("Segue o comprovante atualizado");
    await expectStatus(desk, "assigned");
    await proposeSolution(desk, "Atualizamos o cadastro do beneficiário.");
    await expectStatus(desk, "validating");
  });

  await test.step("a blue box with an orange bar; the counter Validar", async () => {
    await expectStatus(page, "validating");
    const box = page.locator("[data-solution=waiting]");
    await expectHue(box, "backgroundColor", "blue");
    await expectHue(box, "borderLeftColor", "orange");
    await expect(box).toContainText("Aguardando a sua resposta");
    await page.goto("/");
    await expect(counter(page, "Validar", 1)).toBeVisible();
    await expect(page.getByText("1 solução espera sua resposta")).toBeVisible();
    await page.goto(address);
  });

  await test.step("refusing without a comment says what is missing", async () => {
    await page.getByRole("button", { name: "Não resolveu" }).click();
    await expect(page.getByText("Conte o que não foi resolvido")).toBeVisible();
    await expect(editor(page, "Comentário")).toBeFocused();
    await expectStatus(page, "validating");
  });

  await test.step("refused with a comment and a file it is in process again, with a red bar", async () => {
    await write(page, "Comentário", "Ao salvar, a mensagem continua.");
    await attach(page, /^Arquivos/, [picture("erro.png")]);
    await page.getByRole("button", { name: "Não resolveu" }).click();
    await expectStatus(page, "assigned");
    const refused = page.locator("[data-solution=refused]");
    await expectHue(refused, "borderLeftColor", "red");
    await expect(refused).toContainText("Ao salvar, a mensagem continua.");
    await expect(refused.getByRole("link", { name: /erro\.png/ })).toBeVisible();
    await expect(sentFiles(page, /^Arquivos/)).toHaveCount(0);
  });

  await test.step("the second solution is approved: green bar, and the survey at once", async () => {
    await expectStatus(desk, "assigned");
    await proposeSolution(desk, "Limpamos a sessão antiga; tente de novo.");
    await expectStatus(page, "validating");
    await page.getByRole("button", { name: "Resolveu", exact: true }).click();
    await expectStatus(page, "resolved");
    await expectHue(page.locator("[data-solution=approved]"), "borderLeftColor", "green");
    await expect(page.getByRole("heading", { name: "Como foi o atendimento?" })).toBeVisible();
  });

  const comment = `Resolveu na segunda vez (${number}).`;
  await test.step("four stars and a comment", async () => {
    await page.getByRole("radio", { name: "4 estrelas, Bom" }).check();
    await page
      .getByRole("region", { name: "Como foi o atendimento?" })
      .getByLabel("Comentário")
      .fill(comment);
    await page.getByRole("button", { name: "Enviar avaliação" }).click();
    await expect(page.getByText("Obrigado pela avaliação")).toBeVisible();
    await expect(page.getByText("4 de 5 estrelas")).toBeVisible();
    await page.goto("/");
    await expect(counter(page, "Resolvido", 1)).toBeVisible();
  });

  await test.step("the manager reads it", async () => {
    await manager.goto("/gestao/avaliacoes");
    const rating = manager.getByRole("article").filter({ hasText: comment });
    await expect(rating).toContainText("4 de 5 estrelas");
    await expect(rating.getByRole("link", { name: new RegExp(number) })).toBeVisible();
    await expect(rating).toContainText("SIOP Emendas Parlamentares");
    await expect(rating).toContainText("Carlos Teste Prado");
  });
});
