import fc from "fast-check";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { receiptFile } from "@/lib/receipts/document";
import type { Receipt } from "@/lib/receipts/queries";
import { insteadOf, readPdf, textOf } from "../support/pdf";

vi.mock("@/lib/env", () => ({ env: () => ({ APP_URL: "https://portal.example" }) }));

const RECEIPT: Receipt = {
  id: "019b0000-0000-7000-8000-000000000000",
  number: 2172,
  title: "Emendas Parlamentares - Consulta - 47101",
  openedAt: new Date("2026-11-21T14:42:00Z"),
  contactEmail: "maria@correio.example",
  contactPhone: "+5569984000000",
  locality: "Unidade de Cacoal",
  requester: "Maria Aparecida da Conceição",
  service: {
    name: "Emendas Parlamentares",
    slug: "emendas",
    longestTime: "até 5 dias úteis",
    analysis: true,
    validationLapseDays: 5,
  },
  department: {
    name: "Secretaria de Planejamento",
    phone: "+556932160000",
    email: "siop@planejamento.example",
    hours: "Segunda a sexta, das 7h30 às 13h30",
    timeZone: "America/Porto_Velho",
  },
  subject: "Consulta de valores",
  answers: [
    { fieldId: "a", label: "Unidade orçamentária", type: "text", text: "47101" },
    {
      fieldId: "b",
      label: "CPF do beneficiário",
      type: "cpf",
      text: "529.982.247-25",
      masked: "***.982.247-**",
    },
    { fieldId: "c", label: "O que você precisa", type: "long_text", text: "O total não bate.\nQual vale?" },
  ],
  files: [
    { name: "relatório.pdf", size: 812_000, label: "Anexos" },
    { name: "planilha.xlsx", size: 2_400_000, label: null },
  ],
  promised: "2026-11-28",
};

const answering = (...texts: string[]): Receipt => ({
  ...RECEIPT,
  answers: texts.map((text, place) => ({ fieldId: `f${place}`, label: "Texto", type: "long_text", text })),
});
const bytesOf = async (receipt: Receipt) => (await receiptFile(receipt)).content;
const read = async (receipt: Receipt) => readPdf(await bytesOf(receipt));
/** What is said, without what only parts lines. */
const flat = (text: string) => text.replace(/\s+/g, " ").trim();

describe("the receipt as a PDF", () => {
  let short: Awaited<ReturnType<typeof readPdf>>;
  beforeAll(async () => {
    short = await read(RECEIPT);
  });

  it("says everything in the order in which it is read, and what each part is", () => {
    expect(short.spoken.map(({ role, text }) => ({ role, text: flat(text) }))).toEqual([
      { role: "P", text: "Secretaria de Planejamento" },
      { role: "P", text: "Portal de atendimento: https://portal.example/" },
      { role: "H1", text: "Comprovante de abertura de chamado" },
      { role: "P", text: "Número do chamado" },
      { role: "P", text: "00002172" },
      { role: "P", text: "Emendas Parlamentares - Consulta - 47101" },
      {
        role: "P",
        text: "Recebido em 21 de novembro de 2026, às 10h42 (horário de Porto Velho), em nome de Maria Aparecida da Conceição.",
      },
      { role: "H2", text: "O que acontece agora" },
      { role: "Lbl", text: "1" },
      { role: "P", text: "Recebemos o seu pedido" },
      { role: "P", text: "21 de novembro de 2026, às 10h42 (horário de Porto Velho)" },
      { role: "Lbl", text: "2" },
      { role: "P", text: "Secretaria de Planejamento analisa o pedido e atende" },
      { role: "P", text: "Previsão: até 28 de novembro de 2026" },
      {
        role: "P",
        text: "Prazo do serviço: até 5 dias úteis. O aviso vai para maria@correio.example e aparece no chamado.",
      },
      { role: "Lbl", text: "3" },
      { role: "P", text: "Você diz se resolveu" },
      {
        role: "P",
        text: "Quando a solução chegar, você tem 5 dias para aprovar ou recusar. Depois pode avaliar o atendimento.",
      },
      { role: "H2", text: "O que você enviou" },
      ...said("Serviço", "Emendas Parlamentares"),
      ...said("Assunto", "Consulta de valores"),
      ...said("Unidade orçamentária", "47101"),
      ...said("CPF do beneficiário", "***.982.247-**"),
      ...said("O que você precisa", "O total não bate.", "Qual vale?"),
      ...said("E-mail deste chamado", "maria@correio.example"),
      ...said("Telefone deste chamado", "(69) 98400-0000"),
      ...said("Localidade", "Unidade de Cacoal"),
      ...said("Arquivos", "relatório.pdf", "793 KB · Anexos", "planilha.xlsx", "2,3 MB"),
      { role: "H2", text: "Para acompanhar e tirar dúvidas" },
      ...said("Endereço do chamado", "https://portal.example/chamados/00002172"),
      ...said(
        "Com quem falar",
        "Secretaria de Planejamento",
        "(69) 3216-0000",
        "siop@planejamento.example",
        "Segunda a sexta, das 7h30 às 13h30",
      ),
    ]);
  });

  it("has a title, a language and a structure, and brings its letters along", async () => {
    expect(short.marked).toBe(true);
    expect(short.info).toMatchObject({
      Title: "Comprovante de abertura do chamado 00002172",
      Language: "pt-BR",
      CreationDate: "D:20261121144200Z",
    });
    const bytes = (await bytesOf(RECEIPT)).toString("latin1");
    expect(bytes.slice(0, 8)).toBe("%PDF-1.7");
    expect(bytes).toMatch(/\/FontFile2/);
    expect(bytes).not.toMatch(/\/Helvetica|\/Type1\b/);
    // Nothing in it leads anywhere or runs.
    expect(bytes).not.toMatch(/\/(URI|JS|JavaScript|Launch|OpenAction|EmbeddedFiles|AcroForm)\b/);
  });

  it("is kept under the ticket's number", async () => {
    const { name, type } = await receiptFile(RECEIPT);
    expect([name, type]).toEqual(["comprovante-00002172.pdf", "application/pdf"]);
  });

  it("leaves out what was not given", async () => {
    const { spoken } = await read({
      ...RECEIPT,
      contactEmail: null,
      contactPhone: null,
      locality: null,
      answers: [],
      files: [],
      promised: null,
      department: { ...RECEIPT.department, phone: null, email: null, hours: null },
    });
    const text = textOf(spoken);
    expect(text).not.toMatch(/deste chamado|Localidade|Arquivo|Previsão|null|undefined/);
    expect(text).toContain("O aviso aparece no chamado.");
  });
});

const said = (label: string, ...texts: string[]) => [
  { role: "Lbl", text: label },
  ...texts.map((text) => ({ role: "P", text })),
];

describe("however much was written", () => {
  const LONG = Array.from({ length: 8_000 }, (_, place) => `palavra${place % 700}`)
    .join(" ")
    .slice(0, 50_000);

  it("an answer of 50,000 characters is there to its last word, over pages that are counted", async () => {
    const receipt = answering(LONG);
    const { spoken, pages, placed } = await read(receipt);
    expect(flat(textOf(spoken)).includes(LONG.trim())).toBe(true);
    expect(pages).toBeGreaterThan(10);
    for (let page = 1; page <= pages; page += 1) {
      expect(placed.filter((one) => one.page === page).map(({ text }) => text)).toContain(
        `Página ${page} de ${pages}`,
      );
    }
  });

  it("everything stands between the margins, words without an end as well", async () => {
    const file = (place: number) => ({
      name: `${"nome_sem_fim_".repeat(14)}${place}.pdf`,
      size: 1_000,
      label: "Anexos",
    });
    const { placed, spoken, pages } = await read({
      ...answering(
        "W".repeat(5_000),
        `https://portal.example/${"abc/".repeat(60)}`,
        LONG.slice(0, 9_000),
        "curto",
      ),
      title: "Título".repeat(80),
      requester: "Nome ".repeat(60),
      files: Array.from({ length: 50 }, (_, place) => file(place)),
    });
    expect(pages).toBeGreaterThan(4);
    for (const { x, y, width, text } of placed) {
      expect(x, text).toBeGreaterThanOrEqual(60);
      expect(x + width, text).toBeLessThanOrEqual(595.28 - 60 + 0.5);
      expect(y, text).toBeGreaterThan(30);
      expect(y, text).toBeLessThan(842 - 40);
    }
    const text = textOf(spoken).replace(/\s/g, "");
    expect(text.includes("W".repeat(5_000))).toBe(true);
    for (let place = 0; place < 50; place += 1) expect(text).toContain(`_${place}.pdf`);
  });

  it("no line of a paragraph is alone at the end or the beginning of a page", async () => {
    const paragraph = (_: unknown, place: number) => `Aqui ${"palavra ".repeat(25 + (place % 9) * 9)}`;
    const { placed, pages } = await read(answering(Array.from({ length: 90 }, paragraph).join("\n")));
    const begins = ({ text }: { text: string }) => text.startsWith("Aqui");
    expect(pages).toBeGreaterThan(8);
    for (let page = 1; page <= pages; page += 1) {
      const lines = placed.filter((one) => one.page === page && /^(Aqui|palavra)/.test(one.text)).map(begins);
      expect(lines).not.toHaveLength(1);
      // A paragraph that goes on from the page before, and one that goes on to the next.
      if (lines[0] === false) expect(lines[1]).toBe(false);
      if (page < pages && lines.length > 0) expect(lines.at(-1)).toBe(false);
    }
  });
});

describe("whatever was typed", () => {
  it.each([
    ["arrows and ticks", "De Porto Velho → Cacoal ✓ ≥ 10 € nº 5 § 2º"],
    ["another alphabet", "Дмитрий Ёлкин, Ελλάδα, Łódź, Şişli, Hồ Chí Minh"],
    ["accents that come apart", "Acao\u0303: não".normalize("NFD")],
  ])("%s", async (_, text) => {
    const { spoken } = await read(answering(text));
    expect(textOf(spoken)).toContain(text.normalize("NFC"));
    expect(textOf(spoken)).not.toContain("□");
  });

  it("pictures are drawn, each as one", async () => {
    const { spoken } = await read(answering("Obrigada 🙏🏽 👍 ❤️ 👨‍👩‍👧 🇧🇷 fim"));
    expect(textOf(spoken)).toMatch(/Obrigada .*🙏.*👍.*fim/su);
    expect(textOf(spoken)).not.toContain("□");
  });

  it("words of Arabic stand from right to left", async () => {
    const { placed } = await read(answering("nome مرحبا بالعالم fim"));
    const find = (part: string) => placed.find(({ text }) => text.includes(part))?.x ?? Number.NaN;
    expect(find("nome")).toBeLessThan(find("بالعالم"));
    expect(find("بالعالم")).toBeLessThan(find("مرحبا"));
    expect(find("مرحبا")).toBeLessThan(find("fim"));
  });

  it("what no typeface here has is a box, stays what it is for who copies it, and is explained", async () => {
    const receipt = answering("Nome: 山田太郎.");
    const { spoken } = await read(receipt);
    expect(textOf(spoken)).toContain("Nome: □□□□.");
    expect(insteadOf(await bytesOf(receipt))).toEqual(["山田太郎"]);
    expect(textOf(spoken)).toContain("No portal o texto está completo.");
    expect(textOf((await read(RECEIPT)).spoken)).not.toContain("No portal o texto está completo.");
  });

  it("what is not seen is gone: controls, marks that turn the direction, heaps of accents", async () => {
    const controls = Array.from({ length: 32 }, (_, code) => String.fromCharCode(code)).join("");
    const { spoken } = await read(
      answering(`a${controls}b\u007f\u0085c\u202ed\ufeffe`, `x${"\u0301\u0323".repeat(2_000)}y`),
    );
    const text = textOf(spoken);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that is the question
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e\ufeff]/);
    expect(text).toMatch(/cde/);
    expect(text.match(/\p{M}/gu)?.length ?? 0).toBeLessThan(8);
  });

  it("nothing that can be typed breaks it", { timeout: 60_000 }, async () => {
    const text = fc.string({ unit: "binary", maxLength: 300 });
    await fc.assert(
      fc.asyncProperty(text, text, text, async (title, name, answer) => {
        const { content } = await receiptFile({
          ...answering(answer),
          title,
          requester: name,
          files: [{ name, size: 1, label: title }],
        });
        expect(content.subarray(-6).toString()).toContain("%%EOF");
      }),
      { numRuns: 40 },
    );
  });
});

describe("the same receipt is the same bytes", () => {
  const odd = answering("Diyarbakır ﬁm 12 → 👨‍👩‍👧 Дмитрий العربية 山田 fim");

  it("each time, and while others are being made", async () => {
    const [first, ...others] = await Promise.all([odd, RECEIPT, odd, RECEIPT, odd].map(bytesOf));
    expect(others[1]?.equals(first as Buffer)).toBe(true);
    expect(others[3]?.equals(first as Buffer)).toBe(true);
    expect((await bytesOf(RECEIPT)).equals(others[0] as Buffer)).toBe(true);
    expect(others[0]?.equals(first as Buffer)).toBe(false);
  });

  it("whatever a process made before", async () => {
    const here = await bytesOf(odd);
    vi.resetModules();
    const other = await import("@/lib/receipts/document");
    // The same shapes for other letters: an i under a ring, as an ı, loses its dot.
    await other.receiptFile(answering("i\u030a j\u0301 fi 1/2 👩‍👩‍👧 👨🏽‍👩🏽‍👧🏽"));
    expect((await other.receiptFile(odd)).content.equals(here)).toBe(true);
  });
});
