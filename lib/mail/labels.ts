import type { BlockReason, LetterFate, LetterState, TicketVerb } from "@/db/enums";
import { formatNumber } from "../number";
import type { Withheld } from "./reader";

/** The first line of a letter that can be answered: what stands beneath it in an answer was not written in it. */
export const ABOVE = "--- Responda acima desta linha ---";

/** What a letter is, for who may not read of what it tells. */
const LETTER_KINDS: Readonly<Record<string, string | undefined>> = {
  open: "Recebimento do chamado",
  take: "Chamado em atendimento",
  assign: "Chamado atribuído",
  start_analysis: "Pedido em análise",
  hand_over_analysis: "Análise passada a outra pessoa",
  approve_analysis: "Pedido aprovado na análise",
  reject_analysis: "Pedido não aprovado",
  cancel: "Chamado cancelado",
  set_pending: "Chamado aguardando",
  change_pending: "Chamado aguardando",
  reply: "Nova resposta do requerente",
  follow_up: "Nova resposta",
  add_note: "Nova nota interna",
  propose_solution: "Solução proposta",
  withdraw_solution: "Solução retirada",
  pending_lapse: "Requerente não respondeu",
  approve_solution: "Solução aprovada",
  refuse_solution: "Solução recusada",
  still_needed: "Chamado ainda necessário",
  remind: "Lembrete do prazo",
  warn: "Aviso de prazo",
  extend: "Prazo prorrogado",
  validation_lapse: "Encerrado por falta de resposta",
  reopen: "Chamado reaberto",
  hand_over: "Chamado passado a outra pessoa",
  transfer: "Encaminhado a outro setor",
  lose_assignee: "Chamado sem atendente",
  change_service: "Serviço corrigido",
  merge: "Chamado reunido a outro",
  split: "Chamado dividido em dois",
  mail_answer: "Resposta a uma mensagem",
  mail_question: "Pergunta se a solução resolveu",
} satisfies Partial<Record<TicketVerb | "mail_answer" | "mail_question", string>>;

/** A letter by its ticket's number and its kind: "[00001234] Nova resposta". */
export function letterInWords({ number, kind }: { number: number | null; kind: string }): string {
  const what = LETTER_KINDS[kind] ?? "Aviso do portal";
  return number === null ? what : `[${formatNumber(number)}] ${what}`;
}

const WITHHELD: Readonly<Record<string, string | undefined>> = {
  disabled: "Não saiu: a conta de quem a receberia está desativada",
  no_access: "Não saiu: quem a receberia não tem mais acesso ao chamado",
} satisfies Record<Withheld, string>;

/** What became of a letter that did not go out, or did not arrive. */
export interface Trouble {
  state: LetterState;
  fate: LetterFate | null;
  failure: string | null;
  /** Nothing goes to its address now. */
  blocked: boolean;
}

/** Why a letter did not go out, or did not arrive, in words for who runs the portal. */
export function troubleInWords({ state, fate, failure, blocked }: Trouble): string {
  if (state === "skipped")
    return (
      WITHHELD[failure ?? ""] ??
      (blocked ? "O endereço está bloqueado" : "O endereço estava bloqueado, e foi liberado")
    );
  if (state === "dead") return failureInWords(failure);
  if (fate === "suppressed") return "Não chegou: o Resend não envia a este endereço";
  if (fate === "failed")
    return `Não chegou: o Resend aceitou a mensagem e não a enviou${failure ? ` (${failure.replace(/^resend_/, "")})` : ""}`;
  if (failure === "bounce_permanent") return "Voltou: o endereço não existe ou não aceita";
  if (failure === "bounce_transient")
    return "Voltou: a caixa está cheia ou o servidor não a aceitou desta vez";
  return "Voltou: o servidor de quem recebe a devolveu";
}

/** Why a letter did not go out, in words for who runs the portal. */
function failureInWords(failure: string | null): string {
  if (!failure) return "Motivo não informado";
  if (failure === "unsure")
    return "Pode ter chegado: o provedor não confirmou o envio. Enviada de novo, pode chegar mais uma vez";
  if (failure === "blocked") return "O endereço está bloqueado";
  if (failure === "unwritten") return "A mensagem não pôde ser escrita; veja o registro do servidor";
  const [, code] = /^smtp_(\d{3})$/.exec(failure) ?? [];
  if (code) return `O servidor de e-mail recusou (código ${code})`;
  if (failure.startsWith("smtp_")) return `Sem conexão com o servidor de e-mail (${failure.slice(5)})`;
  if (failure.startsWith("resend_")) return `O Resend recusou (${failure.slice(7)})`;
  return `O provedor respondeu: ${failure}`;
}

export const BLOCK_REASONS = {
  bounced: "As mensagens voltaram: o endereço não existe ou não aceita",
  complained: "A pessoa marcou uma mensagem como indesejada",
  suppressed: "O Resend não envia a ele; libere-o também lá, na lista de supressão",
} as const satisfies Record<BlockReason, string>;
