import type { Page } from "@playwright/test";
import { build } from "esbuild";
import { slowLine } from "./support/lines";
import { newPerson } from "./support/people";
import { expect, test } from "./support/test";

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

test("a form that is sent before the page is alive goes out once, with its words, and not in the address", async ({
  visit,
}) => {
  const { page } = await visit(await newPerson());
  const arrive = await slowLine(page);
  const sent: string[] = [];
  page.on("request", (request) => request.isNavigationRequest() && sent.push(request.url()));
  await page.goto("/servicos/siop-emendas-parlamentares?assunto=consulta", { waitUntil: "commit" });
  await page.getByRole("radio", { name: "2026" }).check();
  await page.getByLabel("Unidade orçamentária").fill("47101");
  await page.getByLabel("O que você precisa").fill("Escrito e enviado cedo demais.");
  const send = page.getByRole("button", { name: "Enviar", exact: true });
  await send.click();
  await send.click();
  await page.getByLabel("O que você precisa").press("Control+End");
  expect(sent).toHaveLength(1);
  await expect(page.locator("html")).toHaveAttribute("data-waits");
  arrive();
  await expect(page).toHaveURL(/\/chamados\/\d{8}\/comprovante$/);
  await expect(page.locator("html")).not.toHaveAttribute("data-waits");
  await page.goto("/chamados");
  await expect(page.getByText("Mostrando 1–1 de 1")).toBeVisible();
  await page
    .locator("main")
    .getByRole("link", { name: /SIOP Emendas/ })
    .first()
    .click();
  await expect(page.getByText("Escrito e enviado cedo demais.").first()).toBeVisible();
});

test("a button that is pressed before the page is alive does what it does, once", async ({ visit }) => {
  const { page } = await visit(await newPerson());
  const arrive = await slowLine(page);
  await page.goto("/", { waitUntil: "commit" });
  const menu = page.getByRole("button", { name: /^Conta/ });
  await menu.click();
  await menu.click();
  await expect(menu).toHaveAttribute("aria-expanded", "false");
  arrive();
  await expect(menu).toHaveAttribute("aria-expanded", "true");
  await expect(page.getByRole("button", { name: "Sair" })).toBeVisible();
  await menu.click();
  await expect(menu).toHaveAttribute("aria-expanded", "false");
  await page.waitForTimeout(300);
  await expect(menu).toHaveAttribute("aria-expanded", "false");
});

/** A page of these boxes, drawn by a server and dead, with what keeps early input in it. */
async function deadPage(page: Page, boxes: string): Promise<void> {
  const { outputFiles } = await build({
    entryPoints: ["lib/early/input.ts"],
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

/** A dead page that is handed over, and notes what its buttons and forms are told. */
async function handedOver(page: Page, markup: string): Promise<void> {
  await deadPage(page, markup);
  await staged(page, ({ early, heard }) => {
    early.keepEarlyInput();
    early.handOverEarlyInput();
    for (const kind of ["click", "submit"])
      document.addEventListener(kind, (event) => {
        if (kind === "submit") event.preventDefault();
        heard.push(`${kind} ${(event.target as Element).id}`);
      });
  });
}
const told = (page: Page) => staged(page, ({ heard }) => heard);
const enliven = (page: Page, ...ids: string[]) =>
  page.evaluate((those) => {
    for (const id of those) Object.assign(document.getElementById(id) ?? {}, { __reactPropsOfTest: {} });
  }, ids);
const press = async (page: Page, ...ids: string[]) => {
  for (const id of ids) await page.locator(`#${id}`).click();
};

test("a press in a part that is not alive yet happens when it is, and one that was heard is not repeated", async ({
  page,
}) => {
  await handedOver(
    page,
    '<button id="a">A</button><button id="b">B</button><button id="heard">Heard</button>' +
      '<form id="goes" action="/away"><button id="go">Go</button></form>',
  );
  await press(page, "a", "b", "a", "a", "heard", "go");
  // What the browser can do without the page is left to it.
  expect(await told(page)).toEqual(["click go", "submit goes"]);
  await page.evaluate(() => {
    // Alive and pressed by the person before the next look: that was it.
    for (const id of ["a", "b", "heard"])
      Object.assign(document.getElementById(id) ?? {}, { __reactPropsOfTest: {} });
    document.getElementById("heard")?.click();
  });
  const all = ["click go", "submit goes", "click heard", "click b", "click a"];
  await expect.poll(() => told(page)).toEqual(all);
  await page.waitForTimeout(200);
  expect(await told(page)).toEqual(all);
  await expect(page.locator("html")).not.toHaveAttribute("data-waits");
});

test("what is pressed waits for the words that it is about", async ({ page }) => {
  await handedOver(
    page,
    '<input id="loose"><button id="save">Save</button>' +
      '<form id="asks"><input id="word"><button id="ask">Send</button></form>',
  );
  await page.locator("#loose").fill("solta");
  await page.locator("#word").fill("antes");
  await press(page, "save");
  await page.locator("#word").press("Enter");
  await enliven(page, "save", "asks");
  await page.waitForTimeout(200);
  expect(await told(page)).toEqual(["click ask"]);
  await staged(page, ({ enliven }) => enliven("word", ""));
  await expect.poll(() => told(page)).toEqual(["click ask", "input word antes", "submit asks"]);
  await staged(page, ({ enliven }) => enliven("loose", ""));
  await expect
    .poll(() => told(page))
    .toEqual(["click ask", "input word antes", "submit asks", "input loose solta", "click save"]);
});

/** What is said above the page. */
const said = (page: Page) => page.locator("#espera");
const LOST = "O que você pressionou não aconteceu. Pressione de novo.";

/** The page's own clock jumps forward. */
const secondsPass = (page: Page, seconds: number) =>
  page.evaluate((jump) => {
    const now = performance.now.bind(performance);
    performance.now = () => now() + jump;
  }, seconds * 1000);

test("a press of long ago does not happen any more, and that is said until something is pressed", async ({
  page,
}) => {
  await handedOver(page, '<button id="old">Old</button><button id="new">New</button>');
  await press(page, "old");
  await secondsPass(page, 61);
  await expect(said(page)).toHaveText(LOST);
  await expect(said(page)).toHaveRole("alert");
  await expect(page.locator("html")).not.toHaveAttribute("data-waits");
  await enliven(page, "old", "new");
  await page.waitForTimeout(200);
  await expect(said(page)).toHaveText(LOST);
  await press(page, "new");
  await expect(said(page)).toHaveCount(0);
  await page.waitForTimeout(200);
  expect(await told(page)).toEqual(["click new"]);
});

test("a press waits in a part that comes to life more than ten seconds after the page", async ({ page }) => {
  await handedOver(page, '<button id="late">Late</button><button id="later">Later</button>');
  await press(page, "late");
  await secondsPass(page, 11);
  await expect(said(page)).toHaveText("Um momento: a página ainda está carregando.");
  await enliven(page, "late");
  await expect.poll(() => told(page)).toEqual(["click late"]);
  await expect(said(page)).toHaveCount(0);
  // Quiet since then: who presses within ten seconds is heard, and afterwards the page is on its own.
  await secondsPass(page, 9);
  await press(page, "later");
  await enliven(page, "later");
  await expect.poll(() => told(page)).toEqual(["click late", "click later"]);
  await secondsPass(page, 11);
  await page.evaluate(() => {
    for (const key of Object.keys(document.getElementById("later") ?? {}))
      Reflect.deleteProperty(document.getElementById("later") ?? {}, key);
  });
  await page.waitForTimeout(200);
  await press(page, "later");
  expect(await told(page)).toEqual(["click late", "click later", "click later"]);
});

test("a press of something that is replaced does not happen, which is said; pressed again, it waits anew", async ({
  page,
}) => {
  await handedOver(page, '<main><button id="gone">Gone</button></main>');
  await press(page, "gone");
  await page.evaluate(() => {
    document.querySelector("main")?.replaceChildren(document.getElementById("gone")?.cloneNode(true) ?? "");
  });
  await expect(said(page)).toHaveText(LOST);
  await press(page, "gone");
  await expect(said(page)).toHaveCount(0);
  await expect(page.locator("html")).toHaveAttribute("data-waits");
  await enliven(page, "gone");
  await expect.poll(() => told(page)).toEqual(["click gone"]);
});

test("one press that cannot be repeated as it was keeps no other from happening", async ({ page }) => {
  await handedOver(
    page,
    '<form id="one"><button id="send">Send</button></form><form id="two"></form>' +
      '<form id="three"><button id="turn">Turn</button></form><button id="last">Last</button>',
  );
  await press(page, "send", "turn", "last");
  await page.evaluate(() => {
    // Still there, but another form's; and no button that sends any more.
    document.getElementById("two")?.append(document.getElementById("send") ?? "");
    document.getElementById("turn")?.setAttribute("type", "button");
  });
  await enliven(page, "one", "send", "two", "three", "turn", "last");
  await expect
    .poll(() => told(page))
    .toEqual(["click send", "click turn", "submit one", "submit three", "click last"]);
});

test("what goes wrong while something happens late keeps nothing else from happening", async ({
  page,
  watch,
}) => {
  watch.expect(/not today/);
  await handedOver(
    page,
    '<form id="bad"><button id="send">Send</button></form><button id="last">Last</button>',
  );
  await press(page, "send", "last");
  await page.evaluate(() => {
    const form = document.getElementById("bad") as HTMLFormElement;
    form.requestSubmit = () => {
      throw new Error("not today");
    };
  });
  await enliven(page, "bad", "send", "last");
  await expect.poll(() => told(page)).toEqual(["click send", "click last"]);
  await press(page, "last");
  expect(await told(page)).toEqual(["click send", "click last", "click last"]);
});

const MISSING = "A página não carregou por inteiro. Recarregar";

test("a page says that it is still coming, and when it does not come as a whole", async ({
  visit,
  watch,
}) => {
  watch.expect(/net::ERR_FAILED/);
  const { page } = await visit(await newPerson());
  const word = page.getByRole("alert").filter({ hasText: "página" });
  const arrive = await slowLine(page);
  await page.goto("/perfil/avisos", { waitUntil: "commit" });
  await page.getByRole("button", { name: "Salvar preferências" }).click();
  await expect(word).toHaveText("Um momento: a página ainda está carregando.");
  arrive();
  await expect(word).toHaveCount(0);

  await page.unrouteAll();
  await page.route("**/_next/static/**/*.js", (route) => route.abort());
  await page.reload();
  await expect(word).toHaveText(MISSING);
  await page.getByRole("button", { name: "Salvar preferências" }).click();
  // Longer than it takes until the page would say that it is still coming.
  await page.waitForTimeout(1500);
  await expect(word).toHaveText(MISSING);
  await expect(page.locator("html")).not.toHaveAttribute("data-waits");
  await page.unrouteAll();
  await word.getByRole("link", { name: "Recarregar" }).click();
  await expect(word).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Salvar preferências" })).toBeVisible();
});

test("a script that does not come after the page's first ones is told of as well", async ({
  visit,
  watch,
}) => {
  watch.expect(/net::ERR_FAILED/);
  const { page } = await visit(await newPerson());
  const arrive = await slowLine(page);
  await page.goto("/perfil/avisos", { waitUntil: "commit" });
  await page.getByRole("button", { name: "Salvar preferências" }).click();
  arrive();
  await expect(page.locator("html")).not.toHaveAttribute("data-waits");
  const word = page.getByRole("alert").filter({ hasText: "página" });
  await page.route("**/_next/static/late.js", (route) => route.abort());
  const late = () =>
    page.evaluate(() => {
      const script = document.createElement("script");
      script.src = "/_next/static/late.js";
      document.head.append(script);
    });
  await late();
  await expect(word).toHaveText(MISSING);
  await page.getByRole("button", { name: "Salvar preferências" }).click();
  await page.waitForTimeout(1500);
  await expect(word).toHaveText(MISSING);
});

test("a script of somebody else that does not come is none of the page's", async ({ visit, watch }) => {
  // Refused by the page's policy or lost on the line: it fails either way.
  watch.expect(/outro\.example/);
  const { page } = await visit(await newPerson());
  const arrive = await slowLine(page);
  await page.goto("/perfil/avisos", { waitUntil: "commit" });
  const save = page.getByRole("button", { name: "Salvar preferências" });
  await save.click();
  await page.route("https://outro.example/**", (route) => route.abort());
  // As an extension of the browser does.
  await page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        const script = document.createElement("script");
        script.src = "https://outro.example/extra.js";
        script.addEventListener("error", () => resolve());
        document.head.append(script);
      }),
  );
  const word = page.getByRole("alert").filter({ hasText: "página" });
  await expect(word).toHaveText("Um momento: a página ainda está carregando.");
  arrive();
  await expect(word).toHaveCount(0);
  await expect(page.locator("html")).not.toHaveAttribute("data-waits");
});
