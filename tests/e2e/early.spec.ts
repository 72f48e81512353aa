import type { Page } from "@playwright/test";
import { newPerson } from "./support/people";
import { expect, test } from "./support/test";

/** On a slow line the scripts come long after the page: when what is returned is called. */
async function slowLine(page: Page): Promise<() => void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  await page.route("**/_next/static/**/*.js", async (route) => {
    await promise;
    await route.continue();
  });
  return resolve;
}

test("what is filled in before a page is alive stays, and is heard", async ({ visit }) => {
  const { page } = await visit(await newPerson());
  const arrive = await slowLine(page);
  await page.goto("/servicos/siop-emendas-parlamentares", { waitUntil: "commit" });
  await page.getByRole("radio", { name: "Consulta de valores" }).check();
  arrive();
  await page.getByRole("radio", { name: "2026" }).check();
  await expect(page.getByRole("radio", { name: "Consulta de valores" })).toBeChecked();
});

test("so do words in a form whose subject the address says", async ({ visit }) => {
  const { page } = await visit(await newPerson());
  const arrive = await slowLine(page);
  await page.goto("/servicos/siop-emendas-parlamentares?assunto=consulta", { waitUntil: "commit" });
  const words = page.getByLabel("O que você precisa");
  await page.getByRole("radio", { name: "2026" }).check();
  await words.fill("Escrito cedo demais.");
  await words.press("End");
  arrive();
  // Heard: it is in the draft.
  await expect(page.getByText(/rascunho|salvo/i).first()).toBeVisible();
  await expect(words).toHaveValue("Escrito cedo demais.");
  await words.pressSequentially(" E mais.");
  await expect(words).toHaveValue("Escrito cedo demais. E mais.");
  await expect(page.getByRole("radio", { name: "2026" })).toBeChecked();
});
