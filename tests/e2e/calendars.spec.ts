import type { Page } from "@playwright/test";
import { demo } from "./support/people";
import { expect, test } from "./support/test";

/** Makes a calendar and opens it. */
async function newCalendar(page: Page, name: string): Promise<void> {
  await page.goto("/admin/calendarios");
  await page.getByRole("button", { name: "Criar calendário" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Nome").fill(name);
  await dialog.getByLabel("Feriados do estado").selectOption("Rondônia");
  await dialog.getByRole("button", { name: "Criar", exact: true }).click();
  await page.getByRole("link", { name }).click();
  await expect(page.getByRole("heading", { name, level: 1 })).toBeVisible();
}

const nameOf = (what: string) => `${what} ${Date.now()}`;
const save = (page: Page) => page.getByRole("button", { name: "Salvar", exact: true }).click();
const rowOf = (table: string) => (page: Page, name: string) =>
  page.getByRole("table", { name: table, exact: true }).getByRole("row").filter({ hasText: name });
const row = rowOf("Dias sem expediente");
const department = rowOf("Calendário de cada departamento");

test("a calendar is made, its week and days are set, and a department works by it", async ({ visit }) => {
  const { page } = await visit(await demo("marina"));
  const name = nameOf("Horário da capital");
  await newCalendar(page, name);
  await expect(row(page, "Criação do Estado de Rondônia")).toContainText("Estadual");

  const year = new Date().getFullYear() + 1;
  await page.getByRole("button", { name: `Ver ${year}` }).click();
  await expect(row(page, "Consciência Negra")).toContainText("20/11");
  await expect(page.getByRole("cell", { name: /^25\W+Natal: fechado$/ })).toBeVisible();

  await page.getByLabel("Segunda-feira, período 1, fim").fill("12:00");
  await page.getByRole("button", { name: "Adicionar período a segunda-feira" }).click();
  await expect(page.getByLabel("Segunda-feira, período 2, começo")).toHaveValue("13:00");
  await page.getByRole("button", { name: "Repetir a segunda-feira até sexta" }).click();
  await expect(page.getByLabel("Sexta-feira, período 2, fim")).toHaveValue("17:00");

  await page.getByRole("button", { name: "Incluir dia" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Nome").fill("Aniversário da cidade");
  await dialog.getByLabel("Todo ano no mesmo dia").check();
  await dialog.getByRole("textbox", { name: /^Dia/ }).fill("31");
  await dialog.getByLabel("Mês").selectOption("junho");
  await dialog.getByRole("button", { name: "Incluir" }).click();
  await expect(dialog.getByText("Este dia não existe neste mês.")).toBeVisible();
  await dialog.getByLabel("Mês").selectOption("maio");
  await dialog.getByLabel("Parte do dia").selectOption("Fechado a partir de uma hora");
  await dialog.getByLabel("Fecha às").fill("12:00");
  await dialog.getByLabel("Âmbito").selectOption("Municipal");
  await dialog.getByRole("button", { name: "Incluir" }).click();
  await expect(row(page, "Aniversário da cidade")).toContainText("a partir das 12:00");

  await page.getByRole("button", { name: "Tirar Corpus Christi" }).click();
  await expect(row(page, "Corpus Christi")).toHaveCount(0);
  await page.getByRole("button", { name: "Desfazer" }).click();
  await row(page, "Corpus Christi").getByRole("checkbox").uncheck();
  await expect(page.getByText("Há mudanças que ainda não foram salvas.")).toBeVisible();
  await save(page);
  await expect(page.getByText("Tudo salvo.")).toBeVisible();

  await page.reload();
  await expect(page.getByLabel("Sexta-feira, período 2, fim")).toHaveValue("17:00");
  await expect(row(page, "Aniversário da cidade")).toContainText("todo 31 de maio");
  await expect(row(page, "Corpus Christi").getByRole("checkbox")).not.toBeChecked();

  await page.goto("/admin/calendarios");
  await page
    .getByRole("button", { name: "Trocar o calendário de Departamento Estadual de Trânsito" })
    .click();
  const choice = page.getByRole("dialog").getByLabel("Calendário");
  const before = await choice.inputValue();
  await choice.selectOption({ label: name });
  await page.getByRole("dialog").getByRole("button", { name: "Trocar" }).click();
  await expect(department(page, "Departamento Estadual de Trânsito")).toContainText(name);
  await expect(rowOf("Calendários")(page, name)).toContainText("1 departamento");

  await page
    .getByRole("button", { name: "Trocar o calendário de Departamento Estadual de Trânsito" })
    .click();
  await page.getByRole("dialog").getByLabel("Calendário").selectOption(before);
  await page.getByRole("dialog").getByRole("button", { name: "Trocar" }).click();
  await expect(department(page, "Departamento Estadual de Trânsito")).not.toContainText(name);
});

test("what is wrong is said beside it, and a name is taken once", async ({ visit }) => {
  const { page } = await visit(await demo("marina"));
  const name = nameOf("Horário da sede");
  await newCalendar(page, name);
  for (const end of ["fim", "começo"])
    await page.getByLabel(`Terça-feira, período 1, ${end}`).fill(end === "fim" ? "08:00" : "10:00");
  await page.getByLabel("Nome").fill("x");
  await save(page);
  await expect(page.getByText("O fim precisa ser depois do começo.")).toBeVisible();
  await expect(page.getByText("Dê um nome ao calendário.")).toBeVisible();
  await expect(page.getByLabel("Nome")).toBeFocused();
  await page.getByLabel("Terça-feira, período 1, fim").fill("11:00");
  await page.getByLabel("Nome").fill("Finanças, das 7h30 às 13h30");
  await save(page);
  await expect(page.getByText("Já existe um calendário com este nome.")).toBeVisible();
  await expect(page.getByLabel("Terça-feira, período 1, fim")).toHaveValue("11:00");
});

test("of two who edit at once, the second keeps what they typed and chooses", async ({ visit }) => {
  const first = await visit(await demo("marina"));
  const second = await visit(await demo("marina"));
  const name = nameOf("Horário de dois");
  await newCalendar(first.page, name);
  await second.page.goto(first.page.url());
  await first.page.getByLabel("Segunda-feira, período 1, fim").fill("17:00");
  await second.page.getByLabel("Segunda-feira, período 1, fim").fill("16:00");
  await save(first.page);
  await expect(first.page.getByText("Tudo salvo.")).toBeVisible();
  await save(second.page);
  await expect(second.page.getByText("Outra pessoa mudou este calendário")).toBeVisible();
  await expect(second.page.getByLabel("Segunda-feira, período 1, fim")).toHaveValue("16:00");
  await second.page.getByRole("button", { name: "Salvar a minha por cima" }).click();
  await expect(second.page.getByText("Tudo salvo.")).toBeVisible();
  await first.page.reload();
  await expect(first.page.getByLabel("Segunda-feira, período 1, fim")).toHaveValue("16:00");
});
