import { formatMoment } from "@/components/dates/time";
import type { LinkView, Silence } from "@/lib/links/view";

/** The solution, or the question, that waits for an answer. */
export function Matter({ view }: { view: LinkView }) {
  const text = view.solution ?? view.question;
  if (!text) return null;
  return (
    <section
      aria-labelledby="assunto"
      className="justify-self-stretch rounded-md border-l-4 border-warning bg-info-soft p-4"
    >
      <h2 id="assunto" className="mb-2 font-bold">
        {view.solution ? "Solução proposta" : "O que a equipe pergunta"}
      </h2>
      <p className="break-words whitespace-pre-line">{text}</p>
    </section>
  );
}

const AFTER: Record<Silence, string> = {
  closes: "Sem a sua resposta até lá, o chamado é encerrado.",
  proposes: "Sem a sua resposta até lá, vamos propor o encerramento do chamado.",
  continues: "Sem a sua resposta até lá, a análise continua sem ela.",
};

/** Until when an answer is waited for, and what silence means. */
export function Until({ view, now }: { view: LinkView; now: Date }) {
  const { until, silence, timeZone } = view;
  if (!until || !silence) return null;
  return (
    <p className="max-w-prose">
      Esperamos a sua resposta até {formatMoment(until, now, timeZone)}. {AFTER[silence]}
    </p>
  );
}
