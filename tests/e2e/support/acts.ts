import { expect, type Locator, type Page } from "@playwright/test";
import { DEMO_PASSWORD } from "@/lib/demo/people";
import { formatCpf } from "@/lib/identifiers/cpf";
import type { Person } from "./people";

export interface PaperFile {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

/** Logs in as people do: CPF with its dots, password, button. */
export async function logIn(page: Page, person: Pick<Person, "cpf">): Promise<void> {
  await page.getByLabel("CPF").fill(formatCpf(person.cpf));
  await page.getByLabel("Senha", { exact: true }).fill(DEMO_PASSWORD);
  await page.getByRole("button", { name: "Entrar", exact: true }).click();
}

/** A counter of the home page, such as "1 Novo". */
export function counter(page: Page, label: string, value: number): Locator {
  const row = page.getByRole("navigation", { name: "Meus chamados por situação" });
  return row.getByRole("link", { name: `${value} ${label}`, exact: true });
}

/** Where files are chosen for a field. */
export function filesOf(scope: Page | Locator, label: string | RegExp): Locator {
  return scope.getByRole("group", { name: label }).locator("input[type=file]");
}

/** The field's list of files that arrived. */
export function sentFiles(scope: Page | Locator, label: string | RegExp): Locator {
  return scope
    .getByRole("group", { name: label })
    .getByRole("list", { name: "Arquivos deste campo" })
    .getByRole("button", { name: /^Remover / });
}

/** Puts files into a field and waits until the server has them. */
export async function attach(scope: Page | Locator, label: string | RegExp, files: PaperFile[]) {
  const before = await sentFiles(scope, label).count();
  await filesOf(scope, label).setInputFiles(files);
  await expect(sentFiles(scope, label)).toHaveCount(before + files.length);
}

/** Fills the shortest form of the stories' card. */
export async function fillConsultation(page: Page, words: string): Promise<void> {
  await page.getByRole("radio", { name: "Consulta de valores" }).check();
  await page.getByRole("radio", { name: "2026" }).check();
  await page.getByLabel("Unidade orçamentária").fill("47101");
  await page.getByLabel("O que você precisa").fill(words);
}

/** Where somebody writes on a ticket. */
export function editor(page: Page, label: string): Locator {
  return page.getByRole("textbox", { name: label, exact: true });
}

/** Pastes files into the element that has the focus, as the clipboard would. */
export async function pasteFile(target: Locator, { name, mimeType, buffer }: PaperFile): Promise<void> {
  await target.evaluate(
    (element, file) => {
      const bytes = Uint8Array.from(atob(file.base64), (letter) => letter.charCodeAt(0));
      const data = new DataTransfer();
      data.items.add(new File([bytes], file.name, { type: file.mimeType }));
      const event = { clipboardData: data, bubbles: true, cancelable: true };
      element.dispatchEvent(new ClipboardEvent("paste", event));
    },
    { name, mimeType, base64: buffer.toString("base64") },
  );
}

/** The status of the ticket on the page, by its word in the database. */
export async function expectStatus(page: Page, status: string): Promise<void> {
  await expect(page.locator("main h1 + div [data-status]")).toHaveAttribute("data-status", status);
}

/** Nothing reaches beyond the right edge of the page. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const beyond = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  await expect.poll(beyond, `sideways, at ${page.viewportSize()?.width} px`).toBeLessThanOrEqual(0);
}

type Hue = "red" | "orange" | "green" | "blue";
const HUES: Record<Hue, [number, number]> = {
  red: [0, 16],
  orange: [17, 48],
  green: [90, 160],
  blue: [200, 240],
};

/** The colour of something in the person's eyes rather than by its name in the stylesheet. */
export async function expectHue(
  target: Locator,
  property: "backgroundColor" | "borderLeftColor",
  hue: Hue,
): Promise<void> {
  const [from, to] = HUES[hue];
  const seen = async () => {
    const colour = await target.evaluate((element, name) => getComputedStyle(element)[name], property);
    const angle = angleOf(colour);
    return angle >= from && angle <= to ? hue : `${colour}, hue ${angle}`;
  };
  await expect.poll(seen).toBe(hue);
}

function angleOf(colour: string): number {
  const [red = 0, green = 0, blue = 0] = (colour.match(/[\d.]+/g) ?? []).map(Number);
  const most = Math.max(red, green, blue);
  const span = most - Math.min(red, green, blue);
  if (span === 0) return Number.NaN;
  const sixth =
    most === red
      ? (green - blue) / span
      : most === green
        ? 2 + (blue - red) / span
        : 4 + (red - green) / span;
  return Math.round((sixth * 60 + 360) % 360);
}
