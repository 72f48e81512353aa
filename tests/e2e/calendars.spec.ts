import type { Locator, Page } from "@playwright/test";
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
const department = rowOf("Calendário e fuso de cada departamento");

const TRAFFIC = "Departamento Estadual de Trânsito";
const CITIZENS = "Central do Cidadão";

/** Changes what a department works by in its dialog; returns what stood there. */
async function change(
  page: Page,
  name: string,
  choose: (fields: { dialog: Locator; calendar: Locator; zone: Locator }) => Promise<void>,
): Promise<{ calendar: string; zone: string }> {
  await page.getByRole("button", { name: `Trocar o calendário ou o fuso: ${name}` }).click();
  const dialog = page.getByRole("dialog", { name: `Calendário e fuso horário ${name}` });
  const calendar = dialog.getByLabel("Calendário", { exact: true });
  const zone = dialog.getByLabel("Fuso horário");
  const before = { calendar: await calendar.inputValue(), zone: await zone.inputValue() };
  await choose({ dialog, calendar, zone });
  await dialog.getByRole("button", { name: "Trocar" }).click();
  await expect(dialog).toHaveCount(0);
  return before;
}

/** Turns the pages of the calendar's year. */
async function showYear(page: Page, year: number): Promise<void> {
  const head = page.getByRole("heading", { name: /^Ano de \d{4}$/ });
  for (;;) {
    const shown = Number((await head.textContent())?.slice(-4));
    if (shown === year) return;
    const next = shown + Math.sign(year - shown);
    await page.getByRole("button", { name: `Ver ${next}` }).click();
    await expect(head).toHaveText(`Ano de ${next}`);
  }
}

/** A day of the year, by its number and what is said of it. */
const dayOf = (page: Page, month: string, name: RegExp) =>
  page.getByRole("table", { name: month, exact: true }).getByRole("cell", { name });

test("a calendar is made, its week and days are set, and a department works by it", async ({ visit }) => {
  const { page } = await visit(await demo("marina"));
  const name = nameOf("Horário da capital");
  await newCalendar(page, name);
  await expect(row(page, "Criação do Estado de Rondônia")).toContainText("Estadual");

  // Easter is on 28 March 2027. Of 261 weekdays twelve are closed as a whole.
  await showYear(page, 2027);
  await expect(row(page, "Consciência Negra")).toContainText("20/11");
  await expect(dayOf(page, "dezembro", /^25\W+Natal: fechado$/)).toBeVisible();
  await expect(dayOf(page, "março", /^26\W+Paixão de Cristo: fechado$/)).toBeVisible();
  await expect(dayOf(page, "maio", /^27\W+Corpus Christi: fechado$/)).toBeVisible();
  await expect(dayOf(page, "fevereiro", /^10\W+Quarta-feira de Cinzas.*: das 14:00 às 18:00$/)).toHaveText(
    /^10½/,
  );
  await expect(page.getByText("249 dias com expediente")).toBeVisible();

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
  await expect(page.getByText("250 dias com expediente")).toBeVisible();
  await expect(page.getByText("Há mudanças que ainda não foram salvas.")).toBeVisible();
  await save(page);
  await expect(page.getByText("Tudo salvo.")).toBeVisible();

  await page.reload();
  await expect(page.getByLabel("Sexta-feira, período 2, fim")).toHaveValue("17:00");
  await expect(row(page, "Aniversário da cidade")).toContainText("todo 31 de maio");
  await expect(row(page, "Corpus Christi").getByRole("checkbox")).not.toBeChecked();

  await page.goto("/admin/calendarios");
  const before = await change(page, TRAFFIC, async ({ calendar }) => {
    await calendar.selectOption({ label: name });
  });
  await expect(department(page, TRAFFIC)).toContainText(name);
  await expect(department(page, TRAFFIC)).toContainText("horário de Brasília");
  await expect(rowOf("Calendários")(page, name)).toContainText("1 departamento");

  await change(page, TRAFFIC, async ({ calendar }) => {
    await calendar.selectOption(before.calendar);
  });
  await expect(department(page, TRAFFIC)).not.toContainText(name);
});

test("a calendar that nobody works by is deleted, one that is worked by says by whom", async ({ visit }) => {
  const { page } = await visit(await demo("marina"));
  const name = nameOf("Horário de um dia");
  await newCalendar(page, name);
  await page.getByRole("button", { name: "Excluir calendário" }).click();
  const dialog = page.getByRole("dialog", { name: `Excluir o calendário “${name}”?` });
  await dialog.getByRole("button", { name: "Voltar" }).click();
  await page.getByRole("button", { name: "Excluir calendário" }).click();
  await dialog.getByRole("button", { name: "Excluir", exact: true }).click();
  await expect(page).toHaveURL("/admin/calendarios");
  await expect(page.getByRole("status").filter({ hasText: "Calendário excluído" })).toBeVisible();
  await expect(page.getByRole("link", { name })).toHaveCount(0);

  await page.getByRole("link", { name: "Finanças, das 7h30 às 13h30" }).click();
  await expect(page.getByText("em uso: Secretaria de Estado de Finanças")).toBeVisible();
  await expect(page.getByRole("button", { name: "Excluir calendário" })).toHaveCount(0);
});

test("what is typed of a day is lost only when one says so, and no day is taken in twice", async ({
  visit,
}) => {
  const { page } = await visit(await demo("marina"));
  await newCalendar(page, nameOf("Horário com mostra"));
  const include = page.getByRole("button", { name: "Incluir dia" });
  const dialog = page.getByRole("dialog", { name: "Incluir dia sem expediente" });
  const question = page.getByRole("dialog", { name: "Fechar sem incluir?" });
  await include.click();
  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);

  await include.click();
  await dialog.getByLabel("Nome").fill("Mostra de artes");
  await page.keyboard.press("Escape");
  await expect(question).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(question).toHaveCount(0);
  await dialog.getByRole("button", { name: "Fechar" }).click();
  await question.getByRole("button", { name: "Continuar editando" }).click();
  await expect(dialog.getByLabel("Nome")).toHaveValue("Mostra de artes");

  const send = dialog.getByRole("button", { name: "Incluir" });
  await send.click();
  await expect(dialog.getByText("Informe a data.")).toBeVisible();
  await dialog.getByLabel(/^Data/).fill("2026-12-10");
  await dialog.getByLabel("Parte do dia").selectOption("Fechado entre duas horas");
  await dialog.getByLabel("Fecha às").fill("15:00");
  await expect(dialog.getByText("O fim precisa ser depois do começo.")).toBeVisible();
  await dialog.getByLabel("Fecha às").fill("13:00");
  await expect(dialog.getByText("O fim precisa ser depois do começo.")).toHaveCount(0);
  await send.click();
  await expect(row(page, "Mostra de artes")).toContainText("das 13:00 às 14:00");

  await include.click();
  await dialog.getByLabel("Nome").fill("Outra mostra");
  await dialog.getByLabel(/^Data/).fill("2026-12-10");
  await dialog.getByLabel("Parte do dia").selectOption("Fechado entre duas horas");
  await dialog.getByLabel("Fecha às").fill("13:00");
  await send.click();
  await expect(dialog.getByText("Este dia já está na lista: Mostra de artes.")).toBeVisible();
  await dialog.getByRole("button", { name: "Voltar" }).click();
  await question.getByRole("button", { name: "Fechar sem incluir" }).click();
  await expect(dialog).toHaveCount(0);
  await expect(include).toBeFocused();
  await expect(row(page, "Mostra de artes")).toHaveCount(1);

  // However often it is pressed.
  await include.click();
  await dialog.getByLabel("Nome").fill("Quermesse");
  for (let times = 0; times < 4; times += 1) await page.keyboard.press("Escape");
  await expect(dialog).toBeVisible();
  await expect(dialog.getByLabel("Nome")).toHaveValue("Quermesse");
});

test("the focus goes where the work goes on", async ({ visit }) => {
  const { page } = await visit(await demo("marina"));
  await newCalendar(page, nameOf("Horário de teclado"));
  const first = (period: number) => page.getByLabel(`Segunda-feira, período ${period}, começo`);
  const add = page.getByRole("button", { name: "Adicionar período a segunda-feira" });
  const remove = (period: number) =>
    page.getByRole("button", { name: `Remover o período ${period} de segunda-feira` });
  await add.press("Enter");
  await expect(first(2)).toBeFocused();
  await remove(2).press("Enter");
  await expect(first(1)).toBeFocused();
  await remove(1).press("Enter");
  await expect(add).toBeFocused();

  const away = (name: string) => page.getByRole("button", { name: `Tirar ${name}` });
  await away("Natal").press("Enter");
  await expect(page.getByRole("button", { name: /^Tirar Véspera do Ano-Novo/ })).toBeFocused();
  await page.getByRole("button", { name: "Desfazer" }).press("Enter");
  await expect(away("Natal")).toBeFocused();
});

test("what was not saved is said beside the button, and saved when the line is back", async ({
  visit,
  watch,
}) => {
  watch.expect(/net::ERR_FAILED/);
  const { page } = await visit(await demo("marina"));
  await newCalendar(page, nameOf("Horário sem linha"));
  await page.getByRole("checkbox", { name: "Natal vale neste calendário", exact: true }).uncheck();
  await page.route("**/admin/calendarios/*", (route) =>
    route.request().method() === "POST" ? route.abort() : route.continue(),
  );
  await save(page);
  const told = page.getByRole("alert").filter({ hasText: "O calendário não foi salvo." });
  await expect(told).toBeInViewport();
  await expect(told).toContainText("confira a conexão");
  await page.unrouteAll();
  await save(page);
  await expect(page.getByText("Tudo salvo.")).toBeVisible();
  await expect(told).toHaveCount(0);
});

test("loading the page again asks where something was not saved", async ({ visit, watch }) => {
  watch.expect(/net::ERR_FAILED/);
  const { page } = await visit(await demo("marina"));
  await newCalendar(page, nameOf("Horário pela metade"));
  await page.route("**/_next/static/late.js", (route) => route.abort());
  await page.reload();
  await page.evaluate(() => {
    const script = document.createElement("script");
    script.src = "/_next/static/late.js";
    document.head.append(script);
  });
  await page.getByLabel("Segunda-feira, período 1, fim").fill("17:00");
  await expect(page.getByText("Há mudanças que ainda não foram salvas.")).toBeVisible();
  const asked = page.waitForEvent("dialog");
  const loaded = page.waitForEvent("load");
  await page.getByRole("alert").getByRole("link", { name: "Recarregar" }).click();
  expect((await asked).type()).toBe("beforeunload");
  await loaded;
  await expect(page.getByRole("alert").getByRole("link", { name: "Recarregar" })).toHaveCount(0);
});

test("a department's clocks are set by a zone of the country, and it is said what that does not touch", async ({
  visit,
}) => {
  const { page } = await visit(await demo("marina"));
  await page.goto("/admin/calendarios");
  const held = await department(page, CITIZENS).textContent();
  const before = await change(page, CITIZENS, async ({ dialog, zone }) => {
    await expect(dialog.getByText("Os que já correm não são recontados.")).toBeVisible();
    await expect(zone.locator("option:checked")).toHaveText(
      "Brasília: Distrito Federal, Goiás, Sudeste e Sul (UTC−3)",
    );
    await zone.selectOption({ label: "Rio Branco: Acre (UTC−5)" });
  });
  await expect(department(page, CITIZENS)).toContainText("horário de Rio Branco");
  await change(page, CITIZENS, async ({ zone }) => {
    await zone.selectOption(before.zone);
  });
  await expect(department(page, CITIZENS)).toHaveText(held ?? "");
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
  // What is mended is told no more, before it is saved.
  await expect(page.getByText("O fim precisa ser depois do começo.")).toHaveCount(0);
  await page.getByLabel("Quarta-feira, período 1, fim").fill("");
  await expect(page.getByText("Dê um nome ao calendário.")).toBeVisible();
  await save(page);
  const wednesday = page.getByLabel("Quarta-feira, período 1, fim");
  await expect(page.getByText("Informe a hora.")).toBeVisible();
  await expect(wednesday).toHaveValue("");
  await wednesday.fill("18:00");
  await expect(page.getByText("Informe a hora.")).toHaveCount(0);
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
