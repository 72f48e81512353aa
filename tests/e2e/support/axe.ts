import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import type axe from "axe-core";

declare global {
  interface Window {
    axe: typeof axe;
  }
}

const SOURCE = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
/** What depends on the colours; everything else is the same in every theme. */
const COLOUR_RULES = ["color-contrast", "link-in-text-block"];

/** What axe finds wrong with a page in each of the themes: everything in the first, the colours in the others. */
export async function findings(page: Page, themes: readonly string[]): Promise<Record<string, string[]>> {
  await page.evaluate(SOURCE);
  const found: Record<string, string[]> = {};
  for (const [at, theme] of themes.entries()) {
    const runOnly: axe.RunOptions["runOnly"] =
      at === 0 ? { type: "tag", values: TAGS } : { type: "rule", values: COLOUR_RULES };
    found[theme] = (await look(page, theme, runOnly)).violations.flatMap(({ id, nodes }) =>
      nodes.map(
        ({ target, failureSummary }) => `${id} at ${target}: ${failureSummary?.replaceAll(/\s+/g, " ")}`,
      ),
    );
  }
  return found;
}

const look = (page: Page, theme: string, runOnly: axe.RunOptions["runOnly"]): Promise<axe.AxeResults> =>
  page.evaluate(
    async ([chosen, only]) => {
      document.documentElement.dataset.theme = chosen;
      // Halfway between two themes nothing can be read.
      const fading = document.getAnimations().filter((animation) => animation instanceof CSSTransition);
      await Promise.allSettled(fading.map(({ finished }) => finished));
      return window.axe.run(document, { runOnly: only, resultTypes: ["violations"] });
    },
    [theme, runOnly] as const,
  );
