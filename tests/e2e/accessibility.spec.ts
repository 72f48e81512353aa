import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expectNoSidewaysScroll } from "./support/acts";
import { SCREENS, type Scene, setScene } from "./support/screens";
import { expect, test, type Visit } from "./support/test";

const OTHER_THEMES = ["dark", "contrast"] as const;
/** What depends on the colours; everything else is the same in every theme. */
const COLOUR_RULES = ["color-contrast", "link-in-text-block"];
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

let scene: Scene;
test.beforeAll(async () => {
  scene = await setScene();
});

test.use({ contextOptions: { reducedMotion: "reduce" } });

interface Finding {
  id: string;
  nodes: { target: unknown; failureSummary?: string }[];
}

declare const axe: { run(options: object): Promise<{ violations: Finding[] }> };

async function findings(page: Page): Promise<string[]> {
  // There are no frames to look into: the slower way that does is not needed.
  const builder = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ["violations"] });
  return told((await builder.withTags(TAGS).analyze()).violations);
}

/** Looks once more at a page that was looked at in another theme: axe is still there. */
async function colourFindings(page: Page): Promise<string[]> {
  const rules = { runOnly: { type: "rule", values: COLOUR_RULES }, resultTypes: ["violations"] };
  return told(await page.evaluate(async (options) => (await axe.run(options)).violations, rules));
}

const told = (violations: readonly Finding[]) =>
  violations.flatMap(({ id, nodes }) =>
    nodes.map(
      ({ target, failureSummary }) => `${id} at ${target}: ${failureSummary?.replaceAll(/\s+/g, " ")}`,
    ),
  );

const wear = (page: Page, theme: string) =>
  page.evaluate((chosen) => {
    document.documentElement.dataset.theme = chosen;
  }, theme);

for (const screen of SCREENS) {
  test(`nothing in the way: ${screen.name}`, async ({ page: stranger, visit, watch, isMobile }) => {
    // The answers of the two pages that are looked at for being refused.
    watch.expect(/the server responded with a status of 40[34]/);
    watch.expect(/the server responded with a status of 401.*callback\/credentials/);
    const visitor: Pick<Visit, "page"> =
      screen.as === "nobody" ? { page: stranger } : await visit(scene[screen.as]);
    const { page } = visitor;
    await page.goto(typeof screen.address === "string" ? screen.address : screen.address(scene));
    if (screen.act) {
      await page.waitForLoadState("networkidle");
      await screen.act(page);
    }
    await expect(page.getByText("Preparando o editor")).toHaveCount(0);
    await wear(page, "light");
    expect(await findings(page), `${screen.name}, light`).toEqual([]);
    for (const theme of OTHER_THEMES) {
      await wear(page, theme);
      expect(await colourFindings(page), `${screen.name}, ${theme}`).toEqual([]);
    }
    await expectNoSidewaysScroll(page);
    if (!isMobile) {
      // A wide screen at 200 % zoom, then the narrowest phone.
      for (const width of [720, 360]) {
        await page.setViewportSize({ width, height: 740 });
        await expectNoSidewaysScroll(page);
      }
    }
  });
}
