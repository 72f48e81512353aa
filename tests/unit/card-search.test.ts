import { describe, expect, it } from "vitest";
import type { ServiceCard } from "@/lib/catalog/card";
import { categoriesOf, searchCards } from "@/lib/catalog/search";

const card = (name: string, extra: Partial<ServiceCard> = {}): ServiceCard => ({
  slug: name.toLowerCase().replaceAll(" ", "-"),
  name,
  summary: "Resolve o seu pedido",
  icon: "file-text",
  longestTime: "até 5 dias úteis",
  department: "SIOP",
  category: { slug: "geral", name: "Geral" },
  subjects: [],
  ...extra,
});

const cards = [
  card("SIOP Emendas Parlamentares", {
    subjects: [
      { id: "impedimento", label: "Impedimento técnico", keywords: ["emenda"] },
      { id: "beneficiario", label: "Alteração de beneficiário", keywords: [] },
    ],
  }),
  card("Acesso e senha", {
    summary: "Perfis no sistema",
    category: { slug: "incidentes", name: "Incidentes" },
  }),
  card("IPVA", {
    department: "Finanças",
    summary: "Imposto sobre veículo",
    subjects: [{ id: "primeiro", label: "1º Emplacamento", keywords: ["carro novo"] }],
  }),
];

const names = (query: string) => searchCards(cards, query).map((found) => found.card.name);

describe("search over the cards", () => {
  it("keeps every card in its order when nothing is typed", () => {
    expect(names("  ")).toEqual(cards.map(({ name }) => name));
  });

  it.each(["VEICULO", "veículo", "Veiculo", "ipva", "financas", "carro"])("finds IPVA by %s", (query) => {
    expect(names(query)).toEqual(["IPVA"]);
  });

  it("wants every word, wherever in the card it is", () => {
    expect(names("finanças imposto")).toEqual(["IPVA"]);
    expect(names("finanças senha")).toEqual([]);
  });

  it("points at the subjects that the words mean", () => {
    const [found] = searchCards(cards, "siop tecnico");
    expect(found?.subjects.map(({ id }) => id)).toEqual(["impedimento"]);
    expect(searchCards(cards, "siop")[0]?.subjects).toEqual([]);
  });

  it("puts the cards named so before those that only mention it", () => {
    const more = [card("Certidão", { summary: "Também para IPVA" }), ...cards];
    expect(searchCards(more, "ipva").map((found) => found.card.name)).toEqual(["IPVA", "Certidão"]);
  });

  it("counts the categories that have a card", () => {
    expect(categoriesOf(searchCards(cards, ""))).toEqual([
      { slug: "geral", name: "Geral", count: 2 },
      { slug: "incidentes", name: "Incidentes", count: 1 },
    ]);
  });

  it("takes what is typed as words, whatever they hold", () => {
    for (const odd of ["(", "[", "\\", ".*", "%", "'; drop table", "<script>"])
      expect(names(odd)).toEqual([]);
  });
});
