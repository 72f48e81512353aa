import type { Page } from "@playwright/test";
import { build } from "esbuild";
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

/** A page of these boxes, drawn by a server and dead, with what keeps early input in it. */
async function deadPage(page: Page, boxes: string): Promise<void> {
  const { outputFiles } = await build({
    entryPoints: ["lib/early.ts"],
    bundle: true,
    format: "iife",
    globalName: "early",
    write: false,
  });
  await page.setContent(boxes);
  await page.addScriptTag({ content: outputFiles[0]?.text ?? "" });
  await page.evaluate(() => {
    const heard: string[] = [];
    Object.assign(window, {
      heard,
      // As React does when a box of its comes to life.
      enliven(id: string, value?: string) {
        const box = document.getElementById(id) as HTMLInputElement;
        Object.assign(box, { __reactPropsOfTest: {} });
        if (value !== undefined) box.value = value;
        for (const kind of ["input", "change"])
          box.addEventListener(kind, () => heard.push(`${kind} ${id} ${box.value}`));
      },
    });
  });
}

interface Stage {
  early: { keepEarlyInput(): void; handOverEarlyInput(): void };
  enliven(id: string, value?: string): void;
  heard: string[];
}
const staged = <T>(page: Page, act: (stage: Stage) => T) =>
  page.evaluate(`(${act})(window)`) as Promise<Awaited<T>>;

test("a list that nobody touched is no early input: what the form puts there stays", async ({ page }) => {
  await deadPage(
    page,
    '<select id="plain"><option value="">Escolha</option><option>a</option><option>b</option></select>' +
      '<select id="heading"><option disabled>Escolha</option><option>a</option><option>b</option></select>' +
      '<select id="said"><option>a</option><option selected>b</option></select>' +
      '<select id="touched"><option>a</option><option>b</option></select>',
  );
  await page.locator("#touched").selectOption("b");
  await staged(page, ({ early, enliven }) => {
    early.keepEarlyInput();
    enliven("plain", "b");
    enliven("heading", "b");
    enliven("said", "a");
    enliven("touched", "a");
    early.handOverEarlyInput();
  });
  await expect(page.locator("#plain")).toHaveValue("b");
  await expect(page.locator("#heading")).toHaveValue("b");
  await expect(page.locator("#said")).toHaveValue("a");
  await expect(page.locator("#touched")).toHaveValue("b");
  expect(await staged(page, ({ heard }) => heard)).toEqual(["change touched b"]);
});

test("a part that comes to life late hears what was said in it before, and what is said later stays", async ({
  page,
}) => {
  await deadPage(page, '<input id="soon"><input id="late"><input id="later">');
  await staged(page, ({ early, enliven }) => {
    early.keepEarlyInput();
    enliven("soon");
    early.handOverEarlyInput();
  });
  await page.locator("#late").fill("antes");
  await page.locator("#later").fill("antes");
  await staged(page, ({ enliven }) => enliven("late", ""));
  await expect(page.locator("#late")).toHaveValue("antes");
  // Alive and filled in by the person before the next look: theirs is the last word.
  await page.evaluate(() => {
    const { enliven } = window as unknown as { enliven: (id: string) => void };
    const box = document.getElementById("later") as HTMLInputElement;
    enliven("later");
    box.value = "depois";
    box.dispatchEvent(new Event("input", { bubbles: true }));
  });
  await page.waitForTimeout(200);
  await expect(page.locator("#later")).toHaveValue("depois");
  await page.locator("#soon").fill("agora");
  await expect(page.locator("#soon")).toHaveValue("agora");
});
