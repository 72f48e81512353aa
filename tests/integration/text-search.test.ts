import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { pool } from "@/db";

async function finds(text: string, search: string): Promise<boolean> {
  const { rows } = await pool.query<{ found: boolean }>(
    "select guiche_tsvector($1) @@ guiche_tsquery($2) as found",
    [text, search],
  );
  return rows[0]?.found ?? false;
}

const families = [
  ["solicitação", "solicitações", "solicitacao", "solicitacoes", "SOLICITAÇÃO", "solicitar"],
  ["certidão", "certidões", "certidao", "certidoes"],
  ["cidadão", "cidadãos", "cidadaos"],
  ["mãe", "mães", "maes"],
  ["lei", "leis"],
  ["imóvel", "imóveis", "imovel"],
  ["municipal", "municipais"],
  ["útil", "úteis"],
  ["perfil", "perfis"],
  ["ordem", "ordens"],
  ["servidor", "servidores"],
];

describe("searching by words", () => {
  test.each(families)("every form of %s finds every other", async (...forms) => {
    for (const written of forms) {
      for (const typed of forms) {
        expect(await finds(`Peço ${written} hoje`, typed), `${typed} finds ${written}`).toBe(true);
        expect(await finds(`Peço ${written} hoje`, `${typed} hoje`), `${typed} finds ${written}`).toBe(true);
      }
    }
  });

  const text = "Não consigo emitir a certidão negativa do veículo ABC1D23 (São Paulo)";

  test.each([
    "não consigo",
    "nao consigo emitir",
    "sao paulo",
    "certidoes negativas",
    '"certidão negativa"',
    "abc1d23",
  ])("%s finds the text", async (search) => expect(await finds(text, search)).toBe(true));

  test.each(["cert", "certidõ", "certidoe", "negat", "emitir veíc", "alvará or certid"])(
    "%s, still being typed, finds the text",
    async (search) => expect(await finds(text, search)).toBe(true),
  );

  test.each(["alvará", "certidão -negativa", '"negativa certidão"', "ce", "a", "", '"'])(
    "%s does not",
    async (search) => expect(await finds(text, search)).toBe(false),
  );

  test("no search a person can type is an error", async () => {
    const typed = fc.oneof(
      fc.string({ unit: "grapheme" }),
      fc.string({
        unit: fc.constantFrom(
          '"',
          "'",
          "-",
          "(",
          ")",
          "|",
          "&",
          "!",
          ":",
          "*",
          "<",
          "\\",
          " ",
          "or",
          "ção",
          "abc",
          "9",
        ),
      }),
      fc.constantFrom("x".repeat(5_000), `certidão ${"ã".repeat(5_000)}`),
    );
    await fc.assert(
      fc.asyncProperty(typed, async (search) => {
        await finds(text, search.replaceAll("\0", ""));
      }),
      { numRuns: 300 },
    );
  });
});
