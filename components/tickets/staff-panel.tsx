"use client";

import { clsx } from "clsx";
import { type KeyboardEvent, useRef, useState } from "react";
import { ClipboardCheck, Lock, MessageSquareText, RotateCcw } from "@/components/ui/icons";
import type { TicketStatus, TicketVerb } from "@/db/enums";
import type { Draft } from "@/lib/drafts/schema";
import type { TicketText } from "@/lib/place";
import type { SpokenVerb } from "./acts";
import type { WriteTarget } from "./write-form";
import { WriteForm } from "./write-form-lazy";

interface Mode {
  verb: SpokenVerb;
  text: TicketText;
  tab: string;
  label: string;
  help?: string;
  send: string;
  Icon: typeof Lock;
}

const MODES: readonly Mode[] = [
  {
    verb: "follow_up",
    text: "follow_up",
    tab: "Responder",
    label: "Resposta ao requerente",
    send: "Adicionar",
    Icon: MessageSquareText,
  },
  {
    verb: "add_note",
    text: "note",
    tab: "Nota interna",
    label: "Nota interna",
    help: "Só a equipe e os observadores leem.",
    send: "Adicionar nota",
    Icon: Lock,
  },
  {
    verb: "propose_solution",
    text: "solution",
    tab: "Solução",
    label: "Solução",
    help: "O requerente recebe a solução e diz se resolveu ou não.",
    send: "Propor solução",
    Icon: ClipboardCheck,
  },
  {
    verb: "reopen",
    text: "reply",
    tab: "Reabrir",
    label: "Motivo da reabertura",
    help: "O requerente lê o motivo e o chamado volta ao atendimento.",
    send: "Reabrir chamado",
    Icon: RotateCcw,
  },
];

type StaffPanelProps = {
  ticket: WriteTarget & { status: TicketStatus };
  verbs: readonly TicketVerb[];
  drafts: Partial<Record<TicketText, Draft | null>>;
  onSent: (verb: SpokenVerb) => void;
};

/** What the team can say now: an answer, a note among themselves, a solution. Each keeps its own text. */
export function StaffPanel({ ticket, verbs, drafts, onSent }: StaffPanelProps) {
  const [chosen, setChosen] = useState<SpokenVerb | null>(null);
  const [visited, setVisited] = useState<ReadonlySet<SpokenVerb>>(new Set());
  const [dirty, setDirty] = useState<ReadonlySet<SpokenVerb>>(new Set());
  const [sent, setSent] = useState<Partial<Record<SpokenVerb, number>>>({});
  const tabs = useRef<HTMLDivElement>(null);

  // A tab whose act is over stays while there is text in it.
  const modes = MODES.filter((mode) => verbs.includes(mode.verb) || dirty.has(mode.verb));
  const current = modes.find((mode) => mode.verb === chosen) ?? modes[0];
  if (!current) return null;

  function choose(mode: Mode) {
    setChosen(mode.verb);
    setVisited((before) => new Set([...before, mode.verb, ...(current ? [current.verb] : [])]));
  }

  function walk(event: KeyboardEvent) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step || !current) return;
    const next = modes[(modes.indexOf(current) + step + modes.length) % modes.length];
    if (!next) return;
    event.preventDefault();
    choose(next);
    tabs.current?.querySelector<HTMLElement>(`[data-verb="${next.verb}"]`)?.focus();
  }

  return (
    <div className="rounded-md border border-line bg-surface-raised p-4 sm:p-5">
      <h2 className="sr-only">Escrever neste chamado</h2>
      <div
        ref={tabs}
        role="tablist"
        aria-label="O que escrever"
        onKeyDown={walk}
        className="mb-4 flex gap-1 overflow-x-auto border-b border-line"
      >
        {modes.map((mode) => (
          <button
            key={mode.verb}
            type="button"
            role="tab"
            id={`escrever-${mode.verb}-tab`}
            data-verb={mode.verb}
            aria-selected={mode === current}
            aria-controls={`escrever-${mode.verb}`}
            tabIndex={mode === current ? 0 : -1}
            onClick={() => choose(mode)}
            className={clsx(
              "flex min-h-11 items-center gap-2 border-b-3 px-4 py-2 font-medium whitespace-nowrap transition-colors focus-visible:-outline-offset-3",
              mode === current
                ? "border-primary text-primary-ink"
                : "border-transparent text-soft hover:border-line-strong hover:text-ink",
            )}
          >
            <mode.Icon aria-hidden="true" className="size-4.5" />
            {mode.tab}
          </button>
        ))}
      </div>
      {modes.map((mode) => (
        <div
          key={mode.verb}
          id={`escrever-${mode.verb}`}
          role="tabpanel"
          aria-labelledby={`escrever-${mode.verb}-tab`}
          hidden={mode !== current}
          className={clsx(
            mode.verb === "add_note" &&
              "rounded-md border border-dashed border-bubble-note-line bg-bubble-note p-4",
          )}
        >
          {(mode === current || visited.has(mode.verb)) && (
            <WriteForm
              key={sent[mode.verb] ?? 0}
              ticket={ticket}
              text={mode.text}
              draft={sent[mode.verb] ? null : (drafts[mode.text] ?? null)}
              label={mode.label}
              help={mode.help}
              acts={verbs.includes(mode.verb) ? [actOf(mode, ticket.status)] : []}
              stuck="O chamado mudou e isto não pode mais ser enviado. O texto continua aqui para você copiar."
              onDirty={(written) =>
                setDirty((before) => {
                  const others = [...before].filter((verb) => verb !== mode.verb);
                  return new Set(written ? [...others, mode.verb] : others);
                })
              }
              onSent={(verb) => {
                setSent((before) => ({ ...before, [verb]: (before[verb] ?? 0) + 1 }));
                setDirty((before) => new Set([...before].filter((each) => each !== verb)));
                onSent(verb);
              }}
            />
          )}
        </div>
      ))}
    </div>
  );
}

function actOf(mode: Mode, status: TicketStatus) {
  const takes = mode.verb === "follow_up" && status === "new";
  return { verb: mode.verb, label: takes ? "Assumir e responder" : mode.send, variant: "primary" } as const;
}
