import type { Page } from "@playwright/test";
import { sessionCookieName } from "@/lib/accounts/cookie";
import { demoPerson } from "@/lib/demo/people";
import { logIn } from "./support/acts";
import { demo, endSessions, newPerson } from "./support/people";
import { expect, test } from "./support/test";

async function leave(page: Page): Promise<void> {
  await page.getByRole("button", { name: /^Conta de/ }).click();
  await page.getByRole("button", { name: "Sair" }).click();
}

test("gov.br and the password lead to the same account, and leaving ends both", async ({ page, context }) => {
  const { name } = demoPerson("rita");
  const govbr = String(process.env.E2E_GOVBR_URL);
  const whoIsIn = async () => (await page.request.get("/api/auth/session")).json();

  await page.goto("/chamados?status=validar");
  await page.getByRole("button", { name: "Entrar com gov.br" }).click();
  await expect(page).toHaveURL((url) => url.origin === govbr);
  await page.getByRole("button", { name: new RegExp(name) }).click();
  await expect(page).toHaveURL("/chamados?status=validar");
  const byGovbr = await whoIsIn();
  expect(byGovbr.user).toMatchObject({ name, id: (await demo("rita")).userId });

  await leave(page);
  await expect(page).toHaveURL(/\/entrar/);
  expect(await whoIsIn()).toEqual({});
  await page.getByRole("button", { name: "Entrar com gov.br" }).click();
  // The provider has forgotten them too: it asks again who they are.
  await expect(page.getByRole("button", { name: new RegExp(name) })).toBeVisible();
  await page.getByRole("button", { name: "Cancelar e voltar ao portal" }).click();
  await expect(page.getByText("Você cancelou a entrada pelo gov.br")).toBeVisible();

  await logIn(page, demoPerson("rita"));
  await expect(page.getByRole("heading", { name: "Olá, Rita" })).toBeVisible();
  expect((await whoIsIn()).user).toEqual(byGovbr.user);
  const cookie = (await context.cookies()).find((kept) => kept.name === sessionCookieName());
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: "Lax" });
  await leave(page);
  await expect(page).toHaveURL(/\/entrar/);
  // The cookie of a session that was left opens nothing.
  await context.addCookies([{ name: sessionCookieName(), value: cookie?.value ?? "", url: page.url() }]);
  await page.goto("/chamados");
  await expect(page).toHaveURL(/\/entrar\?callbackUrl=%2Fchamados/);
});

test("a wrong password and an unknown CPF get the same words, and the fields stay", async ({
  page,
  watch,
}) => {
  watch.expect(/the server responded with a status of 401.*callback\/credentials/);
  const person = await newPerson();
  for (const cpf of [person.cpf, "52998224725"]) {
    await page.goto("/entrar");
    await page.getByLabel("CPF").fill(cpf);
    await page.getByLabel("Senha", { exact: true }).fill("não é esta");
    await page.getByLabel("Senha", { exact: true }).press("Enter");
    await expect(page.getByRole("alert").filter({ hasText: "CPF ou senha não conferem" })).toBeVisible();
    await expect(page.getByLabel("CPF")).toHaveValue(cpf);
    await expect(page.getByLabel("Senha", { exact: true })).toBeFocused();
  }
});

test("a session that was ended elsewhere is over at the next click", async ({ visit, watch }) => {
  watch.expect(/the server responded with a status of 401.*api\/events/);
  const person = await newPerson();
  const { page } = await visit(person);
  await page.goto("/");
  await endSessions(person);
  await page
    .getByRole("navigation", { name: "Meus chamados por situação" })
    .getByRole("link")
    .first()
    .click();
  await expect(page).toHaveURL(/\/entrar\?callbackUrl=%2Fchamados/);
  await logIn(page, person);
  await expect(page).toHaveURL("/chamados");
});
