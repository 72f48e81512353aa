import { momentInFull } from "../dates";
import type { EndedLink, LinkEnding } from "./view";

/** What became of what a link was about, in words. */
export function endingWords({ why, at, own }: LinkEnding, timeZone: string): string {
  return ENDINGS[why](momentInFull(at, timeZone), own);
}

const ENDINGS: Record<LinkEnding["why"], (moment: string, own: boolean) => string> = {
  restarted: (until) => `O prazo já recomeçou: esperamos a sua resposta até ${until}.`,
  approved: (at, own) => (own ? `Você aprovou a solução em ${at}.` : `A solução foi aprovada em ${at}.`),
  refused: (at, own) =>
    own
      ? `Você disse que não resolveu em ${at}. O chamado voltou à equipe.`
      : `A solução foi recusada em ${at}. O chamado voltou à equipe.`,
  withdrawn: (at) => `A equipe retirou esta solução em ${at}.`,
  lapsed: (at) => `O prazo para responder terminou em ${at} e o chamado foi encerrado.`,
  merged: (at) => `Este chamado foi reunido a outro em ${at}.`,
  replied: (at, own) => (own ? `Você respondeu em ${at}.` : `A equipe recebeu a resposta em ${at}.`),
  resumed: (at) => `A equipe deixou de esperar esta resposta em ${at}.`,
  silence: (at) => `O prazo para responder terminou em ${at}.`,
  reopened: (at) => `O chamado foi reaberto em ${at}. Quando ele terminar, você pode avaliar o atendimento.`,
  rated: (at, own) =>
    `${own ? "Você avaliou o atendimento" : "O atendimento foi avaliado"} em ${at}. O prazo para mudar a avaliação terminou.`,
  survey_over: (at) => `O prazo para avaliar este atendimento terminou em ${at}.`,
};

/** Why a link that there was leads nowhere. */
export const ENDED_WORDS: Record<EndedLink, string> = {
  cancelled: "Este link foi cancelado. Use o e-mail mais novo do chamado ou entre no portal.",
  quoted:
    "Este link terminou com uma resposta por e-mail que o trazia. Use o e-mail mais novo do chamado ou entre no portal.",
  expired: "Este link venceu. Use o e-mail mais novo do chamado ou entre no portal.",
};
