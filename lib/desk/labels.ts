/** The views of the queue, in the order of the tabs. */
export const TABS = [
  { tab: "unassigned", slug: "sem-atendente", label: "Sem atendente" },
  { tab: "mine", slug: "meus", label: "Meus" },
  { tab: "all", slug: "todos", label: "Todos do setor" },
] as const;

export type Tab = (typeof TABS)[number]["tab"];

/** What the button in a row does, in a word. */
export const OFFER_LABELS = {
  take: "Assumir",
  start_analysis: "Analisar",
  hand_over: "Assumir",
} as const;

/** Keys of the queue, for the list under "?". */
export const KEYS = [
  { keys: ["J", "↓"], does: "Próximo chamado" },
  { keys: ["K", "↑"], does: "Chamado anterior" },
  { keys: ["Enter"], does: "Abrir o chamado escolhido" },
  { keys: ["A"], does: "Assumir ou analisar o chamado escolhido" },
  { keys: ["/"], does: "Ir para a pesquisa" },
  { keys: ["?"], does: "Mostrar esta lista" },
] as const;
