import { formatCount } from "../numbers";
import { ORDER_CHOICES } from "../search/labels";

/** What the queue can be sorted by, as a choice. */
export const QUEUE_ORDER_CHOICES = [{ word: "espera", label: "Tempo de espera" }, ...ORDER_CHOICES];

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

const MINUTE = 60_000;

/** How long a ticket has been as it is: "há 12 minutos", "há 5 horas", "há 38 dias". */
export function waitingWords(since: Date, now: Date): string {
  const minutes = Math.max(0, Math.floor((now.getTime() - since.getTime()) / MINUTE));
  if (minutes < 1) return "agora";
  if (minutes < 60) return ago(minutes, "minuto");
  if (minutes < 24 * 60) return ago(Math.floor(minutes / 60), "hora");
  return ago(Math.floor(minutes / (24 * 60)), "dia");
}

const ago = (amount: number, unit: string) => `há ${formatCount(amount)} ${unit}${amount === 1 ? "" : "s"}`;

/** Keys of the queue, for the list under "?". */
export const KEYS = [
  { keys: ["J", "↓"], does: "Próximo chamado" },
  { keys: ["K", "↑"], does: "Chamado anterior" },
  { keys: ["Enter"], does: "Abrir o chamado escolhido" },
  { keys: ["A"], does: "Assumir ou analisar o chamado escolhido" },
  { keys: ["/"], does: "Ir para a pesquisa" },
  { keys: ["?"], does: "Mostrar esta lista" },
] as const;
