import type { Page } from "@playwright/test";
import { type Scene, setScene } from "./support/screens";
import { expect, test } from "./support/test";

// The first of the browser's own formatters takes it 10 to 20 ms, a cheap phone four times as long, while nothing moves.

/** Notes who makes a formatter, or asks for what makes one inside. */
function noteFormatters(): void {
  const made: string[] = [];
  Object.assign(window, { formattersMade: made });
  const note = (name: string) => made.push(`${name} ${new Error().stack?.split("\n").slice(3, 6).join(" ")}`);
  for (const name of Object.getOwnPropertyNames(Intl)) {
    const Maker = Reflect.get(Intl, name);
    if (typeof Maker !== "function" || !Maker.prototype) continue;
    const watched = new Proxy(Maker, {
      construct(target, given) {
        note(name);
        return Reflect.construct(target, given);
      },
      apply(target, self, given) {
        note(name);
        return Reflect.apply(target, self, given);
      },
    });
    Reflect.set(Intl, name, watched);
  }
  for (const { prototype } of [Date, Number, String, Array]) {
    for (const name of ["toLocaleString", "toLocaleDateString", "toLocaleTimeString", "localeCompare"]) {
      const asked = Reflect.get(prototype, name);
      if (typeof asked !== "function" || !Object.hasOwn(prototype, name)) continue;
      Reflect.set(prototype, name, function (this: unknown, ...given: unknown[]) {
        note(name);
        return Reflect.apply(asked, this, given);
      });
    }
  }
}

const formattersOf = async (page: Page, address: string) => {
  await page.goto(address);
  // Alive once its parts answer: a menu of the head opens.
  await page.waitForLoadState("networkidle");
  await page.waitForFunction(() =>
    [...document.querySelectorAll("button")].some((button) =>
      Object.keys(button).some((key) => key.startsWith("__reactProps")),
    ),
  );
  return page.evaluate(() => (window as unknown as { formattersMade: string[] }).formattersMade);
};

let scene: Scene;
test.beforeAll(async () => {
  scene = await setScene();
});

test("no page begins with a formatter of the browser's", async ({ visit }) => {
  const { tickets, requester, technician } = scene;
  const pages = {
    requester: [
      "/",
      "/chamados",
      ...Object.values(tickets).map(({ shown }) => `/chamados/${shown}`),
      "/servicos/siop-emendas-parlamentares?assunto=beneficiario",
    ],
    technician: ["/", "/fila", `/chamados/${tickets.pending.shown}`],
  };
  for (const [person, addresses] of [
    [requester, pages.requester],
    [technician, pages.technician],
  ] as const) {
    const { page } = await visit(person);
    await page.addInitScript(noteFormatters);
    for (const address of addresses) expect(await formattersOf(page, address), address).toEqual([]);
  }
});
