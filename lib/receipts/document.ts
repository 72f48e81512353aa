import "server-only";
import { formatSize } from "../attachments/limits";
import { dayInFull, momentInFull } from "../dates";
import { env } from "../env";
import { formatPhone, shownPhone } from "../identifiers/phone";
import { formatNumber } from "../number";
import type { Style } from "../pdf/lines";
import { LEFT, PAGE, Sheet, WIDTH } from "../pdf/sheet";
import { Turns } from "../turn";
import { receiptName } from "./address";
import { stepsOf } from "./labels";
import type { Receipt } from "./queries";

const INK = "#1b2538";
const SOFT = "#536075";
const PRIMARY = "#1351b4";
const LINE = "#dce3ed";

const text = (size: number, leading: number, weight: Style["weight"] = "regular", color = INK): Style => ({
  ...{ size, leading, weight, color },
});
const HEADING = text(20, 26, "bold");
const NUMBER = text(38, 44, "bold", PRIMARY);
const TITLE = text(13, 18, "semibold");
const SECTION = text(13, 18, "bold");
const PLAIN = text(10, 15);
const STRONG = text(10, 15, "semibold");
const QUIET = text(10, 15, "regular", SOFT);
const SMALL = text(8.5, 12, "regular", SOFT);

/** The questions, and where the answers begin. */
const QUESTIONS = 168;
const GAP = 20;
const ANSWERS = { x: LEFT + QUESTIONS + GAP, width: WIDTH - QUESTIONS - GAP };
/** Longer answers stand beneath their question, over the whole width. */
const LONGEST_BESIDE = 320;
const MOST_LINES_BESIDE = 6;

/** A PDF and the name under which it is kept. */
export interface ReceiptFile {
  name: string;
  type: string;
  content: Buffer;
}

/** A long one takes memory and seconds of a processor. */
const turns = new Turns({ atOnce: 2, patienceMs: 20_000, longestMs: 120_000 });

/**
 * The receipt as a PDF: what was sent, what follows and by when, whom to ask and where to look. The same bytes for the same
 * receipt.
 * @throws AppError unavailable when too many are being made
 */
export async function receiptFile(receipt: Receipt): Promise<ReceiptFile> {
  const giveBack = await turns.take();
  try {
    return { name: receiptName(receipt.number), type: "application/pdf", content: await bytesOf(receipt) };
  } finally {
    giveBack();
  }
}

async function bytesOf(receipt: Receipt): Promise<Buffer> {
  const number = formatNumber(receipt.number);
  const sheet = new Sheet(`Comprovante de abertura do chamado ${number}`, receipt.openedAt);
  await head(sheet, receipt, number);
  await steps(sheet, receipt);
  await sent(sheet, receipt);
  await ways(sheet, receipt, number);
  return sheet.end(`Comprovante do chamado ${number}`, SMALL);
}

async function head(sheet: Sheet, { department, title, openedAt, requester }: Receipt, number: string) {
  sheet.decorate((page) => page.rect(0, 0, PAGE.width, 6).fill(PRIMARY));
  await sheet.write("P", department.name, STRONG);
  await sheet.write("P", `Portal de atendimento: ${portal()}`, QUIET);
  sheet.y += 18;
  await sheet.write("H1", "Comprovante de abertura de chamado", HEADING);
  sheet.y += 12;
  await sheet.write("P", "Número do chamado", QUIET);
  await sheet.write("P", number, NUMBER);
  sheet.y += 6;
  await sheet.write("P", title, TITLE);
  sheet.y += 2;
  const when = momentInFull(openedAt, department.timeZone);
  await sheet.write("P", `Recebido em ${when}, em nome de ${requester}.`, QUIET);
}

async function section(sheet: Sheet, title: string): Promise<void> {
  sheet.y += 22;
  // Its title never stands alone.
  sheet.ensure(SECTION.leading + 60);
  await sheet.write("H2", title, SECTION);
  sheet.y += 8;
}

async function steps(sheet: Sheet, receipt: Receipt): Promise<void> {
  await section(sheet, "O que acontece agora");
  const list = sheet.begin("L");
  const all = stepsOf(receipt);
  const beside = { x: LEFT + 32, width: WIDTH - 32 };
  for (const [place, { label, state, until, detail }] of all.entries()) {
    const words = detail ?? momentInFull(receipt.openedAt, receipt.department.timeZone);
    const height = (await sheet.set(words, QUIET, beside.width)).flat().length * QUIET.leading;
    sheet.ensure(height + 2 * STRONG.leading);
    const item = sheet.begin("LI", list);
    const from = sheet.y;
    const reached = state !== "coming";
    sheet.decorate((page) => {
      page.circle(LEFT + 10, from + STRONG.leading / 2, 9).lineWidth(1.2);
      if (reached) page.fillAndStroke(PRIMARY, PRIMARY);
      else page.stroke(SOFT);
    });
    const digit = text(10, 15, "bold", reached ? "#ffffff" : SOFT);
    await sheet.write("Lbl", String(place + 1), digit, item, { x: LEFT + 10 - 0.31 * digit.size });
    sheet.y = from;
    const body = sheet.begin("LBody", item);
    await sheet.write("P", label, STRONG, body, beside);
    if (until) await sheet.write("P", `Previsão: até ${dayInFull(until)}`, STRONG, body, beside);
    await sheet.write("P", words, QUIET, body, beside);
    const to = sheet.y;
    if (place < all.length - 1) {
      sheet.decorate((page) =>
        page
          .moveTo(LEFT + 10, from + STRONG.leading / 2 + 12)
          .lineTo(LEFT + 10, to + 7)
          .lineWidth(1)
          .stroke(LINE),
      );
      sheet.y += 10;
    }
  }
}

async function sent(sheet: Sheet, receipt: Receipt): Promise<void> {
  await section(sheet, "O que você enviou");
  const rows: [string, string | null][] = [
    ["Serviço", receipt.service.name],
    ["Assunto", receipt.subject],
    ...receipt.answers.map(({ label, masked, text }): [string, string] => [label, masked ?? text]),
    ["E-mail deste chamado", receipt.contactEmail],
    ["Telefone deste chamado", receipt.contactPhone && formatPhone(receipt.contactPhone)],
    ["Localidade", receipt.locality],
  ];
  const list = await table(sheet, rows);
  if (receipt.files.length === 0) return;
  await row(sheet, list, receipt.files.length === 1 ? "Arquivo" : "Arquivos", async (within) => {
    const names = sheet.begin("L", within);
    for (const { name, size, label } of receipt.files) {
      const detail = [formatSize(size), label].filter(Boolean).join(" · ");
      const lines = (await sheet.set(`${name}\n${detail}`, STRONG, ANSWERS.width)).flat();
      sheet.ensure(lines.length * STRONG.leading);
      const item = sheet.begin("LBody", sheet.begin("LI", names));
      await sheet.write("P", name, STRONG, item, ANSWERS);
      await sheet.write("P", detail, SMALL, item, ANSWERS);
      sheet.y += 4;
    }
  });
}

async function ways(sheet: Sheet, { department }: Receipt, number: string): Promise<void> {
  await section(sheet, "Para acompanhar e tirar dúvidas");
  const phone = shownPhone(department.phone);
  const card = [department.name, phone, department.email, department.hours].filter(Boolean);
  await table(sheet, [
    ["Endereço do chamado", new URL(`/chamados/${number}`, portal()).href],
    ["Com quem falar", card.join("\n")],
  ]);
  if (sheet.boxes) {
    await sheet.write(
      "P",
      "□ está no lugar de um sinal que este documento não sabe desenhar. No portal o texto está completo.",
      SMALL,
    );
  }
}

const portal = () => new URL("/", env().APP_URL).href;

/** Questions and answers, one beneath the other; what has no answer is left out. */
async function table(sheet: Sheet, rows: readonly [string, string | null][]) {
  const list = sheet.begin("L");
  for (const [label, answer] of rows) {
    if (!answer?.trim()) continue;
    const short = answer.length <= LONGEST_BESIDE && answer.split("\n").length <= MOST_LINES_BESIDE;
    if (short) {
      const lines = (await sheet.set(answer, STRONG, ANSWERS.width)).flat();
      const height = lines.length * STRONG.leading;
      await row(sheet, list, label, (within) => sheet.write("P", answer, STRONG, within, ANSWERS), height);
    } else {
      const item = sheet.begin("LI", list);
      sheet.ensure(QUIET.leading + 4 * PLAIN.leading);
      await sheet.write("Lbl", label, QUIET, item);
      sheet.y += 2;
      await sheet.write("P", answer, PLAIN, sheet.begin("LBody", item));
      rule(sheet);
    }
  }
  return list;
}

/** A question with its answer beside it. */
async function row(
  sheet: Sheet,
  list: ReturnType<Sheet["begin"]>,
  label: string,
  answer: (within: ReturnType<Sheet["begin"]>) => Promise<void>,
  height = 2 * STRONG.leading,
): Promise<void> {
  const lines = (await sheet.set(label, QUIET, QUESTIONS)).flat();
  sheet.ensure(Math.max(lines.length * QUIET.leading, height));
  const item = sheet.begin("LI", list);
  const from = sheet.y;
  await sheet.write("Lbl", label, QUIET, item, { width: QUESTIONS });
  const { y: labelled, pages } = sheet;
  sheet.y = from;
  await answer(sheet.begin("LBody", item));
  if (sheet.pages === pages) sheet.y = Math.max(sheet.y, labelled);
  rule(sheet);
}

function rule(sheet: Sheet): void {
  const at = sheet.y + 5;
  sheet.decorate((page) =>
    page
      .moveTo(LEFT, at)
      .lineTo(LEFT + WIDTH, at)
      .lineWidth(0.6)
      .stroke(LINE),
  );
  sheet.y += 11;
}
