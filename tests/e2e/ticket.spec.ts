import type { Page } from "@playwright/test";
import { rateTicket } from "@/lib/tickets/mutations/rate-ticket";
import { attach, editor, expectStatus, logIn, pasteFile, sentFiles } from "./support/acts";
import { pdf, png } from "./support/papers";
import { endSessions, enter, newPerson, newStaff, type Person } from "./support/people";
import { expect, test, type Visit } from "./support/test";
import { bring, type Opened, openTicket } from "./support/tickets";

const paper = { name: "prova.pdf", mimeType: "application/pdf", buffer: pdf() };

interface Meeting extends Visit {
  person: Person;
  ticket: Opened;
  technician: Person;
}

/** A requester in front of a ticket that came as far as wanted. */
async function meet(
  visit: (person: Person) => Promise<Visit>,
  to: Parameters<typeof bring>[1] | "new",
): Promise<Meeting> {
  const person = await newPerson("Nádia Teste Falcão");
  const technician = await newStaff();
  const visitor = await visit(person);
  const ticket = await openTicket(visitor.actor);
  if (to !== "new") {
    const by = { requester: visitor.actor, technician: (await enter(technician)).actor };
    await bring(ticket, to, by);
  }
  await visitor.page.goto(`/chamados/${ticket.shown}`);
  return { ...visitor, person, ticket, technician };
}

async function write(page: Page, label: string, words: string): Promise<void> {
  await editor(page, label).click();
  await page.keyboard.type(words);
}

test("approving with a comment asks once more, in words", async ({ visit }) => {
  const { page } = await meet(visit, "validating");
  await write(page, "Comentário", "Ainda aparece a mensagem.");
  await page.getByRole("button", { name: "Resolveu", exact: true }).click();
  const question = page.getByRole("dialog", { name: "Você escreveu um comentário" });
  await expect(question).toContainText("pode ser reaberto por 5 dias");
  await question.getByRole("button", { name: "Voltar ao texto" }).click();
  await expectStatus(page, "validating");
  await expect(editor(page, "Comentário")).toHaveText("Ainda aparece a mensagem.");
  await page.getByRole("button", { name: "Resolveu", exact: true }).click();
  await question.getByRole("button", { name: "Não resolveu" }).click();
  await expectStatus(page, "assigned");
  await expect(page.locator("[data-solution=refused]")).toContainText("Ainda aparece a mensagem.");
});

test("a plain reply to a solution asks whether it was a refusal", async ({ visit }) => {
  const { page } = await meet(visit, "validating");
  await write(page, "Comentário", "Obrigada, vou conferir.");
  await page.getByRole("button", { name: "Só responder" }).click();
  const question = page.getByRole("dialog", { name: "A sua resposta diz que não resolveu?" });
  await question.getByRole("button", { name: "É só uma resposta" }).click();
  await expect(page.getByRole("article", { name: "Resposta de você" })).toContainText("vou conferir");
  await expectStatus(page, "validating");
});

test("a rating is skipped, given later, and changed", async ({ visit }) => {
  const { page } = await meet(visit, "resolved");
  const survey = page.getByRole("region", { name: "Como foi o atendimento?" });
  await survey.getByRole("button", { name: "Enviar avaliação" }).click();
  await expect(survey.getByText("Escolha de 1 a 5 estrelas.")).toBeVisible();
  await survey.getByRole("button", { name: "Agora não" }).click();
  await expect(survey).toHaveCount(0);
  await page.getByRole("button", { name: "Avaliar o atendimento" }).click();
  await survey.getByRole("radio", { name: /Regular/ }).check();
  await survey.getByRole("button", { name: "Enviar avaliação" }).click();
  await expect(page.getByText("3 de 5 estrelas")).toBeVisible();
  await page.reload();
  await page.getByRole("button", { name: "Mudar a avaliação" }).click();
  await survey.getByRole("radio", { name: /Ótimo/ }).check();
  await survey.getByLabel("Comentário").fill("Pensei melhor.");
  await survey.getByRole("button", { name: "Enviar avaliação" }).click();
  await expect(page.getByText("5 de 5 estrelas")).toBeVisible();
  await expect(page.getByText("Pensei melhor.")).toBeVisible();
});

test("a solved ticket is opened again with a reason, and its rating stays", async ({ visit }) => {
  const { page, actor, ticket } = await meet(visit, "resolved");
  await rateTicket(actor, { number: ticket.number, stars: 5, comment: "Rápido." }, new Date());
  await page.reload();
  await page.getByRole("button", { name: "Reabrir ou responder" }).click();
  await page.getByRole("button", { name: "Reabrir chamado" }).click();
  await expect(page.getByText("Conte por que o chamado precisa ser reaberto.")).toBeVisible();
  await write(page, "Mensagem", "O erro voltou hoje.");
  await page.getByRole("button", { name: "Reabrir chamado" }).click();
  await expectStatus(page, "assigned");
  await expect(page.getByText("O erro voltou hoje.")).toBeVisible();
});

test("a new ticket is cancelled, after a question", async ({ visit }) => {
  const { page } = await meet(visit, "new");
  await page.getByRole("button", { name: "Cancelar chamado" }).click();
  const dialog = page.getByRole("dialog", { name: "Cancelar este chamado?" });
  await expect(dialog).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(page.getByRole("button", { name: "Cancelar chamado" })).toBeFocused();
  await page.getByRole("button", { name: "Cancelar chamado" }).click();
  await dialog.getByRole("button", { name: "Cancelar chamado" }).click();
  await expectStatus(page, "cancelled");
  await expect(page.getByRole("link", { name: "Abrir novo chamado a partir deste" })).toBeVisible();
  await expect(editor(page, "Resposta")).toHaveCount(0);
});

test("a reply survives a reload, with its picture and its file", async ({ visit, watch }) => {
  // The last words of the page before may arrive first; saving the same again is then told so.
  watch.expect(/the server responded with a status of 409.*api\/drafts/);
  const { page } = await meet(visit, "pending");
  await write(page, "Resposta", "Metade da frase");
  const picture = { name: "tela.png", mimeType: "image/png", buffer: png() };
  await pasteFile(editor(page, "Resposta"), picture);
  await expect(editor(page, "Resposta").locator("img")).toBeVisible();
  await attach(page, /^Arquivos/, [paper]);
  // At once: what the server does not have yet is kept in the browser.
  await page.reload();
  await expect(editor(page, "Resposta")).toContainText("Metade da frase");
  await expect(editor(page, "Resposta").locator("img")).toBeVisible();
  await expect(sentFiles(page, /^Arquivos/)).toHaveCount(1);
});

test("an expired session keeps the reply, which is sent after the login", async ({ visit, watch }) => {
  watch.expect(/the server responded with a status of 401/);
  const { page, person } = await meet(visit, "pending");
  await write(page, "Resposta", "Escrito antes de a sessão terminar.");
  await endSessions(person);
  await page.getByRole("button", { name: "Adicionar", exact: true }).click();
  await expect(page.getByRole("dialog", { name: "Entre de novo para continuar" })).toBeVisible();
  await logIn(page, person);
  await expect(page.getByRole("article", { name: "Resposta de você" })).toContainText("Escrito antes");
  await expectStatus(page, "assigned");
});

test("a server that fails leaves the reply where it is, and the next try sends it", async ({
  visit,
  watch,
}) => {
  watch.expect(/the server responded with a status of 502|unexpected response/i);
  const { page } = await meet(visit, "pending");
  await write(page, "Resposta", "Escrito enquanto o servidor falhava.");
  const acts = (url: URL) => url.pathname.startsWith("/chamados/");
  await page.route(acts, (route) =>
    route.request().method() === "POST"
      ? route.fulfill({ status: 502, contentType: "text/html", body: "<h1>Bad gateway</h1>" })
      : route.fallback(),
  );
  const add = page.getByRole("button", { name: "Adicionar", exact: true });
  await add.click();
  await expect(page.getByRole("alert").filter({ hasText: "Algo deu errado do nosso lado" })).toBeVisible();
  await expect(editor(page, "Resposta")).toContainText("Escrito enquanto");
  await page.unroute(acts);
  await add.click();
  await expect(page.getByRole("article", { name: "Resposta de você" })).toContainText("Escrito enquanto");
});

test("a reply whose answer got lost is not said twice", async ({ visit, watch }) => {
  watch.expect(/ERR_FAILED/);
  const { page } = await meet(visit, "pending");
  await write(page, "Resposta", "Uma vez só.");
  const acts = (url: URL) => url.pathname.startsWith("/chamados/");
  await page.route(acts, async (route) => {
    if (route.request().method() !== "POST") return route.fallback();
    await route.fetch();
    await route.abort();
  });
  const add = page.getByRole("button", { name: "Adicionar", exact: true });
  await add.click();
  await expect(page.getByText(/Não conseguimos falar com o servidor/)).toBeVisible();
  await page.unroute(acts);
  if (await add.isVisible()) await add.click();
  await expect(page.getByRole("article", { name: "Resposta de você" })).toHaveCount(1);
  await page.reload();
  await expect(page.getByRole("article", { name: "Resposta de você" })).toHaveCount(1);
});

test("links and lists are written, read back and lead out safely", async ({ visit }) => {
  const { page } = await meet(visit, "pending");
  await editor(page, "Resposta").click();
  await page.keyboard.type("Veja a página");
  await page.keyboard.press("Control+Shift+ArrowLeft");
  await page.keyboard.press("Control+k");
  await page.keyboard.type("javascript:alert(1)");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert").filter({ hasText: /\S/ }).first()).toBeVisible();
  await page.keyboard.press("Control+a");
  await page.keyboard.type("www.exemplo.gov.br/ajuda");
  await page.keyboard.press("Enter");
  await expect(editor(page, "Resposta")).toBeFocused();
  await page.keyboard.press("End");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Lista com marcadores" }).first().click();
  await expect(editor(page, "Resposta").getByRole("listitem")).toHaveCount(1);
  await expect(editor(page, "Resposta")).toBeFocused();
  await page.keyboard.type("um");
  await expect(editor(page, "Resposta").getByRole("listitem")).toHaveText("um");
  await page.getByRole("button", { name: "Adicionar", exact: true }).click();
  const said = page.getByRole("article", { name: "Resposta de você" });
  const link = said.getByRole("link", { name: /página/ });
  await expect(link).toHaveAttribute("href", "https://www.exemplo.gov.br/ajuda");
  await expect(link).toHaveAttribute("rel", /noopener/);
  await expect(said.getByRole("listitem")).toHaveText("um");
});

test("the cursor stays where one writes", async ({ visit }) => {
  const { page } = await meet(visit, "pending");
  await write(page, "Resposta", "depois");
  await page.keyboard.press("Home");
  await page.keyboard.type("antes e ");
  await expect(editor(page, "Resposta")).toHaveText("antes e depois");
});

test("a note of the team never reaches the requester", async ({ visit }) => {
  const { page, ticket, technician } = await meet(visit, "assigned");
  const desk = (await visit(technician)).page;
  await desk.goto(`/chamados/${ticket.shown}`);
  await desk.getByRole("tab", { name: "Nota interna" }).click();
  await write(desk, "Nota interna", "Só para nós.");
  await desk.getByRole("button", { name: "Adicionar nota" }).click();
  await expect(desk.getByRole("article", { name: "Nota interna de você" })).toBeVisible();
  await desk.getByRole("tab", { name: "Responder" }).click();
  await write(desk, "Resposta ao requerente", "Estamos vendo.");
  await desk.getByRole("button", { name: "Adicionar", exact: true }).click();
  await expect(page.getByText("Estamos vendo.")).toBeVisible();
  await expect(page.getByText("Só para nós.")).toHaveCount(0);
  expect(await page.content()).not.toContain("Só para nós");
});

test("a dialog stays when the other side was faster, and says so", async ({ visit }) => {
  const { page, technician } = await meet(visit, "validating");
  const { page: desk } = await visit(technician);
  await desk.goto(new URL(page.url()).pathname);
  await desk.getByRole("button", { name: "Retirar a solução" }).click();
  const dialog = desk.getByRole("dialog", { name: /Retirar a solução/ });
  await page.getByRole("button", { name: "Resolveu", exact: true }).click();
  await expectStatus(desk, "resolved");
  await dialog.getByRole("button", { name: "Retirar a solução" }).click();
  await expect(dialog.getByText(/Alguém agiu antes/)).toBeVisible();
});

test("two technicians take at once: one has it, the other is told", async ({ visit, watch }) => {
  watch.expect(/ERR_FAILED.*api\/events/);
  const { ticket } = await meet(visit, "new");
  const first = (await visit(await newStaff())).page;
  const second = (await visit(await newStaff("technician", "siop", "Vera Teste Lima"))).page;
  const take = (page: Page) => page.getByRole("button", { name: "Assumir", exact: true });
  for (const page of [first, second]) {
    await page.route("**/api/events*", (route) => route.abort());
    await page.goto(`/chamados/${ticket.shown}`);
  }
  await take(first).click();
  await expectStatus(first, "assigned");
  await take(second).click();
  await expect(second.getByRole("alert").filter({ hasText: "Não foi feito" })).toBeVisible();
  await expectStatus(second, "assigned");
});
