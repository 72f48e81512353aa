import { demo, newPerson } from "./support/people";
import { expect, test } from "./support/test";
import { openPraise } from "./support/tickets";

test("what a service promises is changed, and two who change it at once do not overwrite each other", async ({
  visit,
}) => {
  const { page } = await visit(await demo("marina"));
  await page.goto("/admin/prazos");
  const row = page.getByRole("row").filter({ hasText: "Cadastro da instituição" });
  await expect(row).toContainText("3 dias úteis");
  await expect(page.getByText("Os valores da lista são os da prioridade normal.")).toBeVisible();
  await expect(page.getByRole("columnheader", { name: "Sem resposta" })).toBeVisible();
  await page.getByRole("link", { name: "Cadastro da instituição" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/Cadastro da instituição/);

  const other = await visit(await demo("marina"));
  await other.page.goto(page.url());

  const urgent = page.getByRole("group", { name: "Prioridade urgente" });
  await urgent.getByLabel("Primeira resposta", { exact: true }).fill("meia");
  await page.getByRole("button", { name: "Salvar" }).click();
  await expect(urgent.getByText("Informe um número inteiro, a partir de 1.")).toBeVisible();
  await expect(urgent.getByLabel("Primeira resposta", { exact: true })).toBeFocused();
  const late = urgent.getByText("A primeira resposta não pode ser prometida para depois da solução.");
  await urgent.getByLabel("Solução", { exact: true }).fill("3");
  await urgent.getByLabel("Solução, prioridade urgente: como se conta").selectOption("dias úteis");
  await urgent.getByLabel("Primeira resposta", { exact: true }).fill("400");
  await page.getByRole("button", { name: "Salvar" }).click();
  await expect(late).toBeVisible();
  await urgent.getByLabel("Solução", { exact: true }).fill("60");
  await expect(late).toHaveCount(0);
  await urgent.getByLabel("Primeira resposta", { exact: true }).fill("2");
  await urgent
    .getByLabel("Primeira resposta, prioridade urgente: como se conta")
    .selectOption("minutos úteis");
  await urgent.getByLabel("Solução", { exact: true }).fill("");
  await page.getByLabel("Avisar quantos dias antes").fill("3, 1");
  await expect(page.getByText("Há mudanças que ainda não foram salvas.")).toBeVisible();
  await page.getByRole("button", { name: "Salvar" }).click();
  await expect(page.getByText("Tudo salvo.")).toBeVisible();
  await page.reload();
  await expect(urgent.getByLabel("Primeira resposta", { exact: true })).toHaveValue("2");
  await expect(urgent.getByLabel("Solução", { exact: true })).toHaveValue("");
  await expect(page.getByLabel("Avisar quantos dias antes")).toHaveValue("3, 1");

  await other.page.getByLabel("Para reabrir").fill("9");
  await other.page.getByRole("button", { name: "Salvar" }).click();
  await expect(other.page.getByText("Outra pessoa mudou estes prazos enquanto você editava")).toBeVisible();
  await other.page.getByRole("button", { name: "Salvar a minha por cima" }).click();
  await expect(other.page.getByText("Tudo salvo.")).toBeVisible();
  await page.reload();
  await expect(page.getByLabel("Para reabrir")).toHaveValue("9");
});

test("what was changed and not saved is lost by no link and no step back, unless one says so", async ({
  visit,
}) => {
  const { page } = await visit(await demo("marina"));
  await page.goto("/admin/prazos");
  await page.getByRole("link", { name: "Cadastro da instituição" }).click();
  const reopen = page.getByLabel("Para reabrir");
  await reopen.click();
  await reopen.fill("12");
  const editor = page.url();
  const question = page.getByRole("dialog", { name: "Sair sem salvar?" });
  const elsewhere = page.getByRole("navigation").getByRole("link", { name: "Administração" }).first();
  await elsewhere.click();
  await question.getByRole("button", { name: "Continuar editando" }).click();
  await reopen.click();
  await page.evaluate(() => history.back());
  await expect(question).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(question).toBeHidden();
  expect(page.url()).toBe(editor);
  await expect(reopen).toHaveValue("12");
  await page.evaluate(() => history.back());
  await question.getByRole("button", { name: "Sair sem salvar" }).click();
  await expect(page).toHaveURL("/admin/prazos");

  await page.getByRole("link", { name: "Cadastro da instituição" }).click();
  await reopen.fill("12");
  await page.getByRole("button", { name: /Marina/ }).click();
  await page.getByRole("button", { name: "Sair" }).click();
  await question.getByRole("button", { name: "Continuar editando" }).click();
  await expect(reopen).toHaveValue("12");
  await elsewhere.click();
  await question.getByRole("button", { name: "Sair sem salvar" }).click();
  await expect(page).toHaveURL("/admin");
});

test("a ticket's page says what is promised and what is left, to both sides; the team extends a term of the law", async ({
  visit,
}) => {
  const { page, actor } = await visit(await newPerson());
  const { number } = await openPraise(actor);
  await page.goto(`/chamados/${number}`);
  const deadlines = page
    .locator("section")
    .filter({ has: page.getByRole("heading", { name: "Prazos" }), visible: true });
  await expect(deadlines.getByRole("progressbar")).toHaveCount(2);
  await expect(deadlines).toContainText("Prometido até");

  const staff = await visit(await demo("luciana"));
  await staff.page.goto(`/chamados/${number}`);
  await staff.page.getByRole("button", { name: "Prorrogar prazo" }).click();
  const dialog = staff.page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Prorrogar" }).click();
  await expect(
    dialog.getByText("Escreva a justificativa. A lei exige, e o requerente vai ler."),
  ).toBeVisible();
  await dialog.getByLabel("Justificativa").fill("O parecer depende de outro órgão.");
  await dialog.getByRole("button", { name: "Prorrogar" }).click();
  await expect(page.getByText("O parecer depende de outro órgão.")).toBeVisible();
  await expect(deadlines).toContainText("Prazo prorrogado uma vez, com justificativa.");
});
