import type { BrowserContext, Page } from "@playwright/test";
import { sessionCookieName } from "@/lib/accounts/cookie";
import { DEMO_PASSWORD, demoPerson } from "@/lib/demo/people";
import { logIn } from "./support/acts";
import { demo, endSessions, enter, newPerson, newStaff } from "./support/people";
import { expect, test } from "./support/test";

const cpf = (page: Page) => page.getByLabel("CPF");
const password = (page: Page) => page.getByLabel("Senha", { exact: true });
const submit = (page: Page) => page.getByRole("button", { name: "Entrar", exact: true });
const notice = (page: Page) => page.getByRole("alert");

async function themeOf(context: BrowserContext): Promise<string | undefined> {
  return (await context.cookies()).find(({ name }) => name === "tema")?.value;
}

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

test("the login page brings one script of its own, and nothing of the framework", async ({ page }) => {
  const fetched: string[] = [];
  page.on("request", (request) => {
    if (["script", "fetch", "xhr"].includes(request.resourceType())) fetched.push(request.url());
  });
  await page.goto("/entrar?error=credentials&callbackUrl=%2Ffila", { waitUntil: "networkidle" });
  expect(fetched).toEqual([]);
  const scripts = await page.locator("script").evaluateAll((all) => all.map((one) => one.outerHTML));
  expect(scripts).toHaveLength(1);
  expect(scripts[0]).toMatch(/^<script nonce="">/);
  expect(scripts[0]).not.toMatch(/__next|react/i);
});

test("without scripts the login works, and says what went wrong", async ({ browser, baseURL, watch }) => {
  watch.expect(/401/);
  const { cpf } = await newPerson();
  const context = await browser.newContext({ baseURL, javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto("/chamados?status=validar");
  await page.getByLabel("CPF").fill(cpf);
  await page.getByLabel("Senha", { exact: true }).fill("não é esta");
  await page.getByRole("button", { name: "Entrar", exact: true }).click();
  await expect(page.getByRole("alert")).toContainText("CPF ou senha não conferem");
  await logIn(page, { cpf });
  await expect(page).toHaveURL("/chamados?status=validar");
  await context.close();
});

test("one of the demo's people is in at a click", async ({ page }) => {
  const { name } = demoPerson("rita");
  await page.goto("/entrar?callbackUrl=%2Fchamados");
  await page.getByRole("button", { name: new RegExp(name) }).click();
  await expect(page).toHaveURL("/chamados");
});

test("what goes wrong is said, what was typed stays, and the focus goes where to mend it", async ({
  page,
  watch,
}) => {
  watch.expect(/the server responded with a status of 401.*callback\/credentials|ERR_INTERNET_DISCONNECTED/);
  const person = await newPerson();
  await page.goto("/entrar?callbackUrl=%2Fchamados");
  await cpf(page).fill("111.222.333-00");
  await password(page).fill("errada");
  await submit(page).click();
  await expect(notice(page)).toContainText("Este CPF não existe");
  await expect(cpf(page)).toBeFocused();
  await cpf(page).fill(person.cpf);
  await submit(page).click();
  await expect(notice(page)).toContainText("CPF ou senha não conferem");
  await expect(notice(page)).toHaveCount(1);
  await expect(password(page)).toBeFocused();
  await expect(cpf(page)).toHaveValue(person.cpf);

  await page.context().setOffline(true);
  await expect(page.getByText("O que está na tela continua aqui")).toBeVisible();
  await password(page).fill(DEMO_PASSWORD);
  await submit(page).click();
  await expect(notice(page)).toContainText("Sem conexão");
  await expect(cpf(page)).toHaveValue(person.cpf);
  await page.context().setOffline(false);
  await expect(page.getByText("O que está na tela continua aqui")).toHaveCount(0);

  let answered = () => {};
  const answer = new Promise<void>((resolve) => {
    answered = resolve;
  });
  await page.route("**/api/auth/callback/credentials", async (route) => {
    await answer;
    await route.continue();
  });
  await submit(page).click();
  await expect(submit(page)).toHaveAttribute("aria-busy", "true");
  await expect(notice(page)).toHaveCount(0);
  answered();
  await expect(page).toHaveURL("/chamados");
});

test("colours, password and help by keyboard", async ({ page, context }) => {
  await page.goto("/entrar");
  const look = page.getByRole("button", { name: "Aparência" });
  await look.focus();
  await page.keyboard.press("Enter");
  await expect(look).toHaveAttribute("aria-expanded", "true");
  await page.keyboard.press("Escape");
  await expect(look).toHaveAttribute("aria-expanded", "false");
  await expect(look).toBeFocused();
  await page.keyboard.press("Enter");
  await page.getByRole("radio", { name: "Escura" }).check();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  expect(await themeOf(context)).toBe("dark");
  await cpf(page).focus();
  await expect(page.getByRole("radio", { name: "Escura" })).toBeHidden();
  await page.reload();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");

  await password(page).fill("segredo");
  await page.keyboard.press("Tab");
  const show = page.getByRole("button", { name: "Mostrar senha" });
  await expect(show).toBeFocused();
  await page.keyboard.press("Space");
  await expect(password(page)).toHaveAttribute("type", "text");
  await expect(show).toHaveAttribute("aria-pressed", "true");
  await page.keyboard.press("Space");
  await expect(password(page)).toHaveAttribute("type", "password");
  await expect(password(page)).toHaveValue("segredo");
  await page.locator("summary").focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("link", { name: /@/ }).first()).toBeVisible();
});

test("who follows a link after the session is gone comes to the login, and back", async ({
  visit,
  watch,
}) => {
  watch.expect(/the server responded with a status of 401.*api\/events/);
  const person = await newStaff("technician");
  const { page, context } = await visit(person);
  await page.goto("/");
  await context.clearCookies();
  await page.getByRole("link", { name: "Fila", exact: true }).click();
  await expect(page).toHaveURL(/\/entrar\?callbackUrl=/);
  await logIn(page, person);
  await expect(page).toHaveURL("/fila");
});

test("what the address asks for never leads elsewhere, and the page belongs to one person", async ({
  baseURL,
}) => {
  const { cookie } = await enter(await newPerson());
  const ask = (address: string, sent = "") =>
    fetch(new URL(address, baseURL), { redirect: "manual", headers: { cookie: sent } });
  for (const elsewhere of [
    "https://evil.example/",
    "//evil.example",
    "/\\evil.example",
    "javascript:alert(1)",
  ]) {
    const query = `callbackUrl=${encodeURIComponent(elsewhere)}`;
    const signedIn = await ask(`/entrar?${query}`, `${cookie.name}=${cookie.value}`);
    expect([signedIn.status, signedIn.headers.get("location")]).toEqual([307, "/"]);
    const html = await (await ask(`/entrar?${query}`)).text();
    expect(html).toContain('name="callbackUrl" value="/"');
    expect(html).not.toContain("evil.example");
  }
  const [one, other] = [await ask("/entrar"), await ask("/entrar")];
  expect(one.headers.get("cache-control")).toContain("no-store");
  const tokenOf = async (page: Response) => /name="csrfToken" value="(\w{64})"/.exec(await page.text())?.[1];
  const [first, second] = [await tokenOf(one), await tokenOf(other)];
  expect(first).toBeDefined();
  expect(first).not.toBe(second);
  expect(decodeURIComponent(one.headers.get("set-cookie") ?? "")).toMatch(
    new RegExp(`=${first}\\|\\w{64}; Path=/.*HttpOnly.*SameSite=lax`, "i"),
  );
});
