import { Message } from "@/components/ui/message";

const WHY = {
  bounced: "as mensagens voltam, porque o endereço não existe ou não aceita",
  complained: "a pessoa marcou uma mensagem como indesejada",
} as const;

/** For the team: the requester hears of nothing by e-mail. */
export function Unreachable({ reason }: { reason: keyof typeof WHY }) {
  return (
    <Message tone="warning" title="Os e-mails deste chamado não chegam ao requerente">
      O portal não escreve mais a este endereço: {WHY[reason]}. Os avisos continuam no portal; o que for
      urgente, diga por telefone. A administração pode liberar o endereço.
    </Message>
  );
}
