import { Message } from "@/components/ui/message";
import type { StaffView } from "@/lib/tickets/view";

const WHY = {
  bounced: "as mensagens voltam, porque o endereço não existe ou não aceita",
  complained: "a pessoa marcou uma mensagem como indesejada",
  suppressed: "o provedor de e-mail não envia a ele, porque mensagens voltaram ou foram recusadas antes",
} as const;

/** For the team: the requester hears of nothing by e-mail, or of nothing at all. */
export function Unreachable({ reason, enters }: NonNullable<StaffView["unreachable"]>) {
  return (
    <Message tone="warning" title="Os e-mails deste chamado não chegam ao requerente">
      O portal não escreve mais a este endereço: {WHY[reason]}.{" "}
      {enters
        ? "Os avisos continuam no portal; o que for urgente, diga por telefone."
        : "Esta pessoa só fala por e-mail e não entra no portal: não recebe nada do que se escreve aqui, nem o aviso de que um prazo termina. Procure por telefone, se houver."}{" "}
      A administração pode liberar o endereço.
    </Message>
  );
}
