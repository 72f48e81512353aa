import type { Locator, Page } from "@playwright/test";
import { DEMO_PASSWORD } from "@/lib/demo/people";
import { relay } from "@/lib/events/relay";
import { proposeSolution } from "@/lib/tickets/mutations/propose-solution";
import { setPending } from "@/lib/tickets/mutations/set-pending";
import { takeTicket } from "@/lib/tickets/mutations/take-ticket";
import { editor, expectStatus } from "./support/acts";
import { enter, newPerson, newStaff } from "./support/people";
import { expect, test } from "./support/test";
import { CARD, openTicket, says } from "./support/tickets";

const MOST_STEPS = 90;

/** Whether the focus can be seen: an outline on the element, or on what stands for it. */
function isShown(): boolean {
  const element = document.activeElement;
  if (!element || element === document.body) return false;
  const above = Array.from({ length: 4 }).reduce<Element[]>(
    (line) => {
      const next = line[0]?.parentElement;
      return next && next !== document.body ? [next, ...line] : line;
    },
    [element],
  );
  return [...above, ...(element.nextElementSibling ? [element.nextElementSibling] : [])].some((candidate) => {
    const { outlineStyle, outlineWidth } = getComputedStyle(candidate);
    return outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 2;
  });
}

/** Presses Tab until the element has the focus; every stop on the way must be visible. */
async function tabTo(page: Page, target: Locator, key: "Tab" | "Shift+Tab" = "Tab"): Promise<void> {
  await expect(target).toBeVisible();
  for (let step = 0; step < MOST_STEPS; step++) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press(key);
    const stop = await page.evaluate(() => document.activeElement?.outerHTML.slice(0, 160));
    expect(await page.evaluate(isShown), `focus can be seen on ${stop}`).toBe(true);
  }
  throw new Error(`Tab never reached ${target}`);
}

/** Where the focus is lost, the person starts over at the top of the page. */
async function expectFocusKept(page: Page): Promise<void> {
  await expect.poll(() => page.evaluate(() => document.activeElement !== document.body)).toBe(true);
}

test("the requester's part of the story, by keyboard alone", async ({ page }) => {
  test.setTimeout(180_000);
  const person = await newPerson("Tecla Teste Rocha");
  const technician = (await enter(await newStaff())).actor;
  const button = (name: string) => page.getByRole("button", { name, exact: true });
  const radio = (name: string) => page.getByRole("radio", { name });

  await test.step("log in", async () => {
    await page.goto("/entrar");
    await tabTo(page, page.getByLabel("CPF"));
    await page.keyboard.type(person.cpf);
    await page.keyboard.press("Tab");
    await page.keyboard.type(DEMO_PASSWORD);
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { name: "Olá, Tecla" })).toBeVisible();
  });

  await test.step("skip to the content, choose a tab and a card", async () => {
    await page.keyboard.press("Tab");
    const skip = page.getByRole("link", { name: /^Ir para o conteúdo/ });
    await expect(skip).toBeFocused();
    await expect(skip).toBeInViewport();
    await page.keyboard.press("Enter");
    await expect(page.locator("#conteudo")).toBeFocused();
    await tabTo(page, page.getByRole("link", { name: /^Atendimentos específicos/ }));
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(/categoria=atendimentos-especificos/);
    await tabTo(page, page.getByRole("link", { name: "SIOP Emendas Parlamentares", exact: true }));
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(new RegExp(CARD));
    await expect(page.getByRole("heading", { level: 1, name: "SIOP Emendas Parlamentares" })).toBeVisible();
  });

  await test.step("an incomplete form takes the focus to what is missing", async () => {
    await tabTo(page, radio("Indicação de beneficiário"));
    await page.keyboard.press("Space");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    await expect(radio("Consulta de valores")).toBeChecked();
    await tabTo(page, button("Enviar"));
    await page.keyboard.press("Enter");
    const summary = page.getByRole("alert").filter({ hasText: "Falta corrigir 3 campos" });
    await expect(summary).toBeFocused();
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await expect(radio("2025")).toBeFocused();
  });

  await test.step("fill in and send", async () => {
    await page.keyboard.press("ArrowDown");
    await expect(radio("2026")).toBeChecked();
    await page.keyboard.press("Tab");
    await expect(page.getByLabel("Unidade orçamentária")).toBeFocused();
    await page.keyboard.type("47101");
    await page.keyboard.press("Tab");
    await page.keyboard.type("O total não bate com o relatório.");
    await tabTo(page, button("Enviar"));
    await page.keyboard.press("Space");
    await expect(page).toHaveURL(/\/comprovante$/);
    await tabTo(page, page.getByRole("link", { name: "Acompanhar" }));
    await page.keyboard.press("Enter");
    await expectStatus(page, "new");
  });

  const number = Number(/\/chamados\/(\d+)/.exec(page.url())?.[1]);

  await test.step("what arrives while one is on the page does not take the focus", async () => {
    await tabTo(page, editor(page, "Resposta"));
    await takeTicket(technician, { number }, new Date());
    await setPending(technician, { number, type: "requester", reason: "Envie o relatório" }, new Date());
    await relay();
    await expectStatus(page, "pending");
    await expect(editor(page, "Resposta")).toBeFocused();
  });

  await test.step("reply in bold, from the toolbar", async () => {
    await page.keyboard.type("Segue ");
    await page.keyboard.press("Alt+F10");
    await expect(page.getByRole("button", { name: "Negrito" }).first()).toBeFocused();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("Enter");
    await expect(editor(page, "Resposta")).toBeFocused();
    await page.keyboard.type("aqui");
    await tabTo(page, button("Adicionar"));
    await page.keyboard.press("Enter");
    await expect(page.getByRole("article", { name: "Resposta de você" }).locator("strong")).toHaveText(
      "aqui",
    );
    await expectStatus(page, "assigned");
    await expectFocusKept(page);
  });

  const propose = async () => {
    await proposeSolution(technician, { number, body: says("Corrigido."), files: [] }, new Date());
    await relay();
    await expectStatus(page, "validating");
  };

  await test.step("refuse: first without words, then with", async () => {
    await propose();
    await tabTo(page, button("Não resolveu"));
    await page.keyboard.press("Enter");
    await expect(editor(page, "Comentário")).toBeFocused();
    await expect(page.getByText("Conte o que não foi resolvido")).toBeVisible();
    await page.keyboard.type("Continua igual.");
    await tabTo(page, button("Não resolveu"));
    await page.keyboard.press("Enter");
    await expectStatus(page, "assigned");
    await expectFocusKept(page);
  });

  await test.step("approve with a comment: asked once more, and back by Escape", async () => {
    await propose();
    await tabTo(page, editor(page, "Comentário"), "Tab");
    await page.keyboard.type("Agora sim.");
    await tabTo(page, button("Resolveu"));
    await page.keyboard.press("Enter");
    const question = page.getByRole("dialog", { name: "Você escreveu um comentário" });
    await expect(question.locator(":focus")).toHaveCount(1);
    await page.keyboard.press("Escape");
    await expect(question).toBeHidden();
    await expect(button("Resolveu")).toBeFocused();
    await page.keyboard.press("Enter");
    await tabTo(page, question.getByRole("button", { name: "Resolveu, encerrar" }));
    await page.keyboard.press("Enter");
    await expectStatus(page, "resolved");
    await expectFocusKept(page);
  });

  await test.step("rate with the arrows", async () => {
    const survey = page.getByRole("region", { name: "Como foi o atendimento?" });
    await tabTo(page, survey.getByRole("radio", { name: /Péssimo/ }));
    for (let star = 1; star < 4; star++) await page.keyboard.press("ArrowRight");
    await expect(survey.getByRole("radio", { name: /Bom/ })).toBeChecked();
    await page.keyboard.press("Tab");
    await expect(survey.getByLabel("Comentário")).toBeFocused();
    await page.keyboard.type("Bom atendimento.");
    await tabTo(page, survey.getByRole("button", { name: "Enviar avaliação" }));
    await page.keyboard.press("Enter");
    await expect(page.getByText("4 de 5 estrelas")).toBeVisible();
    await expectFocusKept(page);
  });

  await test.step("leave by the account's menu", async () => {
    const account = page.getByRole("button", { name: /^Conta de/ });
    await tabTo(page, account, "Shift+Tab");
    await page.keyboard.press("Enter");
    await expect(account).toHaveAttribute("aria-expanded", "true");
    await page.keyboard.press("Escape");
    await expect(page.getByRole("button", { name: /^Conta de/ })).toBeFocused();
    await page.keyboard.press("Enter");
    await tabTo(page, button("Sair"));
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(/\/entrar/);
  });
});

test("the queue is walked and a ticket taken by keyboard", async ({ visit }) => {
  const ticket = await openTicket((await enter(await newPerson())).actor);
  const { page } = await visit(await newStaff());
  await page.goto(`/fila?q=${ticket.number}`);
  const row = page.locator("[data-row-link]");
  await expect(row).toHaveCount(1);
  await expect(async () => {
    await page.keyboard.press("?");
    await expect(page.getByRole("dialog")).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toBeHidden();
  await page.keyboard.press("j");
  await expect(row).toBeFocused();
  await page.keyboard.press("a");
  await expect(page.getByText(`O chamado ${ticket.shown} agora é seu`)).toBeVisible();
  await page.goto(`/fila?aba=meus&q=${ticket.number}`);
  await expect(row).toHaveCount(1);
});
