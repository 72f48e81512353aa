import type { MailboxLine } from "./queries";

/** What follows when an address is removed. */
export const removalInWords = ({ under }: Pick<MailboxLine, "under">): string =>
  [
    under
      ? "As mensagens que chegarem a este endereço deixam de abrir chamados e esperam pela administração."
      : "Quem escrever a este endereço deixa de receber o caminho do portal: as mensagens esperam pela administração.",
    "O que já chegou continua onde está.",
  ].join(" ");
