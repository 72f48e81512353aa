"use client";

import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { CloudCheck, CloudOff, LoaderCircle, TriangleAlert } from "@/components/ui/icons";
import { Message } from "@/components/ui/message";
import type { DraftState } from "./state";

type Props = {
  draft: Pick<DraftState, "status" | "savedAt" | "conflict"> & {
    keepMine: () => void;
    takeTheirs: () => void;
    /** Saves again what could not be saved. */
    retry: () => void;
  };
};

type StatusProps = Props & {
  /** Opens the login over the page; true once the person is back. */
  relogin: () => Promise<boolean>;
};

const two = (value: number) => String(value).padStart(2, "0");

/** By the clock of the person's own device. */
function timeOf(moment: string): string {
  const at = new Date(moment);
  return `${two(at.getHours())}:${two(at.getMinutes())}`;
}

/** One quiet line on what became of the text. Only what needs the person's attention is read aloud. */
export function DraftStatus({ draft, relogin }: StatusProps) {
  const { status, savedAt, retry } = draft;
  const login = async () => {
    if (await relogin()) retry();
  };
  if (status === "saving") {
    return (
      <Line icon={<LoaderCircle className="size-4 animate-spin motion-reduce:animate-none" />}>salvando</Line>
    );
  }
  const problem = PROBLEMS[status];
  if (problem) {
    return (
      <span className="inline-flex flex-wrap items-center gap-x-2">
        <span role="status">
          <Line icon={problem.icon} strong>
            {problem.text}
          </Line>
        </span>
        {status === "login" && (
          <Button size="small" variant="quiet" onClick={() => void login()}>
            Entrar de novo
          </Button>
        )}
        {status === "conflict" && (
          <Button
            size="small"
            variant="quiet"
            onClick={({ currentTarget }) =>
              currentTarget.closest("form")?.querySelector<HTMLElement>("[data-draft-conflict]")?.focus()
            }
          >
            Escolher
          </Button>
        )}
      </span>
    );
  }
  if (!savedAt) return null;
  return <Line icon={<CloudCheck className="size-4" />}>rascunho salvo às {timeOf(savedAt)}</Line>;
}

/** The question when another tab or device saved something else. Place it where the form begins. */
export function DraftConflict({ draft }: Props) {
  if (!draft.conflict || draft.status !== "conflict") return null;
  return (
    <div data-draft-conflict="" tabIndex={-1}>
      <Message
        tone="warning"
        live="alert"
        title={`Há outra versão deste rascunho, salva às ${timeOf(draft.conflict.savedAt)}`}
        actions={
          <>
            <Button size="small" variant="primary" onClick={draft.keepMine}>
              Continuar com esta
            </Button>
            <Button size="small" onClick={draft.takeTheirs}>
              Usar a outra
            </Button>
          </>
        }
      >
        Ela foi escrita em outra aba ou aparelho. Escolha com qual continuar; a que você não escolher será
        descartada.
      </Message>
    </div>
  );
}

const off = <CloudOff className="size-4" />;
const alert = <TriangleAlert className="size-4" />;

const PROBLEMS: Partial<Record<DraftState["status"], { icon: ReactNode; text: string }>> = {
  offline: { icon: off, text: "sem conexão; guardado neste aparelho" },
  login: { icon: off, text: "sua sessão terminou; guardado neste aparelho até você entrar de novo" },
  refused: { icon: alert, text: "longo demais para guardar no servidor; guardado neste aparelho" },
  gone: { icon: alert, text: "este rascunho já foi enviado ou descartado em outra aba" },
  conflict: { icon: alert, text: "há outra versão deste rascunho" },
};

function Line({ icon, strong, children }: { icon: ReactNode; strong?: boolean; children: ReactNode }) {
  return (
    <span className={`inline-flex items-center gap-1.5 text-sm ${strong ? "text-warning-ink" : "text-soft"}`}>
      <span aria-hidden="true">{icon}</span>
      {children}
    </span>
  );
}
