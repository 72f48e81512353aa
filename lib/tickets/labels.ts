import type { Channel, ClosedBy, PendingType, Priority, TicketStatus } from "@/db/enums";

export const STATUS_FOR_REQUESTER: Record<TicketStatus, string> = {
  new: "Novo",
  in_review: "Em análise",
  assigned: "Em atendimento",
  pending: "Aguardando",
  validating: "Validar solução",
  resolved: "Resolvido",
  closed: "Fechado",
  rejected: "Não aprovado",
  cancelled: "Cancelado",
};

export const STATUS_FOR_STAFF: Record<TicketStatus, string> = {
  new: "Novo",
  in_review: "Em análise",
  assigned: "Processando (atribuído)",
  pending: "Pendente",
  validating: "Solução proposta",
  resolved: "Solucionado",
  closed: "Fechado",
  rejected: "Reprovado na análise",
  cancelled: "Cancelado",
};

export const PENDING_FOR_REQUESTER: Record<PendingType, string> = {
  requester: "Aguardando você",
  third_party: "Aguardando terceiro",
  team: "Aguardando a equipe",
};

export const PENDING_FOR_STAFF: Record<PendingType, string> = {
  requester: "Pendente: requerente",
  third_party: "Pendente: terceiro",
  team: "Pendente: equipe",
};

export const PRIORITY_LABELS: Record<Priority, string> = {
  low: "Baixa",
  normal: "Normal",
  high: "Alta",
  urgent: "Urgente",
};

export const CHANNEL_LABELS: Record<Channel, string> = {
  portal: "Portal",
  phone: "Telefone",
  email: "E-mail",
  in_person: "Presencial",
  mail: "Correspondência",
  api: "Sistema integrado",
};

export const CLOSED_BY_LABELS: Record<ClosedBy, string> = {
  approval: "Aprovado pelo requerente",
  window: "Aprovado e prazo de reabertura encerrado",
  lapse: "Encerrado por falta de resposta",
  merge: "Reunido a outro chamado",
};

/** The seven counters of home and list; each is a filter over statuses. */
export const COUNTERS = [
  { slug: "todos", label: "Todos", statuses: null },
  { slug: "novo", label: "Novo", statuses: ["new", "in_review"] },
  { slug: "atribuidos", label: "Atribuídos", statuses: ["assigned"] },
  { slug: "aguardando", label: "Aguardando", statuses: ["pending"] },
  { slug: "validar", label: "Validar", statuses: ["validating"] },
  { slug: "resolvido", label: "Resolvido", statuses: ["resolved"] },
  { slug: "fechado", label: "Fechado", statuses: ["closed", "rejected", "cancelled"] },
] as const satisfies readonly { slug: string; label: string; statuses: readonly TicketStatus[] | null }[];

export type CounterSlug = (typeof COUNTERS)[number]["slug"];

/** The status in the reader's words. */
export function statusLabel(
  ticket: { status: TicketStatus; pendingType: PendingType | null },
  reader: "requester" | "staff",
): string {
  if (ticket.status === "pending" && ticket.pendingType) {
    return (reader === "staff" ? PENDING_FOR_STAFF : PENDING_FOR_REQUESTER)[ticket.pendingType];
  }
  return (reader === "staff" ? STATUS_FOR_STAFF : STATUS_FOR_REQUESTER)[ticket.status];
}
