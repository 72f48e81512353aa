import { relay } from "@/lib/events/relay";
import { addFollowUp } from "@/lib/tickets/mutations/add-follow-up";
import { enter, newPerson, newStaff } from "./support/people";
import { expect, test } from "./support/test";
import { bring, openTicket, says } from "./support/tickets";

test("the bell hears of an answer; what was read is known; and a person chooses how to be told", async ({
  visit,
}) => {
  const { page, actor } = await visit(await newPerson());
  const ticket = await openTicket(actor);
  const { actor: technician } = await enter(await newStaff());
  await bring(ticket, "assigned", { requester: actor, technician });
  await page.goto("/");
  const bell = page.getByRole("link", { name: /^Avisos/ });
  await expect(bell).toContainText("1 aviso não lido");

  const answer = { number: ticket.number, body: says("Estamos vendo."), files: [] };
  await addFollowUp(technician, answer, new Date());
  await relay();
  await expect(bell).toContainText("2 avisos não lidos");

  await bell.click();
  await expect(page.getByRole("heading", { name: "Avisos", level: 1 })).toBeVisible();
  const lines = page.getByRole("main").getByRole("listitem").filter({ hasText: ticket.shown });
  await expect(lines).toHaveCount(2);
  await expect(lines.first()).toContainText("nova resposta");
  await expect(lines.first()).toContainText("Novo");
  await lines.first().getByRole("link").click();
  await expect(page.getByText("Estamos vendo.")).toBeVisible();
  await expect(bell).not.toContainText("não lido");
  await page.goBack();
  await page.reload();
  await expect(lines.first()).not.toContainText("Novo ·");

  const answers = page.getByRole("group", { name: "Respostas e perguntas" });
  await answers.getByLabel("No portal").uncheck();
  await expect(page.getByText("Há mudanças que ainda não foram salvas.")).toBeVisible();
  await page.getByRole("button", { name: "Salvar preferências" }).click();
  await expect(page.getByText("Preferências salvas")).toBeVisible();
  await page.reload();
  await expect(answers.getByLabel("No portal")).not.toBeChecked();
  await expect(answers.getByLabel("Por e-mail")).toBeChecked();
  await expect(page.getByRole("group", { name: "Soluções e prazos de resposta" })).toContainText(
    "No portal, sempre",
  );
  await addFollowUp(technician, { ...answer, body: says("Mais uma coisa.") }, new Date());
  await relay();
  await page.reload();
  await expect(lines).toHaveCount(2);
});

test("what is read in one tab is read in the other; all at once, and one goes on at the heading", async ({
  visit,
}) => {
  const { page, context, actor } = await visit(await newPerson());
  const { actor: technician } = await enter(await newStaff());
  const tickets = [await openTicket(actor), await openTicket(actor)];
  for (const ticket of tickets) await bring(ticket, "assigned", { requester: actor, technician });
  const other = await context.newPage();
  const bellOf = (tab: typeof page) => tab.getByRole("link", { name: /^Avisos/ });
  await page.goto("/perfil/avisos");
  await other.goto("/");
  for (const tab of [page, other]) await expect(bellOf(tab)).toContainText("2 avisos não lidos");

  await other.goto(`/chamados/${tickets[0]?.shown}`);
  for (const tab of [page, other]) await expect(bellOf(tab)).toContainText("1 aviso não lido");
  await other.goto("/");
  await expect(bellOf(other)).toContainText("1 aviso não lido");

  await page.bringToFront();
  await page.getByRole("button", { name: "Marcar todos como lidos" }).click();
  await expect(page.getByRole("status").getByText("Todos os avisos foram marcados como lidos")).toBeVisible();
  for (const tab of [page, other]) await expect(bellOf(tab)).not.toContainText("não lido");
  await expect(page.getByRole("heading", { name: "Avisos", level: 1 })).toBeFocused();
  await expect(page.getByRole("button", { name: "Marcar todos como lidos" })).toHaveCount(0);
  await expect(page.getByRole("main").getByText("Novo ·")).toHaveCount(0);
});

test("how to be told is found from the top, and a word that is overtaken leaves", async ({
  visit,
  watch,
}) => {
  watch.expect(/net::ERR_INTERNET_DISCONNECTED/);
  const { page, context } = await visit(await newPerson());
  await page.goto("/perfil/avisos");
  await page.getByRole("link", { name: "Como quero ser avisado" }).click();
  await expect(page).toHaveURL("/perfil/avisos#preferencias");
  const place = page.getByRole("heading", { name: "Como quero ser avisado" });
  await expect(place).toBeFocused();
  await expect(place).toBeInViewport();

  const answers = page.getByRole("group", { name: "Respostas e perguntas" });
  await answers.getByLabel("No portal").uncheck();
  await page.getByRole("button", { name: "Salvar preferências" }).click();
  await expect(page.getByText("Preferências salvas")).toBeVisible();
  await answers.getByLabel("No portal").check();
  await context.setOffline(true);
  await page.getByRole("button", { name: "Salvar preferências" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "As preferências não foram salvas" })).toBeVisible();
  await expect(page.getByText("Preferências salvas")).toHaveCount(0);
  await context.setOffline(false);
});
