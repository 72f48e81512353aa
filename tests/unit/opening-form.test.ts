import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { SentFile } from "@/lib/attachments/schema";
import { usualCalendar } from "@/lib/calendar/usual";
import { beginFilling } from "@/lib/catalog/beginning";
import { draftContinues, isBlank, readDraft } from "@/lib/catalog/draft";
import {
  type Filling,
  fillingName,
  fillingProblems,
  rawAnswers,
  sentFilling,
  tidyAnswer,
} from "@/lib/catalog/filling";
import { promisedDay } from "@/lib/catalog/promise";
import { checkAnswers } from "@/lib/forms/answers";
import { parseDefinition } from "@/lib/forms/schema";
import { anyAnswers, anyForm, formOf, lienForm } from "../support/forms";

const TODAY = "2026-03-02";
const lien = parseDefinition(lienForm);
const pdf: SentFile = {
  id: "f1",
  name: "bo.pdf",
  size: 10,
  type: "application/pdf",
  width: null,
  height: null,
};

const filling = (extra: Partial<Filling> = {}): Filling => ({
  subjectId: "desbloqueio",
  answers: {},
  fieldFiles: {},
  files: [],
  contactEmail: "",
  contactPhone: "",
  locality: "",
  ...extra,
});

const complete = filling({
  answers: { case: "furto", plate: "abc-1234", chassis: "9BWZZZ377VT004251", detalhe: "escrito antes" },
  fieldFiles: { boletim: [pdf], contrato: [] },
});

describe("what keeps the form from being sent", () => {
  it("is nothing when all is answered", () => {
    expect(fillingProblems(lien, complete, TODAY)).toEqual([]);
  });

  it("names each field in the order of the page, files among them", () => {
    const names = fillingProblems(lien, filling({ answers: { case: "furto" } }), TODAY).map(
      ({ name }) => name,
    );
    expect(names).toEqual(["answers.plate", "answers.chassis", "fieldFiles.boletim", "fieldFiles.contrato"]);
  });

  it("is the subject alone while none is chosen", () => {
    expect(fillingProblems(lien, filling({ subjectId: "" }), TODAY).map(({ name }) => name)).toEqual([
      "subjectId",
    ]);
  });

  it("includes a contact that cannot be right, but never a blank one", () => {
    const wrong = { ...complete, contactEmail: "ana@", contactPhone: "123" };
    expect(fillingProblems(lien, wrong, TODAY).map(({ name }) => name)).toEqual([
      "contactEmail",
      "contactPhone",
    ]);
    expect(fillingProblems(lien, { ...complete, contactEmail: " " }, TODAY)).toEqual([]);
  });
});

describe("what the form sends", () => {
  it("leaves out what a condition hides, though the form keeps it", () => {
    const sent = sentFilling(lien, complete);
    expect(sent.answers).not.toHaveProperty("detalhe");
    expect(complete.answers.detalhe).toBe("escrito antes");
  });

  it("leaves out the files of a hidden field", () => {
    const judicial = { ...complete, answers: { ...complete.answers, case: "judicial" } };
    expect(sentFilling(lien, judicial).fieldFiles).not.toHaveProperty("boletim");
    expect(sentFilling(lien, complete).fieldFiles.boletim).toEqual(["f1"]);
  });

  it("gives the contact in the form that is kept, and null for a blank one", () => {
    const sent = sentFilling(lien, {
      ...complete,
      contactEmail: " Ana@Pessoa.example ",
      contactPhone: "69984000000",
    });
    expect(sent).toMatchObject({
      contactEmail: "ana@pessoa.example",
      contactPhone: "+5569984000000",
      locality: null,
    });
  });

  it("passes the server's check whenever the browser's passes", () => {
    fc.assert(
      fc.property(anyForm, anyAnswers, (definition, answers) => {
        const raw = Object.fromEntries(
          Object.entries(answers).filter(([, value]) => typeof value === "string" || Array.isArray(value)),
        ) as Filling["answers"];
        const typed = filling({ subjectId: "geral", answers: raw });
        if (fillingProblems(definition, typed, TODAY).length > 0) return;
        const sent = sentFilling(definition, typed);
        expect(checkAnswers(definition, "geral", sent.answers, {}, { today: TODAY }).ok).toBe(true);
      }),
    );
  });
});

describe("where the server's words are shown", () => {
  it.each([
    ["plate", "answers.plate"],
    ["answers.plate", "answers.plate"],
    ["boletim", "fieldFiles.boletim"],
    ["fieldFiles.boletim.0", "fieldFiles.boletim"],
    ["subject", "subjectId"],
    ["subjectId", "subjectId"],
    ["files.2", "files"],
    ["contactEmail", "contactEmail"],
    ["serviceId", null],
    ["texto", null],
  ])("%s goes to %s", (said, name) => {
    expect(fillingName(lien, "desbloqueio", said)).toBe(name);
  });
});

describe("leaving a box", () => {
  const [cpf, money, date, number, text, phone] = formOf(
    { id: "cpf", type: "cpf", label: "CPF" },
    { id: "valor", type: "money", label: "Valor" },
    { id: "data", type: "date", label: "Data" },
    { id: "numero", type: "number", label: "Número", unit: "km", decimals: 1 },
    { id: "texto", type: "text", label: "Texto" },
    { id: "fone", type: "phone", label: "Telefone" },
  ).subjects.flatMap((subject) => subject.sections.flatMap((section) => section.fields));

  it.each([
    [cpf, "52998224725", "529.982.247-25"],
    [cpf, "529 982 247 25", "529.982.247-25"],
    [cpf, "529", "529"],
    [money, "1234,5", "R$ 1.234,50"],
    [date, "21112026", "21/11/2026"],
    [date, "2026-11-21", "21/11/2026"],
    [date, "31/02/2026", "31/02/2026"],
    [number, "1500,5", "1.500,5"],
    [text, "  como  está ", "  como  está "],
    [phone, "+55 69 98400-0000", "(69) 98400-0000"],
  ])("writes the answer as people write it", (field, typed, written) => {
    if (!field) throw new Error("no field");
    expect(tidyAnswer(field, typed).replace(/\s/g, " ")).toBe(written);
    expect(tidyAnswer(field, tidyAnswer(field, typed))).toBe(tidyAnswer(field, typed));
  });
});

describe("a new ticket from an old one", () => {
  it("gives back the same answers that were stored", () => {
    fc.assert(
      fc.property(anyForm, anyAnswers, (definition, answers) => {
        const checked = checkAnswers(definition, "geral", answers, {}, { today: TODAY });
        if (!checked.ok) return;
        const again = checkAnswers(
          definition,
          "geral",
          rawAnswers(definition, "geral", checked.answers),
          {},
          {
            today: TODAY,
          },
        );
        expect(again.ok && again.answers).toEqual(checked.answers);
      }),
    );
  });

  it("takes no number that could not be typed again", () => {
    const definition = formOf(
      { id: "numero", type: "number", label: "Número" },
      { id: "valor", type: "money", label: "Valor" },
    );
    const check = (answers: Record<string, number>) =>
      checkAnswers(definition, "geral", answers, {}, { today: TODAY }).ok;
    expect(check({ numero: 1e12, valor: 1e14 })).toBe(true);
    expect(check({ numero: 1_275_114_952_324_564 })).toBe(false);
    expect(check({ valor: 1e14 + 1 })).toBe(false);
  });
});

describe("a draft read back", () => {
  it("is what was saved", () => {
    expect(readDraft(lien, JSON.parse(JSON.stringify(complete)), [pdf])).toEqual(complete);
  });

  it("leaves out a subject that is gone and files that the server no longer holds", () => {
    const read = readDraft(lien, { ...complete, subjectId: "antigo" }, []);
    expect(read.subjectId).toBeUndefined();
    expect(read.fieldFiles?.boletim).toEqual([]);
  });

  it("bears anything", () => {
    fc.assert(
      fc.property(fc.anything(), (content) => {
        const read = filling(readDraft(lien, content, []));
        expect(Array.isArray(fillingProblems(lien, read, TODAY))).toBe(true);
      }),
    );
  });

  it("is blank until something is answered or sent", () => {
    expect(
      isBlank(filling({ contactEmail: "ana@pessoa.example", answers: { plate: "", choices: [] } })),
    ).toBe(true);
    expect(isBlank(filling({ answers: { plate: "A" } }))).toBe(false);
    expect(isBlank(filling({ files: [pdf] }))).toBe(false);
  });
});

describe("how the form begins", () => {
  const known = {
    definition: lien,
    contact: { email: "ana@pessoa.example", phone: "69984000000" },
    institution: "Banco Aurora",
    draft: null,
    source: null,
    asked: null,
  };
  const source = {
    subjectId: "desbloqueio",
    answers: { case: "furto", plate: "ABC1234" },
    locality: "Agência 12",
  };

  it("with what is known of the person and nothing else", () => {
    expect(beginFilling(known)).toMatchObject({
      restored: false,
      filling: {
        subjectId: "",
        answers: {},
        contactEmail: "ana@pessoa.example",
        contactPhone: "(69) 98400-0000",
        locality: "Banco Aurora",
      },
    });
  });

  it("with the only subject chosen", () => {
    const only = formOf({ id: "texto", type: "text", label: "Texto" });
    expect(beginFilling({ ...known, definition: only }).filling.subjectId).toBe("geral");
  });

  it("with the subject that the address names, if there is such a one", () => {
    expect(beginFilling({ ...known, asked: "duvida" }).filling.subjectId).toBe("duvida");
    expect(beginFilling({ ...known, asked: "nada" }).filling.subjectId).toBe("");
  });

  it("with the answers of the ticket it goes on from", () => {
    const { filling: begun, restored } = beginFilling({ ...known, source });
    expect(restored).toBe(false);
    expect(begun).toMatchObject({
      subjectId: "desbloqueio",
      answers: { case: "furto", plate: "ABC-1234" },
      locality: "Agência 12",
    });
  });

  it("without them when their subject is gone", () => {
    expect(beginFilling({ ...known, source: { ...source, subjectId: "antigo" } }).filling.answers).toEqual(
      {},
    );
  });

  it("with the draft before anything else, unless it is blank", () => {
    const draft = { content: { ...complete, continues: 12 }, files: [pdf] };
    expect(beginFilling({ ...known, draft, source })).toMatchObject({ restored: true, filling: complete });
    expect(beginFilling({ ...known, draft: { content: filling(), files: [] }, source }).restored).toBe(false);
    expect(draftContinues(draft.content)).toBe(12);
    for (const odd of [null, undefined, {}, { continues: "12" }, { continues: 1.5 }]) {
      expect(draftContinues(odd)).toBeNull();
    }
  });
});

describe("by when a service promises to be done", () => {
  const usual = usualCalendar("America/Sao_Paulo");
  const [sunday = [], ...workdays] = usual.week;
  const saturdays = { ...usual, week: [sunday, ...workdays.slice(0, 5), [{ from: 8 * 60, to: 12 * 60 }]] };
  const promised = (words: string, openedAt: string, calendar = usual) =>
    promisedDay(words, new Date(`${openedAt}-03:00`), calendar);

  it.each([
    ["até 3 dias úteis", "2026-03-11"],
    ["1 dia útil", "2026-03-09"],
    ["até 30 dias", "2026-04-06"],
    ["4 horas úteis", "2026-03-09"],
    ["até 48 horas", "2026-03-08"],
    ["2 semanas", "2026-03-20"],
    ["1 mês", "2026-04-06"],
    ["imediato", null],
    ["conforme a agenda", null],
  ])("%s, from a Friday afternoon on", (words, day) => {
    expect(promised(words, "2026-03-06T16:00")).toBe(day);
  });

  it("begins with the next opening when nobody works", () => {
    expect(promised("1 dia útil", "2026-03-06T20:30")).toBe("2026-03-10");
    expect(promised("1 dia útil", "2026-03-07T10:00")).toBe("2026-03-10");
    expect(promised("até 30 dias", "2026-03-07T10:00")).toBe("2026-04-06");
  });

  it("counts no holidays, and ends on none", () => {
    // Good Friday is 3 April 2026.
    expect(promised("3 dias úteis", "2026-04-01T10:00")).toBe("2026-04-07");
    expect(promised("12 horas úteis", "2026-04-02T10:00")).toBe("2026-04-06");
    expect(promised("1 semana", "2026-03-27T10:00")).toBe("2026-04-06");
  });

  it("counts half days as far as they go, and ends on none that ends early", () => {
    expect(promised("4 horas úteis", "2026-12-24T10:00")).toBe("2026-12-28");
    expect(promised("1 dia útil", "2026-12-23T10:00")).toBe("2026-12-24");
    expect(promised("7 dias", "2026-12-17T10:00")).toBe("2026-12-28");
  });

  it("counts the days on which the department works, where its clocks are", () => {
    expect(promised("1 dia útil", "2026-03-06T16:00", saturdays)).toBe("2026-03-07");
    const acre = { ...usual, timeZone: "America/Rio_Branco" };
    expect(promised("1 hora útil", "2026-03-06T18:30", acre)).toBe("2026-03-06");
    expect(promised("1 hora útil", "2026-03-06T18:30")).toBe("2026-03-09");
    expect(promised("1 hora", "2026-03-07T00:30", acre)).toBe("2026-03-06");
  });
});
