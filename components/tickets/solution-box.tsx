import { clsx } from "clsx";
import { Time } from "@/components/dates/time";
import {
  CircleCheckBig,
  CircleX,
  ClipboardCheck,
  Hourglass,
  type Picture,
  Undo2,
} from "@/components/ui/icons";
import type { SolutionState } from "@/db/enums";
import type { Reader } from "@/lib/tickets/history";
import type { Entry } from "@/lib/tickets/timeline";
import { SaidBody } from "./bubble";
import { SaidHead } from "./said-head";

type SolutionEntry = Extract<Entry, { kind: "solution" }>;

interface Look {
  bar: string;
  ink: string;
  Icon: Picture;
}

const LOOKS: Record<SolutionState, Look> = {
  waiting: { bar: "border-l-bar-waiting", ink: "text-status-ink", Icon: Hourglass },
  approved: { bar: "border-l-bar-approved", ink: "text-success-ink", Icon: CircleCheckBig },
  refused: { bar: "border-l-bar-refused", ink: "text-danger-ink", Icon: CircleX },
  withdrawn: { bar: "border-l-bar-withdrawn", ink: "text-soft", Icon: Undo2 },
  lapsed: { bar: "border-l-bar-withdrawn", ink: "text-soft", Icon: Hourglass },
};

/** What became of the solution, in words: the colour of the bar only repeats them. */
export function solutionWords(
  solution: Pick<SolutionEntry, "state" | "decision">,
  reader: Reader["kind"],
): string {
  const by = solution.decision?.by ?? "";
  switch (solution.state) {
    case "waiting":
      return reader === "staff" ? "Aguardando a resposta do requerente" : "Aguardando a sua resposta";
    case "approved":
      return by === "Você" ? "Você aprovou: resolveu" : `Aprovada por ${by}`;
    case "refused":
      return by === "Você" ? "Você recusou: não resolveu" : `Recusada por ${by}: não resolveu`;
    case "withdrawn":
      return by === "Você" ? "Retirada por você" : "Retirada pela equipe";
    case "lapsed":
      return "Encerrada por falta de resposta";
  }
}

type SolutionBoxProps = { solution: SolutionEntry; reader: Reader["kind"]; now: Date; timeZone: string };

/** A proposed solution: a blue box whose bar says how it stands, with the reason when it was refused. */
export function SolutionBox({ solution, reader, now, timeZone }: SolutionBoxProps) {
  const { bar, ink, Icon } = LOOKS[solution.state];
  const { decision } = solution;
  return (
    <article
      aria-label={`Solução proposta por ${solution.own ? "você" : solution.author}. ${solutionWords(solution, reader)}`}
      data-card=""
      data-solution={solution.state}
      className={clsx("rounded-md border border-l-6 border-bubble-solution-line bg-bubble-solution", bar)}
    >
      <div className="p-4 sm:p-5">
        <SaidHead
          {...solution}
          now={now}
          timeZone={timeZone}
          label={
            <span className="inline-flex items-center gap-1.5 text-sm font-medium text-info-ink">
              <ClipboardCheck aria-hidden="true" className="size-4" />
              {solution.origin === "lack_of_answer" ? "Encerramento proposto" : "Solução proposta"}
            </span>
          }
        />
        <SaidBody said={solution} className="mt-3" />
      </div>
      <footer className="border-t border-bubble-solution-line px-4 py-3 sm:px-5">
        <p
          data-status={solution.state === "waiting" ? "validating" : undefined}
          className={clsx("flex flex-wrap items-center gap-x-2 gap-y-0.5 font-bold", ink)}
        >
          <Icon aria-hidden="true" className="size-5 shrink-0" />
          <span className="min-w-0">{solutionWords(solution, reader)}</span>
          {decision && (
            <Time
              value={decision.at}
              now={now}
              timeZone={timeZone}
              as="moment"
              className="text-sm font-normal text-soft sm:ml-auto"
            />
          )}
        </p>
        {decision?.said && <SaidBody said={decision.said} className="mt-2" />}
      </footer>
    </article>
  );
}
