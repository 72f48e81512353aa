/** The first line of a letter that can be answered: what stands beneath it in an answer was not written in it. */
export const ABOVE = "--- Responda acima desta linha ---";

/** Why a letter did not go out, in words for who runs the portal. */
export function failureInWords(failure: string | null): string {
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
} as const;
