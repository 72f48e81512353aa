"use client";

import { useEffect, useRef } from "react";
import { Button } from "@/components/ui/button";
import { Message } from "@/components/ui/message";
import type { FormFailure } from "./use-action-form";

type Props = {
  id: string;
  /** A new array with each attempt: the focus comes here each time. */
  problems: readonly { name: string; message: string }[];
  failure: FormFailure | null;
  /** Id of the control a problem is about. */
  controlOf: (name: string) => string;
};

/** What keeps the form from being sent, each a link to its field; takes the focus when an attempt fails. */
export function ErrorSummary({ id, problems, failure, controlOf }: Props) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (problems.length === 0 && !failure) return;
    box.current?.firstElementChild?.scrollIntoView({ block: "center" });
    box.current?.querySelector<HTMLElement>(`[id="${id}"]`)?.focus({ preventScroll: true });
  }, [id, problems, failure]);

  return (
    <div ref={box} className="contents">
      {problems.length > 0 && (
        <Message
          id={id}
          tone="danger"
          live="alert"
          title={
            problems.length === 1 ? "Falta corrigir 1 campo" : `Falta corrigir ${problems.length} campos`
          }
        >
          <ul className="grid list-disc gap-1 pl-5">
            {problems.map(({ name, message }) => (
              <li key={name}>
                <a
                  href={`#${controlOf(name)}`}
                  className="link"
                  onClick={(event) => {
                    event.preventDefault();
                    focusControl(controlOf(name));
                  }}
                >
                  {message}
                </a>
              </li>
            ))}
          </ul>
          {failure && <p className="mt-2">{failure.message}</p>}
        </Message>
      )}
      {problems.length === 0 && failure && (
        <Message
          id={id}
          tone={failure.reload ? "warning" : "danger"}
          live="alert"
          title="O chamado ainda não foi enviado"
          actions={
            failure.reload && <Button onClick={() => window.location.reload()}>Recarregar a página</Button>
          }
        >
          {failure.message}
        </Message>
      )}
    </div>
  );
}

/** Brings a field into view and the focus into its first control. */
export function focusControl(id: string) {
  const found = document.getElementById(id);
  if (!found) return;
  const inner = found.matches("fieldset, div")
    ? found.querySelector<HTMLElement>("input:not([tabindex='-1']), select, textarea, button")
    : found;
  found.scrollIntoView({ block: "center" });
  (inner ?? found).focus({ preventScroll: true });
}
