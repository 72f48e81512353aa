import { renderToStaticMarkup } from "react-dom/server";
import { createFormControl } from "react-hook-form";
import { describe, expect, it, vi } from "vitest";
import { LocalCopies } from "@/components/drafts/local-copy";
import { nothingWritten } from "@/components/forms/nothing-written";
import { keepTyped } from "@/components/links/kept";
import { LinkDone } from "@/components/links/link-done";
import { LinkOver } from "@/components/links/link-over";
import { LinkPanel } from "@/components/links/link-panel";
import { unavailable } from "@/lib/errors";
import { endingWords } from "@/lib/links/labels";
import type { LinkView } from "@/lib/links/view";

vi.mock("next/navigation", () => ({ useRouter: () => ({}) }));
vi.mock("@/lib/links/actions", () => ({}));

const day = (date: number, hour = 15) => new Date(Date.UTC(2026, 10, date, hour));
const NOW = day(20);

const VIEW: LinkView = {
  ...{ purpose: "answer", open: true, number: 431, title: "Mensagem de erro", requester: "Ana Moreira" },
  ...{
    service: "Erro em uma tela",
    department: "Central de Atendimento",
    timeZone: "America/Sao_Paulo",
    enters: true,
  },
  ...{ dueAt: null, until: day(30), silence: "closes", question: null, solution: "Corrigimos o cadastro." },
  ...{ reopens: "15 dias", rating: null, ending: null, ratePath: null },
  contact: { lines: ["(61) 2020-2000", "central@gov.example"], messages: "https://mensagens.example" },
};

const textOf = (markup: string) =>
  markup
    .replace(/<[^>]+>/g, " ")
    .replace(/\s+/g, " ")
    .replace(/ ([.,])/g, "$1");
const panel = (view: Partial<LinkView>) =>
  renderToStaticMarkup(<LinkPanel view={{ ...VIEW, ...view }} token="t" place="p" now={NOW} />);
const over = (view: Partial<LinkView> | null, ended: Parameters<typeof LinkOver>[0]["ended"] = null) =>
  renderToStaticMarkup(<LinkOver view={view && { ...VIEW, open: false, ...view }} ended={ended} />);
const buttons = (markup: string) =>
  [...markup.matchAll(/<button[^>]*>(.*?)<\/button>/g)].map(([, text]) => text);

describe("the page of a letter's link", () => {
  it("says until when a solution is answered, what silence means, and where the whole ticket is", () => {
    const markup = panel({});
    expect(textOf(markup)).toContain(
      "Esperamos a sua resposta até segunda, 30 de nov., 12:00. Sem a sua resposta até lá, o chamado é encerrado.",
    );
    expect(textOf(markup)).toContain("Solução proposta Corrigimos o cadastro.");
    expect(markup).toMatch(/<a href="\/chamados\/431"[^>]*>Abrir o chamado<\/a>/);
    expect(panel({ enters: false })).not.toContain("Abrir o chamado");
  });
  it("with one button shows what it is about, and what comes of no answer", () => {
    const question = "O acesso também é para 2026?";
    const asked = panel({ purpose: "still_needed", solution: null, question, silence: "proposes" });
    expect(textOf(asked)).toContain(`O que a equipe pergunta ${question}`);
    expect(textOf(asked)).toContain("Sem a sua resposta até lá, vamos propor o encerramento do chamado.");
    expect(buttons(asked)).toHaveLength(1);
    expect(textOf(panel({ purpose: "still_needed" }))).toContain("Solução proposta Corrigimos o cadastro.");
    expect(textOf(panel({ purpose: "still_needed", silence: "continues" }))).toContain(
      "a análise continua sem ela",
    );
  });
  it("of a rating that was sent says so, and until when it can be changed", () => {
    const rate = { purpose: "rate", silence: null, until: day(21, 3) } as const;
    const sent = panel({ ...rate, rating: { stars: 4, comment: "Bom.", at: NOW } });
    expect(textOf(sent)).toContain(
      "Você enviou esta avaliação em sexta, 20 de nov., 12:00. Você pode mudar a avaliação até sábado, 21 de nov., 00:00.",
    );
    expect(textOf(panel(rate))).toContain("Você pode avaliar até sábado");
  });
  it("once it is rated repeats the stars", () => {
    const done = { title: "Avaliação enviada", text: "Obrigado por responder.", stars: 4 };
    expect(textOf(renderToStaticMarkup(<LinkDone done={done} view={VIEW} />))).toContain("4 de 5 estrelas");
  });
});

describe("the page of a link that is over", () => {
  it("says what became of it, calmly, without a button", () => {
    const ending = { why: "restarted", at: day(27), own: true } as const;
    const markup = over({ purpose: "still_needed", ending });
    expect(textOf(markup)).toContain(
      "O prazo já recomeçou: esperamos a sua resposta até 27 de novembro de 2026, às 12h (horário de Brasília).",
    );
    expect(buttons(markup)).toEqual([]);
    expect(textOf(markup)).toContain("(61) 2020-2000");
  });
  it("offers the rating after an approval", () => {
    const ending = { why: "approved", at: day(20, 2), own: true } as const;
    const markup = over({ ending, ratePath: "/acompanhar/abc" });
    expect(textOf(markup)).toContain("Você aprovou a solução em 19 de novembro de 2026, às 23h");
    expect(markup).toMatch(/href="\/acompanhar\/abc"[^>]*>.*Avaliar o atendimento/);
    expect(over({ ending })).not.toContain("Avaliar o atendimento");
  });
  it("speaks of what others did as theirs", () => {
    const words = (why: "approved" | "refused" | "replied", own: boolean) =>
      endingWords({ why, at: NOW, own }, VIEW.timeZone);
    for (const why of ["approved", "refused", "replied"] as const) {
      expect(words(why, true)).toMatch(/^Você /);
      expect(words(why, false)).not.toMatch(/Você/);
    }
  });
  it("looks the same for every token that never was one, and says of others only why they ended", () => {
    expect(textOf(over(null))).toContain("Ele venceu, foi copiado pela metade ou terminou");
    expect(textOf(over(null, "cancelled"))).toContain("Este link foi cancelado.");
    expect(textOf(over(null, "expired"))).toContain("Este link venceu.");
    for (const ended of ["cancelled", "quoted", "expired"] as const)
      expect(over(null, ended)).not.toMatch(/chamados\/431|Mensagem de erro|Ana Moreira|Central/);
  });
});

describe("what is typed at the page of a link", () => {
  const shelf = new Map<string, string>();
  const copiesOf = (place: string) =>
    new LocalCopies("link", place, {
      getItem: (key) => shelf.get(key) ?? null,
      setItem: (key, value) => void shelf.set(key, value),
      removeItem: (key) => void shelf.delete(key),
    });
  /** The form of a page that is loaded (again). */
  function load(place = "p") {
    const { formControl: form, control } = createFormControl({
      defaultValues: { token: "secret", reason: "" },
    });
    control._state.mount = true;
    const kept = vi.fn();
    keepTyped(copiesOf(place), form, ["reason"], kept);
    return { form, kept };
  }

  it("stands there again when the page is loaded anew, and is forgotten once it was sent", () => {
    const first = load();
    expect(first.kept).not.toHaveBeenCalled();
    first.form.setValue("reason", "O relatório continua errado.");
    const again = load();
    expect(again.form.getValues("reason")).toBe("O relatório continua errado.");
    expect(again.kept).toHaveBeenCalledOnce();
    expect(load("other").form.getValues("reason")).toBe("");
    expect(JSON.stringify([...shelf])).not.toContain("secret");
    copiesOf("p").forget();
    expect(load().form.getValues("reason")).toBe("");
  });
});

describe("what is said of something written", () => {
  it("is left out where nothing was", () => {
    expect(nothingWritten(unavailable().message)).toBe(
      "O portal está temporariamente indisponível. Tente de novo em alguns instantes.",
    );
    expect(
      nothingWritten(
        "Não conseguimos falar com o servidor. O que você escreveu continua aqui; confira a conexão e tente de novo.",
      ),
    ).toBe("Não conseguimos falar com o servidor. Confira a conexão e tente de novo.");
    expect(
      nothingWritten(
        "Algo deu errado do nosso lado. O que você escreveu continua aqui; tente de novo. Código ab12.",
      ),
    ).toBe("Algo deu errado do nosso lado. Tente de novo. Código ab12.");
    expect(nothingWritten("Alguém agiu antes.")).toBe("Alguém agiu antes.");
  });
});
