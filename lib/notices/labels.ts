import type { NoticeTopic } from "@/db/enums";

export const TOPIC_LABELS: Record<NoticeTopic, { label: string; help: string }> = {
  progress: { label: "Andamento", help: "O seu chamado foi assumido, encaminhado ou mudou." },
  answers: { label: "Respostas e perguntas", help: "A equipe respondeu ou precisa de algo de você." },
  solutions: {
    label: "Soluções e prazos de resposta",
    help: "Há uma solução à sua espera. O aviso de que o seu prazo está terminando vai sempre por e-mail também.",
  },
  assignments: { label: "Chamados que passam para mim", help: "Um chamado foi atribuído ou passado a você." },
  work: {
    label: "Chamados que atendo",
    help: "O requerente respondeu, aprovou, recusou ou reabriu; há nota nova.",
  },
  deadlines: {
    label: "Prazos da equipe",
    help: "Um prazo está perto do fim ou venceu; um chamado ficou sem atendente.",
  },
};
