"use client";

import dynamic from "next/dynamic";
import { useEffect, useRef, useState } from "react";
import { nothingWritten } from "@/components/forms/nothing-written";
import { useVerb } from "@/components/forms/use-verb";
import { Button, ButtonLink } from "@/components/ui/button";
import {
  ArrowRightLeft,
  CircleCheck,
  CirclePause,
  CirclePlay,
  CircleX,
  CopyPlus,
  Flag,
  Hand,
  Hourglass,
  type Picture,
  ScanSearch,
  Undo2,
  UserPlus,
  X,
} from "@/components/ui/icons";
import { Message } from "@/components/ui/message";
import { useToast } from "@/components/ui/toast";
import type { TicketVerb } from "@/db/enums";
import type { Result } from "@/lib/errors";
import { handOver, resumeTicket, startAnalysis, takeTicket } from "@/lib/tickets/actions";
import { type BarTicket, type DialogVerb, isDialogVerb } from "./dialog-verbs";

/**
 * Fetched when somebody comes near the buttons, or while the page is calm: what the dialogs ask is checked by more than
 * the page needs to be read.
 */
const loadDialogs = () => import("./act-dialog").then((module) => module.ActDialog);
const ActDialog = dynamic(loadDialogs, { ssr: false });
const CALM_MS = 7_000;

/** Without a connection there is nothing to say yet: the press of a button tries again. */
const fetchDialogs = () => void loadDialogs().catch(() => {});

type Instant = (ticket: BarTicket, owner: string) => Promise<Result<unknown>>;

interface BarAct {
  label: string;
  Icon: Picture;
  /** Done at one click; the others ask something first. */
  now?: { act: Instant; done: string };
}

const take: Instant = ({ number }, owner) => takeTicket({ number }, owner);

/** The acts that are not a text, in the order in which they stand. */
const ACTS: Partial<Record<TicketVerb, BarAct>> = {
  take: { label: "Assumir", Icon: Hand, now: { act: take, done: "O chamado é seu" } },
  start_analysis: {
    label: "Começar a análise",
    Icon: ScanSearch,
    now: { act: ({ number }, owner) => startAnalysis({ number }, owner), done: "A análise começou" },
  },
  approve_analysis: { label: "Aprovar o pedido", Icon: CircleCheck },
  reject_analysis: { label: "Não aprovar", Icon: CircleX },
  resume: {
    label: "Retomar",
    Icon: CirclePlay,
    now: { act: ({ number }, owner) => resumeTicket({ number }, owner), done: "O atendimento continua" },
  },
  assign: { label: "Atribuir", Icon: UserPlus },
  set_pending: { label: "Colocar em espera", Icon: CirclePause },
  change_pending: { label: "Mudar a espera", Icon: CirclePause },
  hand_over: { label: "Trocar atendente", Icon: UserPlus },
  hand_over_analysis: { label: "Passar a análise", Icon: UserPlus },
  stop_analysis: { label: "Devolver à fila", Icon: Undo2 },
  withdraw_solution: { label: "Retirar a solução", Icon: Undo2 },
  transfer: { label: "Trocar setor", Icon: ArrowRightLeft },
  change_priority: { label: "Prioridade", Icon: Flag },
  extend: { label: "Prorrogar prazo", Icon: Hourglass },
  cancel: { label: "Cancelar chamado", Icon: X },
};

/** A ticket that nobody attends is taken by handing it over to oneself. */
const TAKE_OVER: BarAct = {
  label: "Assumir",
  Icon: Hand,
  now: {
    act: ({ number }, owner) => handOver({ number, assigneeId: owner, formerAssigneeId: null }, owner),
    done: "O chamado é seu",
  },
};

type TicketBarProps = {
  ticket: BarTicket;
  verbs: readonly TicketVerb[];
  /** Where a new ticket that goes on from this one is opened, if it may be. */
  continueHref: string | null;
};

/** Everything that can be done to the ticket besides writing on it, as far as the rules allow the reader. */
export function TicketBar({ ticket, verbs, continueHref }: TicketBarProps) {
  const [dialog, setDialog] = useState<DialogVerb | null>(null);
  const [doing, setDoing] = useState<string | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const bar = useRef<HTMLElement>(null);
  const acted = useRef(false);
  const { run } = useVerb();
  const toast = useToast();

  useEffect(() => {
    const timer = setTimeout(fetchDialogs, CALM_MS);
    return () => clearTimeout(timer);
  }, []);
  useEffect(() => {
    // The button that was pressed may be gone with the act it stood for.
    if (acted.current && verbs && document.activeElement === document.body) bar.current?.focus();
  }, [verbs]);

  const acts = Object.entries(ACTS).flatMap(([verb, act]): { key: string; act: BarAct }[] => {
    if (!verbs.some((available) => available === verb)) return [];
    const free = verb === "hand_over" && ticket.assigneeId === null;
    return free
      ? [
          { key: "take_over", act: TAKE_OVER },
          { key: verb, act: { ...act, label: "Atribuir" } },
        ]
      : [{ key: verb, act }];
  });
  const ordered = acts.toSorted((a, b) => Number(b.act.now !== undefined) - Number(a.act.now !== undefined));
  // An act under way keeps its place when somebody else's act takes it away: the person reads what happened.
  if (ordered.length === 0 && !continueHref && !dialog && !failure) return null;

  async function press(key: string, act: BarAct) {
    setFailure(null);
    acted.current = true;
    if (!act.now) return isDialogVerb(key) && setDialog(key);
    const { now } = act;
    setDoing(key);
    const refusal = await run((owner) => now.act(ticket, owner));
    setDoing(null);
    if (refusal) setFailure(nothingWritten(refusal.message));
    else toast({ tone: "success", title: now.done });
  }

  return (
    <div className="grid gap-3 print:hidden">
      <section
        ref={bar}
        tabIndex={-1}
        aria-label="Ações do chamado"
        onPointerEnter={fetchDialogs}
        onFocus={fetchDialogs}
        className="flex flex-wrap gap-2 focus-visible:outline-none"
      >
        {ordered.map(({ key, act }) => (
          <Button
            key={key}
            size="small"
            variant={act.now ? "primary" : "secondary"}
            icon={<act.Icon aria-hidden="true" className="size-4" />}
            busy={doing === key}
            onClick={() => void press(key, act)}
          >
            {act.label}
          </Button>
        ))}
        {continueHref && (
          <ButtonLink
            href={continueHref}
            size="small"
            icon={<CopyPlus aria-hidden="true" className="size-4" />}
          >
            Abrir novo chamado a partir deste
          </ButtonLink>
        )}
      </section>
      {failure && (
        <Message live="alert" tone="danger" title="Não foi feito">
          {failure}
        </Message>
      )}
      {dialog && <ActDialog verb={dialog} ticket={ticket} onClose={() => setDialog(null)} />}
    </div>
  );
}
