import type { Page } from "@playwright/test";

/** On a slow line the scripts come long after the page: when what is returned is called. */
export async function slowLine(page: Page): Promise<() => void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  await page.route("**/_next/static/**/*.js", async (route) => {
    await promise;
    await route.continue();
  });
  return resolve;
}
