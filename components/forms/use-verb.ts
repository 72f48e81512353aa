"use client";

import { unstable_isUnrecognizedActionError as isUnrecognizedActionError } from "next/navigation";
import { useRef, useState } from "react";
import { useLogin } from "@/components/auth/login-provider";
import { useFreshPage } from "@/components/live/fresh-page";
import { useOvertake } from "@/components/ui/toast";
import type { ErrorCode, FieldErrors, Result } from "@/lib/errors";

/** Why an act was not done. `fields` belong beside their fields, `message` above the form. */
export interface Refusal {
  code: ErrorCode | "offline" | "outdated";
  message: string;
  fields: FieldErrors;
}

const OFFLINE: Refusal = {
  code: "offline",
  message:
    "Não conseguimos falar com o servidor. O que você escreveu continua aqui; confira a conexão e tente de novo.",
  fields: {},
};
const OUTDATED: Refusal = {
  code: "outdated",
  message:
    "Há uma versão nova do portal. Recarregue a página para continuar; o que você escreveu está guardado.",
  fields: {},
};
const UNEXPECTED: Refusal = {
  code: "unexpected",
  message: "Algo deu errado do nosso lado. O que você escreveu continua aqui; tente de novo em instantes.",
  fields: {},
};

/** The ticket is not as the page shows it any more. */
const MOVED: readonly Refusal["code"][] = ["wrong_state", "conflict", "forbidden", "not_found"];

/** An act, told whose page it is sent from. */
type Act<T> = (owner: string) => Promise<Result<T>>;

/**
 * Sends one act at a time and answers with null when it is done; it never rejects. An ended session opens the login over
 * the page and sends again. Once it is done, or when the ticket moved meanwhile, the page is read anew, and what was
 * typed stays where it is; until it is here, the act counts as busy. What was said in passing of an act before is gone.
 */
export function useVerb() {
  const { relogin, owner } = useLogin();
  const { refresh, refreshing } = useFreshPage();
  const overtake = useOvertake();
  const [busy, setBusy] = useState(false);
  const running = useRef(false);

  async function send<T>(act: Act<T>): Promise<Refusal | null> {
    const result = await act(owner);
    if (result.ok) {
      refresh();
      return null;
    }
    if (result.error.code === "login" && (await relogin())) return send(act);
    if (MOVED.includes(result.error.code)) refresh();
    return result.error;
  }

  async function run<T>(act: Act<T>): Promise<Refusal | null> {
    if (running.current) return null;
    running.current = true;
    overtake();
    setBusy(true);
    try {
      return await send(act);
    } catch (error) {
      if (isUnrecognizedActionError(error)) return OUTDATED;
      // fetch rejects with a TypeError when the connection breaks.
      if (error instanceof TypeError) return OFFLINE;
      reportError(error);
      return UNEXPECTED;
    } finally {
      running.current = false;
      setBusy(false);
    }
  }

  return { run, busy: busy || refreshing };
}
