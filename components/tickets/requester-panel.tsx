"use client";

import { clsx } from "clsx";
import { useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { CircleCheckBig, CircleX } from "@/components/ui/icons";
import type { TicketStatus, TicketVerb } from "@/db/enums";
import { daysInWords } from "@/lib/dates";
import type { Draft } from "@/lib/drafts/schema";
import type { SpokenVerb } from "./acts";
import type { Question } from "./ask-once";
import { StillNeeded } from "./still-needed";
import type { WriteAct, WriteTarget } from "./write-form";
import { WriteForm } from "./write-form-lazy";

type RequesterPanelProps = {
  ticket: WriteTarget & { status: TicketStatus; awaitsRequester: boolean; reopenDays: number };
  verbs: readonly TicketVerb[];
  draft: Draft | null;
  /** Until when, and what happens otherwise. */
  deadline: string | null;
  /** What the team waits for. */
  reason: string | null;
  onSent: (verb: SpokenVerb) => void;
};

/** What the person who asked can say now: an answer, whether it was solved, or that the problem came back. */
export function RequesterPanel({ ticket, verbs, draft, deadline, reason, onSent }: RequesterPanelProps) {
  const [sent, setSent] = useState(0);
  const [dirty, setDirty] = useState(false);
  const [opened, setOpened] = useState(draft !== null);
  const title = useRef<HTMLHeadingElement>(null);
  const acts = actsOf(verbs, ticket.reopenDays);
  if (acts.length === 0 && !dirty) return null;
  const words = wordsOf(verbs, ticket.awaitsRequester);
  // What was solved asks for nothing: the text stands behind a button.
  const calm = verbs.includes("reopen");
  const due = ticket.awaitsRequester || verbs.includes("approve_solution");
  const folded = calm && !opened && !dirty;
  return (
    <div
      className={clsx(
        "grid gap-4 rounded-md bg-surface-raised p-4 sm:p-5",
        due ? "border-2 border-primary" : "border border-line",
      )}
    >
      <div className="grid gap-1">
        <h2
          ref={title}
          tabIndex={-1}
          className={clsx("focus-visible:outline-none", "font-bold", due ? "text-xl" : "text-lg")}
        >
          {words.title}
        </h2>
        {reason && ticket.awaitsRequester && <p>{reason}</p>}
        {deadline && <p className="text-soft">{deadline}</p>}
        {verbs.includes("still_needed") && <StillNeeded number={ticket.number} />}
      </div>
      {folded && (
        <div>
          <Button
            onClick={() => {
              setOpened(true);
              title.current?.focus();
            }}
          >
            Reabrir ou responder
          </Button>
        </div>
      )}
      {!folded && (
        <WriteForm
          // After sending, the form begins anew; a change by somebody else leaves it and its text alone.
          key={sent}
          ticket={ticket}
          text="reply"
          draft={sent === 0 ? draft : null}
          label={words.label}
          help={words.help}
          acts={acts}
          stuck="O chamado mudou e não recebe mais respostas. O texto continua aqui para você copiar."
          onDirty={setDirty}
          onSent={(verb) => {
            setSent((count) => count + 1);
            setDirty(false);
            setOpened(false);
            onSent(verb);
          }}
        />
      )}
    </div>
  );
}

function wordsOf(verbs: readonly TicketVerb[], awaited: boolean) {
  if (verbs.includes("approve_solution")) {
    return {
      title: "A solução resolveu?",
      label: "Comentário",
      help: "Obrigatório se não resolveu: conte o que ainda falta. Se resolveu, pode ficar em branco.",
    };
  }
  if (verbs.includes("reopen")) {
    return {
      title: "O problema voltou?",
      label: "Mensagem",
      help: "Para reabrir, conte o que aconteceu. Uma resposta simples não reabre o chamado.",
    };
  }
  return { title: awaited ? "Precisamos da sua resposta" : "Responder", label: "Resposta", help: undefined };
}

const NOT_SOLVED = { verb: "refuse_solution", label: "Não resolveu" } as const;
const CROSS = <CircleX aria-hidden="true" className="size-5" />;

function actsOf(verbs: readonly TicketVerb[], reopenDays: number): WriteAct[] {
  const acts: WriteAct[] = [];
  if (verbs.includes("approve_solution")) {
    acts.push({
      verb: "approve_solution",
      label: "Resolveu",
      variant: "primary",
      icon: <CircleCheckBig aria-hidden="true" className="size-5" />,
      question: (written) => (written ? aboutToApprove(reopenDays) : null),
    });
  }
  if (verbs.includes("refuse_solution")) acts.push({ ...NOT_SOLVED, icon: CROSS, variant: "secondary" });
  if (verbs.includes("reopen")) acts.push({ verb: "reopen", label: "Reabrir chamado", variant: "primary" });
  if (verbs.includes("reply")) {
    const alone = acts.length === 0;
    acts.push({
      verb: "reply",
      label: alone ? "Adicionar" : "Só responder",
      variant: alone ? "primary" : "quiet",
      question: verbs.includes("refuse_solution") ? () => ONLY_A_REPLY : undefined,
    });
  }
  return acts;
}

function aboutToApprove(reopenDays: number): Question {
  const after =
    reopenDays === 0
      ? "o chamado é fechado e não pode ser reaberto"
      : `o chamado fica como resolvido e pode ser reaberto por ${daysInWords(reopenDays)}`;
  return {
    title: "Você escreveu um comentário",
    text: `Aprovar encerra o atendimento: ${after}. Se ainda há um problema, escolha “Não resolveu” e o chamado volta à equipe com o seu comentário.`,
    choices: [
      { ...NOT_SOLVED, variant: "secondary" },
      { verb: "approve_solution", label: "Resolveu, encerrar", variant: "primary" },
    ],
  };
}

const ONLY_A_REPLY: Question = {
  title: "A sua resposta diz que não resolveu?",
  text: "Uma resposta simples não devolve o chamado à equipe: a solução continua esperando a sua decisão e o prazo recomeça. Se o problema continua, escolha “Não resolveu”.",
  choices: [
    { verb: "reply", label: "É só uma resposta", variant: "secondary" },
    { ...NOT_SOLVED, variant: "primary" },
  ],
};
