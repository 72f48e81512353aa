import type { FrameLocator, Page } from "@playwright/test";
import type { Person } from "./people";
import { expect } from "./test";

const FRAME = "Mensagem como a pessoa a recebe";

/** How often somebody was written to of a subject, once it is as often as that. */
export async function expectLetters(
  page: Page,
  { cpf }: Pick<Person, "cpf">,
  subject: string,
  times: number,
): Promise<void> {
  await expect(async () => {
    await page.goto(`/demo/correio?para=p${cpf}@correio.example`);
    const letters = page.locator("main li a").filter({ hasText: subject });
    await expect(letters).toHaveCount(times, { timeout: 500 });
  }).toPass({ timeout: 20_000 });
}

/** Opens somebody's last letter of that subject in the mailbox, once it went out; returns the letter. */
export async function openLetter(
  page: Page,
  { cpf }: Pick<Person, "cpf">,
  subject: string,
): Promise<FrameLocator> {
  await expect(async () => {
    await page.goto(`/demo/correio?para=p${cpf}@correio.example`);
    await page.locator("main li a").filter({ hasText: subject }).first().click({ timeout: 1_500 });
    await expect(page.getByTitle(FRAME)).toBeVisible({ timeout: 1_500 });
  }).toPass();
  return page.frameLocator(`iframe[title="${FRAME}"]`);
}
