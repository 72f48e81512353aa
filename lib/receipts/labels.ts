import { daysInWords } from "../dates";
import type { Receipt } from "./queries";

/** One of the steps from the opening to the end. */
export interface ReceiptStep {
  label: string;
  state: "done" | "current" | "coming";
  /** ISO day by which it should be done. */
  until: string | null;
  detail: string | null;
}

/** What happened, what happens next and by when. */
export function stepsOf({
  promised,
  service,
  department,
  contactEmail,
}: Pick<Receipt, "promised" | "service" | "department" | "contactEmail">): ReceiptStep[] {
  const told = contactEmail
    ? `O aviso vai para ${contactEmail} e aparece no chamado.`
    : "O aviso aparece no chamado.";
  return [
    { label: "Recebemos o seu pedido", state: "done", until: null, detail: null },
    {
      label: `${department.name} ${service.analysis ? "analisa o pedido e atende" : "atende o pedido"}`,
      state: "current",
      until: promised,
      detail: `Prazo do serviço: ${service.longestTime}. ${told}`,
    },
    {
      label: "Você diz se resolveu",
      state: "coming",
      until: null,
      detail: `Quando a solução chegar, você tem ${daysInWords(service.validationLapseDays)} para aprovar ou recusar. Depois pode avaliar o atendimento.`,
    },
  ];
}
