import { expectNoSidewaysScroll } from "./support/acts";
import { findings } from "./support/axe";
import { SCREENS, type Scene, setScene } from "./support/screens";
import { test as base, expect } from "./support/test";

const THEMES = ["light", "dark", "contrast"] as const;

const test = base.extend<object, { scene: Scene }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from its first parameter.
  scene: [async ({}, use) => use(await setScene()), { scope: "worker" }],
});

test.use({ contextOptions: { reducedMotion: "reduce" } });

for (const screen of SCREENS) {
  test(`nothing in the way: ${screen.name}`, async ({ scene, stay, watch, isMobile }) => {
    // The answers of the two pages that are looked at for being refused.
    watch.expect(/the server responded with a status of 40[34]/);
    watch.expect(/the server responded with a status of 401.*callback\/credentials/);
    const page = await stay(screen.as === "nobody" ? null : scene[screen.as]);
    await page.goto(typeof screen.address === "string" ? screen.address : screen.address(scene));
    await screen.act?.(page);
    await expect(page.getByText("Preparando o editor")).toHaveCount(0);
    // It comes a moment after a page that is gone to.
    await expect(page).toHaveTitle(/\S/);
    expect(await findings(page, THEMES), screen.name).toEqual({ light: [], dark: [], contrast: [] });
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
