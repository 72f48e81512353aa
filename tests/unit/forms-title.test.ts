import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseDefinition } from "@/lib/forms/schema";
import { renderTitle } from "@/lib/forms/title";
import { formOf, lienForm } from "../support/forms";

const template = "{service} - {subject} - {case} - {plate} - ({number})";
const values = {
  service: "Instituições Financeiras",
  definition: parseDefinition(lienForm),
  subjectId: "desbloqueio",
  number: 24151,
  answers: { case: "furto", plate: "ABC1234" },
};

describe("a ticket's title", () => {
  it("fills the template", () => {
    expect(renderTitle(template, values)).toBe(
      "Instituições Financeiras - Desbloqueio para Cancelamento de Gravame - Veículo com Furto/Roubo - ABC1234 - (24151)",
    );
  });

  it("drops what is missing together with its separator", () => {
    expect(renderTitle(template, { ...values, answers: {} })).toBe(
      "Instituições Financeiras - Desbloqueio para Cancelamento de Gravame - (24151)",
    );
    expect(renderTitle(template, { ...values, answers: {}, number: undefined, subjectId: "x" })).toBe(
      "Instituições Financeiras",
    );
    expect(renderTitle("{nada} - {constructor}", { ...values, answers: {} })).toBe(
      "Instituições Financeiras",
    );
    expect(renderTitle("Pedido {plate} {chassis}", values)).toBe("Pedido ABC1234");
  });

  it("cleans, shortens and masks what people typed, and never reads it as a template", () => {
    const definition = formOf(
      { id: "texto", type: "text", label: "T" },
      { id: "cpf", type: "cpf", label: "CPF" },
    );
    const render = (answers: Record<string, string>) =>
      renderTitle("{texto} - {cpf}", { service: "S", definition, subjectId: "geral", number: 1, answers });
    expect(render({ texto: "a\u0000\u202e\n b {cpf} {number}", cpf: "52998224725" })).toBe(
      "a b {cpf} {number} - ***.982.247-**",
    );
    expect(render({ texto: "😀".repeat(300) })).toBe(`${"😀".repeat(79)}…`);
  });

  it("is one clean line of at most 200 characters, never empty, whatever is typed", () => {
    const definition = formOf({ id: "texto", type: "text", label: "T" });
    const words = fc.string({ unit: "binary", maxLength: 400 });
    fc.assert(
      fc.property(words, words, (text, pattern) => {
        const title = renderTitle(pattern, {
          ...values,
          definition,
          subjectId: "geral",
          answers: { texto: text },
        });
        expect([...title].length).toBeLessThanOrEqual(200);
        expect(title).not.toMatch(/\p{Cc}|[\u202a-\u202e]/u);
        expect(title).not.toBe("");
      }),
    );
  });
});
