import type { DropReason, QuarantineReason } from "@/db/enums";
import { formatCount } from "../numbers";

/** Why a message waits, for who decides on it. */
export const QUARANTINE_LABELS: Record<QuarantineReason, string> = {
  other_sender: "Responde a um aviso, mas veio de outro endereço",
  no_reply_address: "Cita um chamado, mas não veio pelo endereço de resposta",
  expired: "Veio por um endereço de resposta vencido, cancelado ou que não existe",
  forged: "O servidor de e-mail diz que o remetente não é quem diz ser",
  final: "Responde a um chamado encerrado; quem enviou foi avisado",
  not_allowed: "O chamado não aceita esta resposta, ou o serviço do endereço saiu do ar",
  too_many: "O remetente enviou mensagens demais em uma hora",
  empty: "Não tem texto nem anexos além do que foi citado",
  automatic: "Mensagem automática: lista, boletim ou sistema",
  several_accounts: "Mais de uma conta tem o endereço do remetente",
  disabled: "A conta do remetente está desativada",
  no_sender: "Não diz quem enviou, ou diz mais de uma pessoa",
  unknown_address: "Foi enviada a um endereço que não é de nenhum setor",
  unreadable: "Não pôde ser lida",
  too_large: "É grande demais para ser recebida",
  restored: "Foi trazida de volta dos descartados",
};

/** Why a message was put away. */
export const DROP_LABELS: Record<DropReason, string> = {
  own: "Enviada pelo próprio portal",
  bounce: "Relatório de entrega de um e-mail do portal",
  duplicate: "Cópia de uma mensagem já recebida",
  auto_reply: "Resposta automática",
  closed_door: "O setor não abre chamados por e-mail; quem enviou recebeu o caminho",
  flood: "Chegou quando mensagens demais já esperavam conferência",
  by_hand: "Descartada por uma pessoa",
};

/** That so many messages wait for the reader, and why they do. */
export const waitingInWords = (count: number): { title: string; text: string } =>
  count === 1
    ? { title: "1 e-mail espera por você", text: "Não entrou sozinho em um chamado." }
    : {
        title: `${formatCount(count)} e-mails esperam por você`,
        text: "Não entraram sozinhos em um chamado.",
      };

/** Why a message is here, and before that why it came here at first. */
export const reasonsInWords = ({
  first,
  reason,
}: Record<"reason", QuarantineReason | DropReason> &
  Record<"first", QuarantineReason | DropReason | null>): string =>
  [first, reason].flatMap((one) => (one ? [reasonInWords(one)] : [])).join(" · ");

/** A reason of either kind, in words. */
const reasonInWords = (reason: QuarantineReason | DropReason): string =>
  ({ ...QUARANTINE_LABELS, ...DROP_LABELS })[reason];
